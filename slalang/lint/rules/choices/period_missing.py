"""It is not said per which period is judged.

## What it finds

A commitment, a share or a credit with a period of its own that has none. A credit for a clock or a duty needs one to belong
to.

## Why it costs money

99.9% of a month allows three quarters of an hour of downtime, 99.9% of a year nearly nine: without the period the figure
promises nothing. A credit base without a period is a base of any size.

## Example

Before:

    commitment uptime of web: available at least 99.9%; ...

After:

    commitment uptime of web: available at least 99.9%; per calendar month; ...
"""
