"""Two agreements are named.

## What it finds

A second `agreement` in the policy or in a file that it uses.

## Why it costs money

A policy encodes one agreement. With two, a month would begin in two zones.

## Example

Before:

    agreement "Master agreement": zone Europe/London; currency GBP.
    agreement "Schedule 3": zone UTC; currency EUR.

After:

    agreement "Master agreement, Schedule 3": zone Europe/London; currency GBP.
"""
