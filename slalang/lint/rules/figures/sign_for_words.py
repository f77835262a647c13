"""A sign where the language has words.

## What it finds

`>=`, `<`, `=` and their like, in targets and brackets.

## Why it costs money

A lawyer reads words, and `at least` cannot be mistaken for `more than`, as a sign that lost its second stroke can.

## Example

Before:

    available >= 99.9%

After:

    available at least 99.9%
"""
