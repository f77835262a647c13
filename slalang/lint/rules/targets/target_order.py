"""A target that always holds stands before others.

## What it finds

A target without a condition, or `otherwise`, that is not the last: the first target whose conditions hold governs, so those
after it never do.

## Why it costs money

The better promise for some customers, written below the general one, would be lost without a word.

## Example

Before:

    commitment uptime of web: available at least 99%; available at least 99.9% where plan is "gold"; ...

After:

    commitment uptime of web: available at least 99.9% where plan is "gold"; available at least 99% otherwise; ...
"""
