"""An abbreviation where a zone is named.

## What it finds

`PST`, `CET`, `EST` and their like. The compiler refuses them: each is read in two ways, as the clock on the wall of a place and
as a fixed offset all the year.

## Why it costs money

The two readings are an hour apart for more than half of the year. An outage before midnight belongs to one month under the one
and to the next under the other, and a window for maintenance lies an hour off.

## Example

Before:

    agreement "Hosting": zone PST; currency USD.

After:

    agreement "Hosting": zone America/Los_Angeles; currency USD.

or, where the offset itself is meant all the year:

    agreement "Hosting": zone UTC-08:00; currency USD.
"""
