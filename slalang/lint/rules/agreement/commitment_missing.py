"""The policy promises nothing.

## What it finds

A policy without a commitment, a clock or a duty.

## Why it costs money

Everything would be judged as nothing: no month could ever be missed.

## Example

Before:

    agreement "Hosting": zone UTC; currency EUR.
    service web: no components.

After:

    agreement "Hosting": zone UTC; currency EUR.
    service web: no components.
    commitment uptime of web: available at least 99.9%; per calendar month; ...
"""
