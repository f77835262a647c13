"""A version that replaces one which begins no earlier.

## What it finds

`replaces` with a version that is in force from the same day on, or from a later one. The compiler refuses it.

## Why it costs money

Each period is judged by the version in force when it begins. Of two that begin in the wrong order one never governs, and the
targets and credits that were agreed last are lost.

## Example

Before: the version from 2026 names that of 2027 as the one before it.

    replaces "terms-2027.sla".
    agreement "Hosting": zone UTC; in force from 2026-01-01.

After:

    replaces "terms-2025.sla".
    agreement "Hosting": zone UTC; in force from 2026-01-01.
"""
