"""Decimals behind a comma.

## What it finds

A figure with a comma in front of its decimals. Commas stand between groups of three digits only.

## Why it costs money

`1,5` is one and a half in one country and one, five in another.

## Example

Before:

    available at least 99,5%;

After:

    available at least 99.5%;
"""
