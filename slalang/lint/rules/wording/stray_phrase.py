"""A phrase stands outside of any rule.

## What it finds

A phrase where a rule should begin, mostly because a full stop stands in place of a semicolon.

## Why it costs money

The phrase would belong to no rule: its exclusion, cap or deadline would not be there.

## Example

Before:

    agreement "Hosting": zone UTC.
      currency EUR.

After:

    agreement "Hosting": zone UTC;
      currency EUR.
"""
