"""A condition on maintenance whose breach has no stated effect.

## What it finds

A notice, a time, a length, a number, a total or an approval that an exclusion asks for, without `otherwise ...`.

## Why it costs money

Maintenance without its notice will come. Whether then all of it counts as downtime, only what exceeds the limit, or
nothing, is the difference between a credit and none, and the text has to say it.

## Example

Before:

    exclusion planned: maintenance of kind "scheduled"; announced at least 3 days before.

After:

    exclusion planned: maintenance of kind "scheduled"; announced at least 3 days before, otherwise void.
"""
