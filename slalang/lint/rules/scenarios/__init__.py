"""Whether the policy's own examples would notice a mistake."""
