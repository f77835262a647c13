"""Rules about what does not count."""
