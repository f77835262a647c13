"""A word that begins no rule.

## What it finds

What stands where a rule begins, and is none of the nineteen nouns that begin one.

## Why it costs money

A rule that is not read is a promise that is not computed.

## Example

Before:

    guarantee uptime of web: available at least 99.9%; ...

After:

    commitment uptime of web: available at least 99.9%; ...
"""
