"""There is nothing in the file.

## What it finds

A file that is empty, or that holds notes in square brackets only.

## Why it costs money

An empty file is mostly the wrong file, and the right one was not checked.

## Example

Before:

    [agreement "Hosting": zone UTC; currency EUR.]

After:

    agreement "Hosting": zone UTC; currency EUR.
"""
