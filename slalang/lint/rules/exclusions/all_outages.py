"""An exclusion that would take every outage.

## What it finds

`outages` with neither a cause nor an environment nor a fact.

## Why it costs money

The promise would be worth nothing. Mostly the cause was forgotten.

## Example

Before:

    exclusion not_ours: outages.

After:

    exclusion not_ours: outages caused by customer.
"""
