"""A length without its unit.

## What it finds

A number where a length is needed.

## Why it costs money

Within 4 of what: hours, or business days? The two differ by a week.

## Example

Before:

    within 4;

After:

    within 4 hours;
"""
