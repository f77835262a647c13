"""What a policy declares, and what it calls by name."""
