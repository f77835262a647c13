"""A character that does not show, or that turns the direction of the text.

## What it finds

Zero-width spaces and joiners, soft hyphens, marks and overrides of the writing direction, control characters, and the
invisible tags of Unicode, anywhere in a policy file, in notes and reasons too.

## Why it costs money

Such characters make a text read otherwise than it is computed: with an override of the direction a screen shows `at least
99.9%` where the file says something else, and a zero-width space makes of one word two that look the same.

## Example

Before: between the nines stands a zero-width space (U+200B).

    available at least 9<U+200B>9.9%;

After:

    available at least 99.9%;
"""
