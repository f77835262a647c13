"""A policy's own scenarios: what is given, and whether what is expected came of it (P4)."""
