"""Small streams that show something about a policy, written as a scenario would give them and judged by the engine."""
