"""What is said to people and programs: diagnostics, verdicts on the wire, tables and explanations."""
