"""A length of nothing.

## What it finds

`0 hours`, `0 days`: as a deadline, a notice, a longest window or a total.

## Why it costs money

Nothing can be done within no time: a deadline would always be missed, a notice always be kept. Where the agreement sets no
limit, a phrase that sets one of nothing says something else.

## Example

Before:

    announced at least 0 days before, otherwise void;

After:

    leave the phrase out, where no notice is asked.
"""
