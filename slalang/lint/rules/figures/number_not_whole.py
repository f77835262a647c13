"""A number with decimals where whole ones are counted.

## What it finds

Half a window, 2.5 failed probes, a third of a month.

## Why it costs money

Whether two or three are meant would be for the program to guess.

## Example

Before:

    at most 2.5 windows per calendar month, otherwise void;

After:

    at most 2 windows per calendar month, otherwise void;
"""
