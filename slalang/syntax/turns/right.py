"""Rights: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import Turn

_NOTICE = "the time of notice is said with `on`"
_LENGTH = r"(\d+\s+(?:business\s+)?(?:day|week|month|hour)s?(?:\s+of\s+\w+)?)"
_HOW_OFTEN = "do the periods follow one another?"

TURNS = (
    Turn(
        "",
        rf"(?:with\s+|on\s+|by\s+)?(?:prior\s+|written\s+)?notice\s*(?:period\s*)?(?:of|is)?\s*{_LENGTH}",
        _NOTICE,
        r"write `on \1' notice`",
    ),
    Turn(
        "",
        rf"(?:with\s+|by\s+|after\s+|upon\s+)?{_LENGTH}\s*['’]?\s*(?:prior\s+|written\s+)*notice\b",
        _NOTICE,
        r"write `on \1' notice`",
    ),
    Turn(
        "consecutive",
        r"(?:calendar\s+)?(?:periods?|months?|quarters?|years?)\s+(?:in\s+a\s+row|running|in\s+succession|one\s+after)\b",
        "what follows one another is consecutive",
        "write `in {last} consecutive periods`",
    ),
    Turn(
        "consecutive",
        r"(?:calendar\s+)?(?:periods?|months?|quarters?|years?|times)\b",
        _HOW_OFTEN,
        "write `in {last} consecutive periods` where they do, or as in `in {last} of any 12 periods` where they need not",
    ),
    Turn(
        "in",
        r"(\d+)\s+(?:times|periods?|months?)\b",
        _HOW_OFTEN,
        r"write `in \1 consecutive periods` where they do, or as in `in \1 of any 12 periods` where they need not",
    ),
)
