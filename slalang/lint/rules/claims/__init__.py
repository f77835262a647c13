"""How a credit is asked for, and until when."""
