"""A name is not written as names are.

## What it finds

Capitals, hyphens, blanks or a figure at the beginning of a name. Names are lower-case letters, digits and underscores.

## Why it costs money

Two spellings of one name would be two things. One way to write it leaves no doubt.

## Example

Before:

    service Web-Shop: no components.

After:

    service web_shop: no components.
"""
