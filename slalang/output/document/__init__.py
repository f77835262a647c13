"""A policy as a document for people: one model, two writers."""
