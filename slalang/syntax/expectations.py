"""What was expected, in the words of a contract: every terminal of the grammar by a name that a lawyer knows."""

from __future__ import annotations

from collections.abc import Iterable

FIXED_WORDS = {
    "_BECAUSE": "because",
    "_OTHERWISE": "otherwise",
    "_WINDOWS": "windows",
    "_POINTS": "points",
    "_SERVICE_DAYS": "days of service",
    "_TIMES": "times",
    "GOVERNS": "governs",
    "NATIONWIDE": "nationwide",
    "NOT": "not",
    "NONE_GIVEN": "none given",
    "BEFORE_EXCLUSIONS": "tested before exclusions",
    "STILL_OPEN": "and still open",
    "APPROVED": "approved",
}
"""Terminals that are written as patterns but always say the same."""

FIGURES = {
    "STRING": 'a text in quotation marks ("scheduled")',
    "NAME": "a name that the policy declares (uptime)",
    "DOTTED_NAME": "a kind of cause (customer.network)",
    "ZONE_NAME": "a time zone (Europe/London, UTC-08:00)",
    "CURRENCY": "a currency (GBP)",
    "CLAUSE_REF": "the number of a clause (2.3(a))",
    "NUMBER": "a number (4)",
    "NEGATIVE": "a negative number (-2.5)",
    "PERCENT": "a percentage (99.5%)",
    "PERCENTILE": "which percentile (95th percentile)",
    "DATE": "a date (2025-03-31)",
    "TIME": "a time of day (09:00)",
    "INSTANT": "an instant (2025-03-31T14:00:00Z)",
    "PERIOD_NAME": "the name of a period (2025-03, 2025-Q1)",
    "ORDINAL": "which one (1st, 2nd, last)",
    "WEEKDAY": "a weekday (Monday)",
    "MONTH": "a month (March)",
    "UNIT": "a unit (minutes, hours, days, months)",
    "STATUS": "a status (met, breached, undetermined, not applicable, arisen, not arisen, exercised, lapsed)",
    "STATE": "a state (none, due, claimable, claimed, forfeited, refused, suspended, discretionary, undetermined)",
    "PROBE_STATE": "up or down",
    "_APOSTROPHE": "an apostrophe",
    "_DASH": "a dash (09:00-17:00)",
}
"""Terminals that stand for something to be filled in, with an example."""

_CARRIED = ("because …", "under reading …", "( …", "(", "( clause …", "( clauses …")
_ENDINGS = {
    ";": "a semicolon (another phrase follows)",
    ".": "a full stop (the rule ends)",
    ":": "a colon",
    ",": "a comma",
    ")": "a closing bracket",
}

PHRASES_OF = {
    "agreement": "an agreement",
    "throughout": "`throughout`",
    "calendar": "a calendar",
    "service": "a service",
    "ambiguity": "an ambiguity",
    "commitment": "a commitment",
    "exclusion": "an exclusion",
    "clock": "a clock",
    "duty": "a duty",
    "share": "a share target",
    "credit": "a credit",
    "joint": "a joint rule",
    "right": "a right",
    "scenario": "a scenario",
}
"""The nouns whose rules are lists of phrases, as one speaks of them."""


def in_words(choices: Iterable[str]) -> list[str]:
    """What may stand in a place, each in words. What any phrase may carry goes unsaid where there is more to say."""
    listed = list(dict.fromkeys(choices))
    telling = [c for c in listed if c not in _CARRIED] or listed
    return [FIGURES.get(c) or _ENDINGS.get(c.removesuffix(" …")) or f"`{c}`" for c in sorted(telling, key=_order)]


def _order(choice: str) -> tuple[bool, str]:
    """What goes on with the phrase before what ends it."""
    return choice in _ENDINGS, choice.casefold()
