"""A file is used that is not there.

## What it finds

`use` or `replaces` with a path at which no file lies. The path begins at the folder of the file that names it.

## Why it costs money

The policy would be judged without the house rules on which it rests.

## Example

Before:

    use "hause/measuring.sla".

After:

    use "house/measuring.sla".
"""
