"""A credit or a right for a promise that the policy does not make.

## What it finds

A credit (`credit for ...`) or a ground of a right (`when ... is missed`) that names a commitment, clock, duty or share that
is not declared.

## Why it costs money

Nothing ever measures what the remedy hangs on, so it is never owed. The promise was renamed, left out, or belongs to
another agreement.

## Example

Before: the policy promises `uptime`.

    credit for availability: a missed target earns 5%; ...

After:

    credit for uptime: a missed target earns 5%; ...
"""
