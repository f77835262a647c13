"""Files use each other in a circle.

## What it finds

`use` or `replaces` that leads back to a file which is being read.

## Why it costs money

Neither file could be read before the other, so nobody could say which rules hold.

## Example

Before:

    use "terms.sla".    [in house.sla, which terms.sla uses]

After:

    use "calendars.sla".    [what both need, in a file that neither of them makes]
"""
