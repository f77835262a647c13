"""A clause is cited that the agreement does not list.

## What it finds

Where the agreement lists its `clauses`: a citation, in a rule, a phrase, a `prose` rule or a scenario, of a clause that is not
among them.

## Why it costs money

Explanations would send the reader to a clause that is not there, and the clause that was meant counts as forgotten.

## Example

Before:

    agreement "Hosting": zone UTC; currency EUR; clauses 1, 2.1.
    exclusion upgrades (clause 2.2): maintenance of kind "scheduled".

After:

    exclusion upgrades (clause 2.1): maintenance of kind "scheduled".
"""
