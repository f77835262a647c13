"""A turn of phrase that contracts use and the language says in other words; what several nouns have in common."""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Turn:
    """`pattern` where `instead` would have fitted, or at the beginning of a phrase.

    `title` and `hint` may name the pattern's groups, `hint` also the word before as `{last}`; `after` is the word before,
    where that matters. `code` is the mistake's name.
    """

    instead: str
    pattern: str
    title: str
    hint: str
    after: str = ""
    code: str = "other-words"


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


_LIMITED = r"(\d+(?:\.\d+)?(?:%|\s+(?:second|minute|hour|day)s?\b)?|the\s+target)"
_LIMIT = "a limit is said with `below`, `at most`, `above` or `at least`"

LIMITS = (
    Turn("below", rf"(?:under|(?:less|lower|fewer|smaller)\s+than|beneath)\s+{_LIMITED}", _LIMIT, r"write `below \1`"),
    Turn("below", rf"(?:over|(?:more|higher|greater)\s+than|exceeding)\s+{_LIMITED}", _LIMIT, r"write `above \1`"),
    Turn("below", rf"(?:no|not)\s+less\s+than\s+{_LIMITED}", _LIMIT, r"write `at least \1`"),
    Turn("below", rf"(?:(?:no|not)\s+more\s+than|up\s+to)\s+{_LIMITED}", _LIMIT, r"write `at most \1`"),
)
"""A limit in other words: of a row, a warning, a miss."""

MONEY = r"((?-i:[A-Z]{3})\s+\d(?:[\d.,]*\d)?|\d[\d.]*\s*%\s+of\s+the\s+base\b)"

SHARES_OF_MONEY = (
    Turn(
        "base",
        r"(?:\w+\s+)?(?:fees?|charges?|prices?|invoices?|amounts?|bills?)\b(?!\s+of\b)",
        "a share is of the base, or of charges that are named",
        "write `base`; or name the charges, as in `the charges of the 12 months before it ends`",
        "the",
    ),
    Turn(
        "of the",
        r"(?=[;.]|per\b|in\b|over\b|except\b|for\b)",
        "the charges of which time?",
        "write `of the charges of the period`, or name another time, as in `of the charges of the 3 months before it ends`",
        "charges",
        "credit-base-without-period",
    ),
    Turn(
        "of the",
        r"(?=[;.]|per\b|in\b|over\b)",
        "a share of what?",
        "write `of the base`, or name the charges, as in `of the charges of the 12 months before it ends`",
    ),
    Turn(
        "period",
        r"(?:last|previous|past|preceding|prior)\s+(\d+\s+\w+)",
        "which time before the period is meant?",
        r"write `\1 before it ends`, which holds the period, or `\1 before it starts`",
        "the",
    ),
    Turn(
        "period",
        r"(?:last|previous|past|preceding|prior)\s+(month|quarter|year|week|period)\b",
        "time before the period is said by its length",
        "write it as in `the 1 month before it starts`",
        "the",
    ),
    Turn(
        "it ends",
        r"(?:the\s+)?(?:\w+\s+)?(?:period|month|quarter|year)\b|that\b",
        "the period is called `it` here",
        "write `it starts` or `it ends`",
        "before",
    ),
    Turn(
        "the affected",
        r"(?:the\s+)?(?:affected\s+)?(component|resource)s?\b",
        "charges of what was down are those of the affected one",
        r"write `the affected \1`",
        "for",
    ),
    Turn(
        "for the affected",
        r"(?:of|on|to)\s+(?:the\s+)?affected\s+(component|resource)s?\b",
        "charges of what was down are those of the affected one",
        r"write `for the affected \1`",
    ),
    Turn(
        "charges of the",
        r"(?:\w+\s+)?(?:fees?|prices?|invoices?|amounts?|bills?)\b",
        "the base is charges, or an amount that each contract supplies",
        "write `of the charges of the period`, or `of` and the name of a parameter",
        "the",
    ),
    Turn(
        "days of service",
        r"(?:service\s+days?|days?)\b(?:['’]?\s+(?:of\s+)?(?:fees?|charges?|credits?|services?)\b)?",
        "so many days' fees are days of service",
        "write `{last} days of service`",
    ),
    Turn(
        "days of service",
        r"(?:hours?|weeks?|months?|years?)\b(?:['’]?\s+of\s+\w+)?",
        "time that is given back is counted in days of service",
        "write so many `days of service`, or a share of the base, such as `100%` of a month's",
    ),
)
"""Bases and caps in other words."""

_COMPARED = "what is promised is said with `at least`, `more than`, `at most` or `less than`"

COMPARISONS = (
    Turn("at", r"(?:no|not|never)\s+more\s+than\b|up\s+to\b|max(?:imum)?\b(?:\s+of\b)?", _COMPARED, "write `at most`"),
    Turn("at", r"(?:no|not|never)\s+(?:less|fewer)\s+than\b|min(?:imum)?\b(?:\s+of\b)?", _COMPARED, "write `at least`"),
    Turn("less than", r"(?:below|under|beneath|(?:fewer|lower|smaller)\s+than)\b", _COMPARED, "write `less than`"),
    Turn("more than", r"(?:above|over|beyond|exceeding|(?:higher|greater|larger)\s+than)\b", _COMPARED, "write `more than`"),
)
"""A comparison in other words."""


def one_for_each(noun: str) -> Turn:
    """A heading with two promises where it takes one: `share s of c and d`."""
    return Turn(
        ":",
        r"(?:and|or|,|&|\+)\s*([a-z]\w*)(?=\s*[:(,&+]|\s+(?:and|or)\b)",
        f"a {noun} is of one only",
        rf"write a {noun} for each: one `of {{last}}`, and one of another name `of \1`",
    )
