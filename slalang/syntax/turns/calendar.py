"""Calendar files and chosen calendars: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import Turn

TURNS = (
    Turn(
        "",
        r"(?:a?round\s+the\s+clock|always(?:\s+open)?|at\s+all\s+times|all\s+(?:day|hours))\b",
        "hours around the clock are said in words",
        "write `every day all day`",
    ),
    Turn(
        "the days",
        r"[\"“”„]([^\"“”„\n]{1,100}\.ics)[\"“”„]",
        "a calendar file holds days",
        r'write `closed on the days in "\1"`',
        "on",
    ),
    Turn(
        "of",
        r"(?<=holidays )(?:in|from)\s+[\"“”„]([^\"“”„\n]{1,100}\.ics)[\"“”„]",
        "a calendar file holds days",
        r'write `closed on the days in "\1"`',
        "holidays",
    ),
    Turn(
        "ORDINAL",
        r"(?:calendar|hours?)\s+(?:of\s+)?(\w+)",
        "the calendar that a contract picks is said with `that of`",
        r"write `that of \1`",
        "the",
    ),
    Turn(
        "",
        r"([a-z]\w*)(?=\s+(?:where|if|otherwise)\b)",
        "the calendar that a contract picks is said with `that of`",
        r"write `that of \1 where ...`",
    ),
)
