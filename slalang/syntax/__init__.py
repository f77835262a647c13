"""Text to tree: the grammar's classes, the parser, its mistakes in a lawyer's words, and the printer."""
