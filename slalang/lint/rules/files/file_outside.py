"""A file is used that lies outside the folder of the policy.

## What it finds

`use` or `replaces` with a path that leaves the folder: one that begins with a stroke, or goes up with `..`.

## Why it costs money

What the agreement means would depend on whose computer reads it.

## Example

Before:

    use "../house.sla".

After:

    use "house/house.sla".
"""
