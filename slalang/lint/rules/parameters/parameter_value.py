"""A value that the parameter cannot have.

## What it finds

A parameter that is compared with, or defaults to, a word that it does not list, or a value of another type: a percentage
where it is a word.

## Why it costs money

A plan that no contract can name never gets its target: the promise would hold for nobody.

## Example

Before:

    parameter plan: one of "basic", "gold"; default "basic".
    available at least 99.99% where plan is "golden";

After:

    available at least 99.99% where plan is "gold";
"""
