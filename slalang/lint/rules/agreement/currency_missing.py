"""Sums are named, and the agreement has no currency.

## What it finds

A sum in a policy whose agreement does not say `currency`.

## Why it costs money

A cap of 500 of something cannot be set against charges in euros.

## Example

Before:

    agreement "Hosting": zone UTC.
    capped at EUR 500.00;

After:

    agreement "Hosting": zone UTC; currency EUR.
    capped at EUR 500.00;
"""
