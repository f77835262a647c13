"""A condition on windows where there are none.

## What it finds

A notice, permitted hours, a longest window or a total in an exclusion of outages by their cause. An outage is not announced and
has no slot.

## Why it costs money

The condition reads like a limit on what the provider is forgiven, and would limit nothing.

## Example

Before:

    exclusion not_ours: outages caused by customer; at most 4 hours each, otherwise void.

After:

    exclusion not_ours: outages caused by customer.
    exclusion works: maintenance of kind "scheduled"; at most 4 hours each, otherwise void.
"""
