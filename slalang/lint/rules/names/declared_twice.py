"""One name is declared twice.

## What it finds

Two rules of one kind with the same name, in one file or in several; a component, cause, reading, step or clause that is
listed twice; a commitment, clock, duty, share or joint rule with the name of another of them, for credits and claims name
them all alike.

## Why it costs money

Which of the two holds would depend on the order in which files are read.

## Example

Before:

    calendar desk: Monday to Friday 09:00-17:00.
    calendar desk: Saturday 09:00-12:00.

After:

    calendar desk: Monday to Friday 09:00-17:00, Saturday 09:00-12:00.
"""
