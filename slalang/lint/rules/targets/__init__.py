"""Targets, and the levels that stand beside them."""
