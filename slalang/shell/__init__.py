"""All input and output: the command line, files, the terminal."""
