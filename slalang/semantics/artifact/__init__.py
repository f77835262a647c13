"""Compiled policies as files: written once, read anywhere, without the grammar."""
