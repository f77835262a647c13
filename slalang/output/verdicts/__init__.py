"""Verdicts written for machines and for people, one file for each format."""
