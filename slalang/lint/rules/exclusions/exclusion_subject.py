"""An exclusion that does not say what is excluded, or speaks of two things.

## What it finds

An `exclusion` without outages, tickets or windows; or one of outages and of windows together. Conditions on windows would have
nothing to bind in the one, and be unclear in the other.

## Why it costs money

Nobody could say what the provider is forgiven: the hours of the work, or the outages with that cause.

## Example

Before:

    exclusion works: at most 4 hours each, otherwise void.

After:

    exclusion works: maintenance of kind "scheduled"; at most 4 hours each, otherwise void.
"""
