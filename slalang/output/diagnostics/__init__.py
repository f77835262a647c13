"""Diagnostics written down: for people, and for other programs."""
