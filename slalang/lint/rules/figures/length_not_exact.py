"""A length that is not the same everywhere in time.

## What it finds

Days, months or business hours where exact time is asked: a downtime, the length of a window, a slot. A day has 23 or 25
hours when clocks change; business hours have no length of their own.

## Why it costs money

Once a year the limit would be an hour off, on the night on which the work is done.

## Example

Before:

    at most 1 day each, otherwise void;

After:

    at most 24 hours each, otherwise void;
"""
