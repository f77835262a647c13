"""A day of the week that is written in another way.

## What it finds

Names of days that the language does not have: misspelt, in the plural, or shortened. They are English, whole and singular.

## Why it costs money

A day that is not understood is a day on which the calendar would be closed, and all its deadlines later.

## Example

Before:

    Mondays 09:00-17:00

After:

    Monday 09:00-17:00
"""
