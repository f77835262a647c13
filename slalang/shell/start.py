"""Where the command line starts: from the cache where that can be, else with click and all that the command needs."""

from __future__ import annotations

import sys

from slalang.shell import cache


def main() -> None:
    """The entry point of the `slalang` script: ends the process with the command's exit code."""
    arguments = sys.argv[1:]
    code = cache.replay(arguments)
    if code is not None:
        sys.exit(code)
    with cache.Recording(arguments):
        from slalang.shell.cli import cli

        cli.main(arguments)
