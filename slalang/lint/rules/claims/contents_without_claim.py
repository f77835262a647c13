"""What a claim must contain, and no claim is asked for.

## What it finds

`the claim includes ...` in a credit that is given without a claim or at discretion; or in one whose claim goes in steps, each
of which has contents of its own.

## Why it costs money

Either the customer must claim, and credits are paid to who never asked; or he need not, and someone refuses what is owed
because a form is missing.

## Example

Before:

    given without a claim;
    the claim includes "dates", "account";

After:

    given on a claim within 30 days after the end of the period;
    the claim includes "dates", "account";
"""
