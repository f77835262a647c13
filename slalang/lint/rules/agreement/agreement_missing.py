"""No agreement is named.

## What it finds

A policy without an `agreement`, in none of the files that it uses.

## Why it costs money

Nobody could tell whose promises these are, in which zone their months begin, and in which currency they are paid.

## Example

Before:

    service web: no components.

After:

    agreement "Hosting for Example Ltd": zone Europe/London; currency GBP.
    service web: no components.
"""
