"""How rules and phrases are put down."""
