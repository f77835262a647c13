"""A colon is missing after a heading.

## What it finds

A heading that its phrases follow without a colon.

## Why it costs money

What belongs to the heading, as a clause or a reason, holds for the whole rule; what follows the colon for its phrase only.

## Example

Before:

    service web no components.

After:

    service web: no components.
"""
