"""A name that nothing declares.

## What it finds

A service, calendar, parameter, cause, component, commitment, exclusion or the like that is named somewhere and declared
nowhere. What is meant is offered where a declared name is close.

## Why it costs money

A misspelled name would make an exclusion that excludes nothing, or a credit for nothing. What the contract supplies has to
be declared too: a penalty that each contract sets is a `parameter`.

## Example

Before:

    causes: customer.
    exclusion theirs: outages caused by custmer.

After:

    causes: customer.
    exclusion theirs: outages caused by customer.
"""
