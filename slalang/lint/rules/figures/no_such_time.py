"""A time that no day has.

## What it finds

A time of day after 23:59, or with more than 59 minutes. The end of a day is written 00:00.

## Why it costs money

Hours that are not understood would be closed: work in them would be forgiven, or a deadline pass over them.

## Example

Before:

    Saturday 09:00-25:00

After:

    Saturday 09:00-00:00
"""
