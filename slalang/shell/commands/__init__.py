"""One file for each command: `command` is what click runs."""
