"""Holidays of a country or region that nobody knows.

## What it finds

A code behind `closed on the holidays of` that names no country or region whose holidays the engine has.

## Why it costs money

A calendar without its holidays counts Christmas as a working day: deadlines run out on it, and notices are short.

## Example

Before:

    closed on the holidays of "UK"

After:

    closed on the holidays of "GB-ENG"
"""
