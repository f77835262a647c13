"""Common mistakes in clocks, duties, shares, credits that accrue and their scenarios: right in meaning, other in words."""

from __future__ import annotations

import re

from slalang.syntax.turns import TURNS
from slalang.syntax.unread_place import Mistake, Place, here, matched

ASKED_OF_TICKETS = {
    "severity": "the severity", "priority": "the severity", "urgency": "the severity", "queue": "the queue",
}  # fmt: skip
"""What people write as if it were a parameter, and how a ticket is asked for it."""


def turn(place: Place) -> Mistake | None:
    """A turn of phrase of contracts that the language says in other words."""
    firsts = frozenset(choice.split()[0] for choice in place.choices)
    begins = bool(place.beginnings) and place.beginnings <= firsts | {c.lower() for c in firsts}
    for known in TURNS.get(place.noun or "", ()):
        fits = begins if not known.instead else any(c.startswith(known.instead) for c in place.choices)
        fits = fits and known.after in ("", place.before[-1].text.lower() if place.before else "")
        found = _near(place, known.pattern) if fits else None
        if found is not None:
            shown = re.match(r'["“”„][^"“”„]*["“”„]|[\w/%-]+', found[0])
            end = found.start() + shown.end() if shown is not None else found.end()
            hint = found.expand(known.hint)
            return Mistake("other-words", place.start, max(end, place.start), found.expand(known.title), "", hint)
    return None


def _near(place: Place, pattern: str) -> re.Match[str] | None:
    # A turn of phrase is short, and looking for one in a text without end would take too long.
    return re.compile(pattern, re.IGNORECASE).match(place.text, place.start, place.start + 300)


def ticket_condition(place: Place) -> Mistake | None:
    """`severity is P1`, which a parameter of that name would be asked for."""
    if len(place.before) < 2 or place.noun not in ("clock", "credit"):
        return None
    name = next((word for word in place.before[:-1] if word.kind == "NAME"), None)
    if name is None or name.text not in ASKED_OF_TICKETS or place.before[-1].text.lower() not in ("is", "not"):
        return None
    found = matched(place, r"[\w-]+")
    if found is None:
        return None
    start = name.start
    said = " ".join(place.text[start : place.start].split()).replace(name.text, ASKED_OF_TICKETS[name.text], 1)
    title = "a ticket's own words are asked for with `the`, and stand in quotation marks"
    return Mistake("other-words", start, found.end(), title, "", f'write `{said} "{found[0]}"`')


def paused(place: Place) -> Mistake | None:
    """A pause without its effect."""
    if place.noun != "clock" or not any(c.startswith(", which") for c in place.choices):
        return None
    found = matched(place, r",?\s*which\b|,?\s*(?:and|then)\b|[;.]|$")
    if found is None:
        return None
    if "which" in found[0].lower():
        return here(place, "other-words", "a comma stands before `which`", "", "write `, which`", found)
    return here(
        place,
        "pause-effect",
        "the pause does not say what it does",
        "which moves the deadline, or stops the accrual?",
        "add `, which moves the deadline` (there is so much more time), `, which stops the accrual` (the deadline stands, "
        "and the credit past it grows no further), or `, which moves the deadline and stops the accrual`",
    )
