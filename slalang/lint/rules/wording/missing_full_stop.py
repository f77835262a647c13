"""A rule has no full stop.

## What it finds

A rule that runs into the heading of the next one, or into the end of the file.

## Why it costs money

Where one rule ends decides which phrases belong to it.

## Example

Before:

    service web: no components
    commitment uptime of web: ...

After:

    service web: no components.
    commitment uptime of web: ...
"""
