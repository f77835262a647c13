"""What `slalang test` does: run scenarios, measure what they try, and try what they would not notice."""
