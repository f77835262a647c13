"""A name that the policy declares stands in quotation marks.

## What it finds

A commitment, cause, parameter or the like, written as if it came from outside.

## Why it costs money

A name in quotation marks could not be checked, and its misspelling would pass.

## Example

Before:

    outages caused by "customer";

After:

    outages caused by customer;
"""
