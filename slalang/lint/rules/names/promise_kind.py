"""The name is that of another kind of promise than is needed.

## What it finds

A share of a commitment, an exclusion of windows from a duty, a right that counts the hours of a clock: the name is
declared, and what it names does not fit.

## Why it costs money

A condition on the wrong thing can never come true, and the right that hangs on it never arises.

## Example

Before:

    share answered of uptime: at least 95% kept; ...

After:

    share answered of respond: at least 95% kept; ...
"""
