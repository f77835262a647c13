"""The interpreter: a resolved policy and a stream of events in, explained verdicts out."""
