"""Civil time in frozen zones: lengths, calendars, schedules and periods (T1 to T8)."""
