"""A part of a unit of time.

## What it finds

`1.5 hours`, `0.5 business days`. Lengths are whole numbers of a unit.

## Why it costs money

Half a business day is another time in every calendar, and half a month is none at all; whole units leave nothing to argue.

## Example

Before:

    at most 1.5 hours each

After:

    at most 90 minutes each
"""
