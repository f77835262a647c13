"""Working hours that name no calendar.

## What it finds

`4 working hours`, `2 working days`: they are business hours and days of a calendar, which the phrase has to name.

## Why it costs money

Whose hours count decides whether an answer on Monday morning is in time.

## Example

Before:

    within 4 working hours

After:

    within 4 business hours of office
"""
