"""More misses than periods among which they are to lie.

## What it finds

A ground of a right that asks for more missed periods than the number of periods that it looks at.

## Why it costs money

The right can never arise. The two figures were exchanged.

## Example

Before:

    right termination: when uptime is missed in 12 of any 3 periods; ...

After:

    right termination: when uptime is missed in 3 of any 12 periods; ...
"""
