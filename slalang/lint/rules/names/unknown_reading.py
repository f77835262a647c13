"""Something stands under a reading that no ambiguity has.

## What it finds

`under reading ...` with a name that no `ambiguity` declares.

## Why it costs money

The phrase would stand under no reading at all: what the agreement promises would be gone without a word.

## Example

Before:

    ambiguity month: reading calendar_month governs because "..."; reading rolling because "...".
    per day under reading roling;

After:

    per day under reading rolling;
"""
