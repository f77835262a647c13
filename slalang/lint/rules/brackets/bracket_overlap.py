"""Two rows that apply to the same figure, and nothing says which of them pays.

## What it finds

Rows of one credit whose limits have figures in common, for the same customers. The compiler refuses them until the credit
says which of them applies.

## Why it costs money

Below 95% is also below 99%. If both rows stand and neither is said to win, 10% and 25% are both owed, or 35%, or whatever a
judge makes of it.

## Example

Before: at 94% both rows apply.

    credit for uptime: below 99% earns 10%; below 95% earns 25%; ...

After:

    credit for uptime: below 99% earns 10%; below 95% earns 25%; where rows overlap, the highest applies; ...
"""
