"""What a policy may say and still costs money: one rule a file, found from the policy alone, shown by its smallest case."""
