"""Rules about clocks over tickets."""
