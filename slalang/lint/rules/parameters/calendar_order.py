"""A calendar that is always chosen stands before another one.

## What it finds

Of several calendars, of which the first whose conditions hold is taken, one without a condition or with `otherwise` that is not
the last.

## Why it costs money

The hours behind it would be nobody's, whatever the contracts say.

## Example

Before:

    calendar support: that of week otherwise; that of six_days where plan is "gold".

After:

    calendar support: that of six_days where plan is "gold"; that of week otherwise.
"""
