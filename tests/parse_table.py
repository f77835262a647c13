"""The parse table of the grammar, made anew: `python -m tests.parse_table --write` after every change of `grammar/policy.lark`.

Without `--write` it says whether the file still is what the grammar gives.
"""

from __future__ import annotations

import sys
from pathlib import Path

from slalang.syntax.parser import table_text

FILE = Path(__file__).parents[1] / "grammar" / "policy.table.json"


def main(arguments: list[str]) -> int:
    """Write the table, or compare it; 1 where it is an old one."""
    text = table_text()
    if "--write" in arguments:
        FILE.write_text(text, "utf-8")
        return 0
    return int(not FILE.is_file() or FILE.read_text("utf-8") != text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
