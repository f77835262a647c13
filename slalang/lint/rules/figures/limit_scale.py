"""A limit of another quantity than the one that is measured.

## What it finds

A length where a share is measured, a share where values are, a percentage where outages are counted.

## Why it costs money

Two hours are no availability: the row could never be compared with the figure, or only by guessing how.

## Example

Before:

    commitment speed of web: value at most 200; measured by the mean of "milliseconds"; warning above 5%; ...

After:

    commitment speed of web: value at most 200; measured by the mean of "milliseconds"; warning above 150; ...
"""
