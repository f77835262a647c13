"""What an agreement says of itself."""
