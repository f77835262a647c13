"""An agreement that ends before it begins.

## What it finds

`in force from ... until ...` whose second date does not lie after the first. The compiler refuses it.

## Why it costs money

An agreement that is never in force owes nothing: every period is `not_applicable`. Mostly a year was mistyped.

## Example

Before:

    in force from 2026-01-01 until 2025-12-31

After:

    in force from 2026-01-01 until 2026-12-31
"""
