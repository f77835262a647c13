"""Promises and what a miss of them leads to."""
