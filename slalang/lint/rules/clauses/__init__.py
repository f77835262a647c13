"""Whether every clause became something, and everything rests on a clause."""
