"""Something is left open on which the figure hangs.

## What it finds

A choice that the policy has to make and does not: what the percentage is a share of, how parts of a minute are counted,
what a month counts as that a subscription covers in part, how components combine, how a credit is given. The message lists
what can be written.

`throughout` settles it once for all rules, in a file of house rules for all policies.

## Why it costs money

Whoever computes has to choose. If the policy does not, the program does, silently, and the other side computes otherwise.

## Example

Before:

    commitment uptime of web: available at least 99.9%; per calendar month; watched by outages.

After:

    commitment uptime of web: available at least 99.9%; per calendar month; watched by outages;
      measured over the whole period; counted exactly; of a period covered in part, the rest counts as up.
"""
