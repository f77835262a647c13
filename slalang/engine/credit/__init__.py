"""What is earned, claimed and settled, by one verdict and by several together (C2-C8)."""
