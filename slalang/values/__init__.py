"""Frozen nouns that import nothing of ours: places, diagnostics, intervals, instants, money, events, verdicts."""
