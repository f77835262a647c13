"""A verdict in words: what each step of `because` says, the whole as prose, and the period drawn as a timeline (V3)."""
