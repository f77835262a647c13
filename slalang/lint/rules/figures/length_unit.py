"""A length in a unit that there is not.

## What it finds

Business weeks and months, business days without their calendar, a right within business days: what has no length that the
place could use.

## Why it costs money

A week of five days and one of seven differ; a deadline that might be either is litigated.

## Example

Before:

    announced at least 1 business week of desk before, otherwise void;

After:

    announced at least 5 business days of desk before, otherwise void;
"""
