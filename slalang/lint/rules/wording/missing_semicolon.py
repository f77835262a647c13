"""A semicolon is missing between two phrases.

## What it finds

Two phrases of a rule with a comma, an `and`, a full stop or nothing between them.

## Why it costs money

Two phrases read as one say something else, or nothing.

## Example

Before:

    available at least 99.5%
    per calendar month;

After:

    available at least 99.5%;
    per calendar month;
"""
