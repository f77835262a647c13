"""One fact breaks a precondition and mends it at once.

## What it finds

`barred by the fact "x" until the fact "x"`: the same fact on both sides.

## Why it costs money

The bar would be lifted by what sets it, so it would bar nothing.

## Example

Before:

    barred by the fact "overdue" until the fact "overdue", suspended meanwhile;

After:

    barred by the fact "overdue" until the fact "paid", suspended meanwhile;
"""
