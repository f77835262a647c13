"""What was seen: the bad time and the counts of each part, from events of every kind (O, D1)."""
