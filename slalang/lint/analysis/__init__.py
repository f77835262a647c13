"""What rules reckon with: tables, kinds of customers, openings, slots, lengths, and the smallest cases that show a finding."""
