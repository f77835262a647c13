"""Something is named that exists only under another reading.

## What it finds

A credit, a right or an exclusion that names a commitment which stands `under reading ...`, without standing under that
reading itself.

## Why it costs money

Where the agreement is read the other way, the credit would be one for nothing.

## Example

Before:

    commitment speed of web under reading wide: ...
    credit for speed: ...

After:

    commitment speed of web under reading wide: ...
    credit for speed under reading wide: ...
"""
