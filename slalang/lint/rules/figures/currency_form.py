"""A sum that is not written as sums are.

## What it finds

A sign such as `€`, small letters, or the letters behind the figure.

## Why it costs money

`$` is the sign of two dozen currencies.

## Example

Before:

    capped at $500;

After:

    capped at USD 500.00;
"""
