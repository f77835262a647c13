"""One file for each format: `ENDINGS` of its file names, and `read_records`."""
