"""A date that no calendar has.

## What it finds

`2025-02-30`, `2025-13-01`.

## Why it costs money

It is a slip for another day, and a deadline or a closed day hangs on which.

## Example

Before:

    closed on 2025-02-30;

After:

    closed on 2025-02-28;
"""
