"""A credit that earns nothing.

## What it finds

A `credit` without a row and without `a missed target earns ...`.

## Why it costs money

The promise of a credit would be worth nothing.

## Example

Before:

    credit for uptime: of the charges of the period; given without a claim; ...

After:

    credit for uptime: a missed target earns 10%; of the charges of the period; given without a claim; ...
"""
