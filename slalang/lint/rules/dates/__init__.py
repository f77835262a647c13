"""Rules about the dates of an agreement and of the versions before it."""
