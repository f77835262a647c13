"""A deadline without a condition stands before another one.

## What it finds

Several deadlines for claims, of which one that has no `where` is not the last. The first whose conditions hold applies, so that
nothing behind it ever could.

## Why it costs money

The deadline that was agreed for some customers would never be theirs.

## Example

Before:

    given on a claim within 10 days after the end of the period;
    given on a claim within 1 year after the end of the period where billing is "annual";

After:

    given on a claim within 1 year after the end of the period where billing is "annual";
    given on a claim within 10 days after the end of the period;
"""
