"""`python -m slalang` is the command line."""

from slalang.shell.start import main

main()
