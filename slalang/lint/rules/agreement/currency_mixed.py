"""A sum is in another currency than the agreement.

## What it finds

A sum in the policy whose letters are not those of `currency`.

## Why it costs money

Nothing is ever converted: at which rate, of which day, the agreement does not say.

## Example

Before:

    agreement "Hosting": zone UTC; currency EUR.
    capped at USD 500.00;

After:

    agreement "Hosting": zone UTC; currency EUR.
    capped at EUR 500.00;
"""
