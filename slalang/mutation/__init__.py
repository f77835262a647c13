"""What a policy's scenarios would not notice: small changes of its text, one at a time, and who finds them out (P4)."""
