"""What differs from one customer's contract to the next."""
