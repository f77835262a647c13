"""A quotation mark is never closed.

## What it finds

A quoted text that runs into the following rules.

## Why it costs money

Everything up to the next quotation mark would be part of the text, and no part of the policy.

## Example

Before:

    provider "Cloud House Ltd;

After:

    provider "Cloud House Ltd";
"""
