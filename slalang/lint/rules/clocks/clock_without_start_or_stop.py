"""A clock that does not say from what to what it runs.

## What it finds

A clock without `runs from ... to ...`. The compiler refuses it.

## Why it costs money

"Within four hours" is no promise as long as nobody says of what and until what. From the report or from its confirmation,
until somebody answers or until the fault is gone: between the two lie days, and both sides can be right.

## Example

Before:

    clock respond of web: within 4 hours; ...

After:

    clock respond of web: runs from "opened" to "responded"; within 4 hours; ...
"""
