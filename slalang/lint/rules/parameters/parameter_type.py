"""A parameter of the wrong type.

## What it finds

A parameter that stands where a percentage or a sum is needed, and is a word, a number or yes or no; or the other way round.

## Why it costs money

A credit of so many words cannot be computed: what is ill-typed here is money there.

## Example

Before:

    parameter plan: one of "basic", "gold"; default "basic".
    a missed target earns plan;

After:

    parameter penalty: a percentage; default 5%.
    a missed target earns penalty;
"""
