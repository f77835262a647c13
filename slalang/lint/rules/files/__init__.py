"""The files of which a policy consists."""
