"""A date in another order than year, month, day.

## What it finds

`31/12/2025`, `31 December 2025`, `12-31-2025`.

## Why it costs money

The third of April and the fourth of March look the same in two countries.

## Example

Before:

    in force from 03/04/2025;

After:

    in force from 2025-04-03;
"""
