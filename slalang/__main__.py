"""`python -m slalang` is the command line."""

from slalang.shell.cli import main

main()
