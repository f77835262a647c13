"""An agreement that does not say in which zone its times lie.

## What it finds

A policy without a zone. The compiler refuses it: without a zone there is no month, no day and no hour.

## Why it costs money

A month ends at another instant in London than in New York. An outage in the hours between belongs to this month or to the
next, and five hours of downtime are breach or none.

## Example

Before:

    agreement "Hosting": currency EUR.

After:

    agreement "Hosting": zone Europe/London; currency EUR.
"""
