"""Steps of a claim, and no claim in steps is asked for.

## What it finds

`step ...` in a credit that does not say `given on a claim in steps`.

## Why it costs money

A step with a deadline looks as if whoever misses it lost the credit, and the way in which the credit is given says that nobody
need do anything.

## Example

Before:

    given without a claim;
    step "report" by a ticket within 24 hours after the last incident;

After:

    given on a claim in steps;
    step "report" by a ticket within 24 hours after the last incident;
    step "claim" within 30 days after the end of the period;
"""
