"""A promise without a figure.

## What it finds

A commitment, clock or share that names no target. `no target` says so on purpose.

## Why it costs money

What has no figure cannot be missed.

## Example

Before:

    commitment uptime of web: per calendar month; ...

After:

    commitment uptime of web: available at least 99.9%; per calendar month; ...
"""
