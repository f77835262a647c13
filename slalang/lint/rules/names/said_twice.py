"""A rule says the same thing twice.

## What it finds

Two phrases of which a rule takes one: two periods, two zones, two ways of counting. Where the agreement can be read both
ways, each stands under its own reading.

## Why it costs money

One of the two would be ignored, and nobody could say which.

## Example

Before:

    per calendar month;
    per calendar quarter;

After:

    per calendar month under reading monthly;
    per calendar quarter under reading quarterly;
"""
