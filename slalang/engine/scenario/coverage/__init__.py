"""What of a policy its scenarios try: rules, targets, brackets, conditions, caps, claims, rights; not lines (P4)."""
