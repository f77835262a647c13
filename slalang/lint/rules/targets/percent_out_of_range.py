"""A percentage that the thing it measures can never have.

## What it finds

A target above 100%, a target of more than 100%, a limit of a row or a warning level above 100%.

## Why it costs money

A promise that nobody can keep is no promise: a credit that falls due every month will be disputed every month. Most often a
decimal point is missing.

## Example

Before:

    commitment uptime of web: available at least 999%; ...

After:

    commitment uptime of web: available at least 99.9%; ...
"""
