"""Rights that arise from a history of misses (R)."""
