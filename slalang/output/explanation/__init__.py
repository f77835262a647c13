"""A verdict in words: what each step says, the whole as prose, and the period drawn as a timeline (V3)."""
