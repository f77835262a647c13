"""A drafting note that never ends.

## What it finds

A `[` without its `]`. All rules behind it would be part of the note.

## Why it costs money

What stands in a note is not decided: half of the agreement would be gone, without a word.

## Example

Before:

    service web: no components. [to be agreed

After:

    service web: no components. [to be agreed]
"""
