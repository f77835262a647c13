"""Rights: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import LIMITS, Turn

_NOTICE = "the time of notice is said with `on`"
_LENGTH = r"(\d+\s+(?:business\s+)?(?:day|week|month|hour)s?(?:\s+of\s+\w+)?)"
_HOW_OFTEN = "do the periods follow one another?"
_TIMES = "how often it takes is said with `times`, or with periods"
_WITHIN = "in what time the misses lie is said with `within`"
_ANY = r"(?:any\s+|an?\s+|the\s+same\s+|one\s+|each\s+|every\s+|the\s+)?"
_DOWN = "how long is said with `more than` or `at least`"
_POINTS = "points are those of a credit, or of a joint rule"
_NOTIFIED = "the notice that each miss needs is a fact"
_NOTIFIED_HINT = 'write `, each notified by the fact "notice" within 10 days after it ends`'

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
    *LIMITS,
    # ---------------------------------------------------------------- how often
    Turn("in", r"once\b", _TIMES, "write `1 time`"),
    Turn("in", r"twice\b", _TIMES, "write `2 times`"),
    Turn("in", r"(?:at\s+least|a\s+minimum\s+of)\s+(\d+)\s+times\b", _TIMES, r"write `\1 times`"),
    Turn(
        "in", r"more\s+than\s+\d+\b", "so many misses are the least that it takes", "write the next higher number, and `times`"
    ),
    Turn("in", r"for\b", _TIMES, "write `in`"),
    Turn(
        "in",
        r"(?=[;.])",
        "how often?",
        "write `1 time`, `in 3 consecutive periods`, or as in `in 2 of any 6 periods`",
    ),
    Turn("NUMBER", r"any\s+(\d+)\s+(?:out\s+)?of\s+(?:any\s+)?(\d+)", _TIMES, r"write `\1 of any \2`", "in"),
    Turn(
        "NUMBER",
        r"(?:an?|any|one|each|the)\s+(?:\w+\s+)?(?:period|month|quarter|year)\b",
        _TIMES,
        "write `1 time` instead",
        "in",
    ),
    Turn("of any", r"(?:out\s+of|of|in)\s+(?:any\s+|the\s+last\s+)?(\d+)", _TIMES, r"write `of any \1`"),
    # ---------------------------------------------------------------- within what time
    Turn(
        "within",
        r"(?:in\s+a\s+row|running|in\s+succession|consecutively)\b",
        "what follows one another is consecutive",
        "write it as in `in 3 consecutive periods`, instead of how many `times`",
    ),
    Turn(
        "within",
        rf"(?:in|per|during|over|an?|each|every)\s+{_ANY}((?:calendar|subscription)\s+\w+)",
        _WITHIN,
        r"write `within one \1`",
    ),
    Turn(
        "within",
        r"(?:in|per|during|over)\s+(?:any\s+|an?\s+)?(?:rolling\s+)?(?:period\s+of\s+)?(\d+\s+\w+)",
        _WITHIN,
        r"write `within \1`",
    ),
    Turn(
        "within",
        rf"(?:in|per|during|over|an?|each|every)\s+{_ANY}(year|month|quarter|week)\b",
        "does the time roll, or is it one of the calendar?",
        r"write `within 1 \1`, or `within one calendar \1`",
    ),
    Turn(
        "one",
        r"(?:(?:any|an?|each)\s+)?(?:rolling\s+)?(?:period\s+of\s+)?(\d+\s+\w+)",
        _WITHIN,
        r"write `within \1`",
        "within",
    ),
    Turn(
        "one",
        r"(?:an?|any|the\s+same|each|every|the)\s+((?:calendar|subscription)\s+\w+|fiscal|billing)",
        _WITHIN,
        r"write `one \1`",
        "within",
    ),
    Turn(
        "one",
        r"(?:an?|any|the\s+same|each|every|the)\s+(year|month|quarter|week)\b",
        "does the time roll, or is it one of the calendar?",
        r"write `within 1 \1`, or `within one calendar \1`",
        "within",
    ),
    # ---------------------------------------------------------------- down for how long
    Turn("more than", r"(?:longer\s+than|above|over|exceeding|in\s+excess\s+of)\b", _DOWN, "write `more than`", "down"),
    Turn("more than", r"(?:for\s+)?(\d+\s+\w+)", _DOWN, r"write `more than \1` or `at least \1`", "down"),
    # ---------------------------------------------------------------- points
    Turn("earns", r"points?\b", _POINTS, "write it as in `when penalty earns at least 20 points`", "the"),
    Turn("earns", r"\w+", _POINTS, "write it as in `when penalty earns at least 20 points`", "points"),
    Turn(
        "earns",
        r"(?:has|have|reach(?:es)?|collects?|accrues?|accumulates?|gets?|totals?)\b(?:\s+at\s+least\b)?",
        _POINTS,
        "write `earns at least`",
    ),
    Turn(
        "at least",
        r"more\s+than\b",
        "so many points are the least that it takes",
        "write `at least`, and the next higher number",
        "earns",
    ),
    Turn("", r"(?:at\s+least\s+)?(\d+)\s+points\b", _POINTS, r"write it as in `when penalty earns at least \1 points`"),
    Turn(
        "",
        r"(?:after|on|upon)\s+(\d+)\s+(?:miss|breach|failure)\w*(?:\s+of\s+[a-z]\w*)?",
        _TIMES,
        r"write it as in `when uptime is missed \1 times`",
    ),
    # ---------------------------------------------------------------- notified
    Turn("each notified", r"(?:notified|with\s+notice|provided|if)\b", _NOTIFIED, "write `each notified`"),
    Turn("notified", r"(?:with|told|reported|announced)\b", _NOTIFIED, _NOTIFIED_HINT, "each"),
    Turn("by the fact", r"(?:within|by)\b", _NOTIFIED, 'write `by the fact "notice"`', "notified"),
    Turn(
        ", each",
        r"(?:each|notified|provided|if|and\s+(?:the\s+)?(?:customer|notice|notified|each))\b",
        _NOTIFIED,
        _NOTIFIED_HINT,
    ),
    Turn("it ends", r"(?:the\s+)?(?:\w+\s+)?(?:ends?|period)\b|its\s+end\b", _NOTIFIED, "write `it ends`"),
    Turn("after it", r"(?:of|from|following|since)\b", _NOTIFIED, "write `after it ends`"),
)
