"""An excess over what has none.

## What it finds

`otherwise the excess counts` behind a notice or an approval. Either is there in time or it is not; there is no part of a window
that lies beyond it.

## Why it costs money

Two parties would read the same words in two ways: late notice costs nothing, or the whole window.

## Example

Before:

    announced at least 3 days before, otherwise the excess counts

After:

    announced at least 3 days before, otherwise void
"""
