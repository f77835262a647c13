"""A bracket that does not say whether its ends belong to it.

## What it finds

`98% to 99%` in a row of credits. The compiler refuses it: where two such rows meet, 98% is in both or in neither.

## Why it costs money

A month that ends exactly on the limit is the one that is argued about, and the next row is mostly twice the money.

## Example

Before:

    98% to 99% earns 5%

After:

    at least 98% and below 99% earns 5%
"""
