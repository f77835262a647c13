"""A turn of phrase that contracts use and the language says in other words; what several nouns have in common."""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Turn:
    """`pattern` where `instead` would have fitted, or at the beginning of a phrase.

    `title` and `hint` may name the pattern's groups, `hint` also the word before as `{last}`; `after` is the word before,
    where that matters.
    """

    instead: str
    pattern: str
    title: str
    hint: str
    after: str = ""


WORD = r'["“”„]?([\w-]+)["“”„]?'
"""A word with quotation marks or without."""

NEXT_DAY = r"(?:next|following)\s+(?:full\s+)?(?:business|working|office)\s+day(?:\s+of\s+\w+)?"
NEXT_DAY_TITLE = "the next business day is one of a calendar, and lasts to its end"
FULL_DAY = "1st full business day of` and the name of the calendar"

PERIODIC = (
    (r"dail?y\b|(?:once|one)\s+(?:a|per|every|each)\s+day\b|every\s*day\b|per\s+day\b", "day"),
    (r"weekly\b|(?:once|one)\s+(?:a|per|every|each)\s+week\b|every\s+week\b", "calendar week"),
    (r"monthly\b|(?:once|one)\s+(?:a|per|every|each)\s+month\b|every\s+month\b", "calendar month"),
    (r"quarterly\b|(?:once|one)\s+(?:a|per|every|each)\s+quarter\b|every\s+quarter\b", "calendar quarter"),
    (r"(?:yearly|annually)\b|(?:once|one)\s+(?:a|per|every|each)\s+year\b|every\s+year\b", "calendar year"),
)


PERIODS = tuple(
    Turn("", rf"(?:per\s+)?(?:{pattern})", "the period stands after `per`", f"write `per {period}`")
    for pattern, period in PERIODIC
)

FULL_DAYS = (
    Turn(
        "ORDINAL",
        r"(?:next|following)\b",
        "the next full day is the 1st one",
        "write `1st full day`, or `1st full business day of` a calendar",
    ),
    Turn(
        "ORDINAL",
        r"(?:(?:same|business|working)\s+)*day\b",
        "which day?",
        "write `1st full day`, or `1st full business day of` a calendar: the day on which it begins is not counted",
    ),
    Turn(
        "full",
        r"(?:business|working|calendar|civil)?\s*day\b",
        "a day counts whole here, so the one on which it begins is not counted",
        "write `full` before it, as in `full day` or `full business day of` a calendar",
    ),
)

_PLAN = r"(plan|tier|package|edition|subscription|level|region|product)"
_PLAN_TITLE = "what a contract fixes is a parameter, asked for after `where`"

FOR_PLANS = (
    Turn(
        "where",
        rf"(?:for|with|in|on)\s+(?:the\s+|all\s+)?(?:customers?\s+(?:on|of|with|in)\s+(?:the\s+)?)?{_PLAN}s?\s+{WORD}(?=\s*(?:[;.(]|$))",
        _PLAN_TITLE,
        r'write `where \1 is "\2"`',
    ),
    Turn(
        "where",
        rf"(?:for|with|in|on)\s+(?:the\s+|all\s+)?(?:customers?\s+(?:on|of|with|in)\s+(?:the\s+)?)?{WORD}\s+{_PLAN}\b(?=\s*(?:[;.(]|$))",
        _PLAN_TITLE,
        r'write `where \2 is "\1"`',
    ),
)
"""A target that holds for some contracts only."""


def one_for_each(noun: str) -> Turn:
    """A heading with two promises where it takes one: `share s of c and d`."""
    return Turn(
        ":",
        r"(?:and|or|,|&|\+)\s*([a-z]\w*)(?=\s*[:(,&+]|\s+(?:and|or)\b)",
        f"a {noun} is of one only",
        rf"write a {noun} for each: one `of {{last}}`, and one of another name `of \1`",
    )
