"""A period that may be one of the calendar, or of another kind.

## What it finds

`per month`, `within one year`: months and years of the calendar, of the subscription and of billing are different periods, and
a rolling one is a fourth.

## Why it costs money

The same outage is missed in one of them and kept in the other, and two misses within a year need not lie in one calendar year.

## Example

Before:

    per month

After:

    per calendar month
"""
