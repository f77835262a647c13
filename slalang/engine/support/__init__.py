"""Clocks over tickets, duties, shares, and what accrues past their deadlines (S)."""
