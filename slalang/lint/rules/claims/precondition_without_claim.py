"""Something is tested at the claim, and no claim is asked for.

## What it finds

`barred by the fact ..., tested at the claim` in a credit that is given without a claim or at discretion.

## Why it costs money

There is no claim at which an open invoice could be seen: the bar that the agreement sets would never hold.

## Example

Before:

    given without a claim;
    barred by the fact "overdue" until the fact "paid", tested at the claim;

After:

    given without a claim;
    barred by the fact "overdue" until the fact "paid", suspended meanwhile;
"""
