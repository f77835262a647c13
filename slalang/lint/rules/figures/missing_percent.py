"""A percentage without its sign.

## What it finds

A figure where a percentage is needed, without `%`.

## Why it costs money

99.5 of what? Without the sign it could be minutes, or a number.

## Example

Before:

    available at least 99.5;

After:

    available at least 99.5%;
"""
