"""A phrase that decides nothing where it stands.

## What it finds

A phrase that settles what cannot come up: how components combine of a service that has none, what a severity does where no
target asks for one.

## Why it costs money

It reads as if it decided something, and the next editor relies on it.

## Example

Before:

    clock repair of web: runs from "opened" to "resolved"; an automatic reply counts; ...

After:

    clock repair of web: runs from "opened" to "resolved"; ...
"""
