"""A word from outside the policy stands without quotation marks.

## What it finds

A severity, fact, label, kind of maintenance, category, source, environment or a value of a parameter that is written like a
name.

## Why it costs money

Such words are spelled as the events spell them, capitals included; without the marks they would be taken for names of the
policy.

## Example

Before:

    maintenance of kind scheduled;

After:

    maintenance of kind "scheduled";
"""
