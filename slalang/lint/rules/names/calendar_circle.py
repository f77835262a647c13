"""Calendars are made of each other in a circle.

## What it finds

A calendar that is open whenever another one is, which in turn is made of the first, over however many steps.

## Why it costs money

Neither would ever say when anyone is there: every deadline along them would be undefined.

## Example

Before:

    calendar desk: whenever week is open and closed_days is not.
    calendar closed_days: whenever desk is open and week is not.

After:

    calendar desk: whenever week is open and closed_days is not.
    calendar closed_days: Saturday to Sunday all day.
"""
