"""A claim in steps, and no step is named.

## What it finds

`given on a claim in steps` in a credit without any `step`.

## Why it costs money

Nothing could ever be a complete claim, and nothing could be late.

## Example

Before:

    given on a claim in steps;

After:

    given on a claim in steps;
    step "report" by a ticket within 24 hours after the last incident;
    step "claim" within 30 days after the end of the period;
"""
