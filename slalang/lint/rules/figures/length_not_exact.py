"""A length that is not the same everywhere in time.

## What it finds

Days, months or business hours where exact time is asked: a downtime, the length of a window, a slot. A day has 23 or 25
hours when clocks change; business hours have no length of their own.

A cap on maintenance in the hours of a calendar, such as `at most 4 business hours of office each`, cannot be said in this
version: it is refused, never read as hours of the clock, which is another and a wider cap. Where the slots of the maintenance
never meet the hours of that calendar, the error says so and shows the first slot: counted as it is written, such a cap would
never bind. That is a matter for whoever drafts the agreement, and no slip of the pen.

## Why it costs money

Once a year the limit would be an hour off, on the night on which the work is done. A cap in business hours over work that is
done at night or at the weekend is no cap at all; silently made hours of the clock, it is one that nobody agreed to.

## Example

Before:

    at most 1 day each, otherwise void;

After:

    at most 24 hours each, otherwise void;
"""
