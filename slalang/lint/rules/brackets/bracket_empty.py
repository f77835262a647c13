"""A row whose limits no figure meets.

## What it finds

A row that is to be above a figure and below a lower one, below 0%, or between two whole numbers that follow on each other.

## Why it costs money

The row can never pay. Its limits stand the wrong way round, or `below` and `above` were exchanged.

## Example

Before:

    credit for uptime: below 95% and above 99% earns 5%; at most 95% earns 10%; ...

After:

    credit for uptime: below 99% and above 95% earns 5%; at most 95% earns 10%; ...
"""
