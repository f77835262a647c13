"""A clock that does not say what a change of severity does to it.

## What it finds

A clock whose targets ask for the severity of a ticket, and that leaves open what happens when the severity changes while it
runs. The compiler refuses it.

## Why it costs money

A ticket that is reported as slight and turns out to be grave has waited already. Whether the short target runs from the
report, from the change, or not at all decides whether it was missed; and whoever sets the severity decides with it.

## Example

Before:

    within 1 hour where the severity is "P1";
    within 8 hours otherwise

After:

    within 1 hour where the severity is "P1";
    within 8 hours otherwise;
    a change of severity keeps the start and takes the new target
"""
