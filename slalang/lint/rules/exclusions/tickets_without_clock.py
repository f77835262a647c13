"""Tickets are excluded, and no clock judges any.

## What it finds

`tickets caused by ...` or `tickets labelled ...` in a policy without a clock, or in an exclusion from commitments alone.

## Why it costs money

Commitments measure outages, which have other causes than tickets: the exclusion would never take a minute from anything, and
what was meant for outages still counts.

## Example

Before:

    exclusion not_ours: tickets caused by customer.

After:

    exclusion not_ours: outages caused by customer.
"""
