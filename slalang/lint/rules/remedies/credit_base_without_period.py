"""Charges without their time, so that nobody can say which fee it is a share of.

## What it finds

`of the charges` without the time for which they are charged.

## Why it costs money

Ten percent of the charges is ten percent of a month, of a quarter or of the whole contract. The figure that is meant lies
within a factor of twelve or more.

## Example

Before:

    credit for uptime: a missed target earns 10%; of the charges in category "recurring"; ...

After:

    credit for uptime: a missed target earns 10%; of the charges of the period in category "recurring"; ...
"""
