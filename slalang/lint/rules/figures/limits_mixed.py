"""A table that mixes percentages and lengths.

## What it finds

Rows of one credit, or the two limits of one row, of which some are shares and some are lengths of downtime.

## Why it costs money

Whether such rows leave a gap or overlap depends on how long the month is: in February they may, in March not.

## Example

Before:

    below 99.9% and at least 99% earns 5%;
    above 8 hours earns 10%;

After:

    below 99.9% and at least 99% earns 5%;
    below 99% earns 10%;
"""
