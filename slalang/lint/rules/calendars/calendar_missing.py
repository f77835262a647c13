"""A length in business days or hours that does not say of which calendar.

## What it finds

`3 business days`, `4 business hours` without `of` and a calendar: in a clock, a notice, a duty or the deadline of a claim. The
compiler refuses it.

## Why it costs money

Business hours of which desk, in which zone, and are holidays among them? A target of four business hours that is reported at
16:30 on the eve of a holiday is due the same evening by one calendar, and three days later by another.

## Example

Before:

    within 4 business hours

After:

    calendar support_hours: Monday to Friday 09:00-17:00; closed on the holidays of "GB-ENG".
    within 4 business hours of support_hours
"""
