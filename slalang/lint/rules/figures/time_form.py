"""A time of day in another form than hours and minutes.

## What it finds

`9am`, `9:00`, `24:00`. A day begins at 00:00 and ends where the next one begins.

## Why it costs money

Whether 12 is noon or midnight decides a night of downtime.

## Example

Before:

    Monday to Friday 9am-5pm;

After:

    Monday to Friday 09:00-17:00;
"""
