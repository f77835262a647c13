"""What of it counts: exclusions, classes of time, and the measure against its target (D, X, C1)."""
