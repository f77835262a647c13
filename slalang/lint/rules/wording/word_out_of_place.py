"""A word that does not fit where it stands.

## What it finds

A word after which the sentence is none of the language. The message says what could have followed.

## Why it costs money

A sentence that a person understands and a program does not is computed by neither.

## Example

Before:

    available at minimum 99.9%;

After:

    available at least 99.9%;
"""
