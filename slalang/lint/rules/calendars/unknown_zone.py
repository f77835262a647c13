"""A zone that there is not.

## What it finds

A name that is in no edition of the zone database that the engine uses, mostly a slip of the pen or a city that has no zone of
its own.

## Why it costs money

Without the zone there is no month, no day and no hour: nothing can be decided, and a guess would move every deadline.

## Example

Before:

    zone Europe/Munich

After:

    zone Europe/Berlin
"""
