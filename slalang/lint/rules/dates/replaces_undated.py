"""A version that replaces another and does not say from when.

## What it finds

`replaces` in a policy without `in force from`. The compiler refuses it.

## Why it costs money

Nobody can say which of the two governs a month: the old target or the new one, the old credit or the new.

## Example

Before:

    replaces "terms-2025.sla".
    agreement "Hosting": zone UTC.

After:

    replaces "terms-2025.sla".
    agreement "Hosting": zone UTC; in force from 2026-01-01.
"""
