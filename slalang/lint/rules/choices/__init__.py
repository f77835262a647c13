"""What an agreement leaves open and the policy has to settle."""
