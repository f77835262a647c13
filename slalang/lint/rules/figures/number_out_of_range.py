"""A number that cannot be where it stands.

## What it finds

So many of something of which there are fewer, none where there must be one, a degree above 1: `at least 3 components` of a
service that has two.

## Why it costs money

A condition that can never come true lets a right or an exclusion rest for ever.

## Example

Before:

    down when at least 3 components are down;    [the service has two]

After:

    down when at least 2 components are down;
"""
