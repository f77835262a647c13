"""A credit that is a share, and does not say of what.

## What it finds

A row, a cap or a floor in percent or in days of service in a credit or a joint rule without a base.

## Why it costs money

A percentage of nothing cannot be paid out, and a percentage of whatever seems fit will be disputed.

## Example

Before:

    credit for uptime: a missed target earns 10%; given without a claim.

After:

    credit for uptime: a missed target earns 10%; of the charges of the period; given without a claim.
"""
