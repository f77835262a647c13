"""Figures, lengths, dates and sums that do not fit where they stand."""
