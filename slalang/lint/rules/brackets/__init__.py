"""The rows of a credit, its caps and floors, and how they fit the target."""
