"""Rules about calendars, slots, notices and zones."""
