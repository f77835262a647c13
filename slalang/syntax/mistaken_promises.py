"""Common mistakes in clocks, duties, shares, credits that accrue and their scenarios: right in meaning, other in words."""

from __future__ import annotations

import re

from slalang.syntax.mistaken_figures import year_and_month
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
            hint = found.expand(known.hint).replace("{last}", place.before[-1].text if place.before else "")
            return Mistake(known.code, place.start, max(end, place.start), found.expand(known.title), "", hint)
    return None


def _near(place: Place, pattern: str) -> re.Match[str] | None:
    # A turn of phrase is short, and looking for one in a text without end would take too long.
    return re.compile(pattern, re.IGNORECASE).match(place.text, place.start, place.start + 300)


def ticket_condition(place: Place) -> Mistake | None:
    """`severity is P1`, which a parameter of that name would be asked for."""
    if len(place.before) < 2 or place.noun not in ("clock", "credit"):
        return None
    name = next((word for word in place.before[-3:-1] if word.kind == "NAME"), None)
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


def either_value(place: Place) -> Mistake | None:
    """`plan is "gold" or "silver"`: a parameter has one value."""
    found = matched(place, r"or\s+(?:is\s+)?([\"“”„][^\"“”„]{0,60}[\"“”„]|[\w.%]+)(?=\s*(?:[;.,(]|or\b|and\b|where\b|$))")
    values = [i for i, word in enumerate(place.before) if word.text.lower() in ("is", "not")]
    if found is None or not values or len(place.before) - values[-1] != 2:
        return None
    name = next((word for word in reversed(place.before[: values[-1]]) if word.text.lower() != "is"), None)
    if name is None or name.kind != "NAME":
        return None
    value, title = place.before[-1].text, "a parameter is asked for one value at a time"
    if place.before[values[-1]].text.lower() == "not":
        hint = f"write `{name.text} is not {value} and {name.text} is not {found[1]}`"
    elif place.noun == "scenario":
        title = "a customer has one value of a parameter"
        hint = f"write two scenarios, one with `{name.text} is {value}` and one with `{name.text} is {found[1]}`"
    else:
        hint = f"write two phrases, one with `where {name.text} is {value}` and one with `where {name.text} is {found[1]}`"
    return here(place, "one-value", title, "", hint, found)


def several_facts(place: Place) -> Mistake | None:
    """`the fact "a" or "b"` in a duty."""
    found = matched(place, r"(?:or|and)\s+(?:the\s+)?(?:fact\s+)?([\"“”„][^\"“”„]{0,60}[\"“”„])")
    words = [word.text.lower() for word in place.before]
    if place.noun != "duty" or found is None or words[-2:-1] != ["fact"]:
        return None
    first, title = place.before[-1].text, "a phrase of a duty names one fact"
    hint = f"write a duty for each: one with {first}, and one of another name with {found[1]}"
    if words[-5:-3] == ["lifted", "by"]:
        hint = f"write a phrase for each: `lifted by the fact {first}; lifted by the fact {found[1]}`"
    return here(place, "other-words", title, "", hint, found)


def either_word(place: Place) -> Mistake | None:
    """`the severity is "1" and "2"`, where one of them is enough."""
    kinds = [word.kind for word in place.before[-3:]]
    if kinds != ["STRING", "AND", "STRING"] or place.expected != ("IS",):
        return None
    joined, last = place.before[-2:]
    title = "several words of which one is enough are joined by `or`"
    return Mistake("other-words", joined.start, last.end, title, "", f"write `or {last.text}` instead of `and {last.text}`")


_SPANS = (
    (
        r"(?:per|an?|each|every|in\s+(?:an?|any|each|every))\s+(?:calendar\s+|contract\s+)?(year|month|quarter)\b",
        "per calendar {}",
    ),
    (r"(?:per\s+annum|annually|yearly)\b", "per calendar year"),
    (
        r"(?:in|within|over|during|per)\s+(?:any\s+|a\s+)?(?:rolling\s+)?(?:period\s+of\s+)?(\d{1,6}\s+(?:month|day|week|year)s?)\b",
        "within any {}",
    ),
    (
        r"(?:over|during|for|in)\s+(?:the\s+)?(?:\w+\s+)?(?:subscription|term|contract|agreement|total|lifetime)\b",
        "over the subscription",
    ),
    (r"(?:per)\s+((?:fiscal|subscription|billing)\s[\w ]{1,60})", "per {}"),
)
"""Over what time a cap may hold."""


def cap_over_time(place: Place) -> Mistake | None:
    """`capped at EUR 100 per calendar year` in a credit, where it holds for the credit's own period."""
    # A ceiling may be long, so that its first word is no longer among the last that were read.
    capped = re.compile(r"capped\b[^;:.]*(?:\.\d[^;:.]*)*$", re.IGNORECASE)
    read_in = place.read_last("IN")  # which may have been read as the beginning of `in category`
    start = read_in.start if read_in is not None else place.start
    said = capped.search(place.text, max(0, start - 300), start)
    if place.noun != "credit" or said is None:
        return None
    for pattern, span in _SPANS:
        found = re.compile(pattern, re.IGNORECASE).match(place.text, start)
        if found is not None:
            cap = f"{' '.join(said[0].split())} {span.format(found[1] if '{}' in span else '')}"
            title = "a cap in a credit holds for each of its periods"
            hint = f"write it in a rule of its own, as in `joint total of uptime, support: {cap}`"
            if found[0].lower().startswith("per "):
                hint += f"; if the credit itself is reckoned so, put `;` before `{' '.join(found[0].split())}`"
            return here(place, "cap-over-time", title, "over several periods, or several credits?", hint, found)
    return None


def charge(place: Place) -> Mistake | None:
    """`charge EUR 100.00 for April 2025`, `charge of EUR 100.00 in April 2025`."""
    words = [word.text.lower() for word in place.before[-4:]]
    if place.noun != "scenario" or "charge" not in words:
        return None
    sum_of = r"(?-i:([A-Z]{3}))\s+(\d[\d,]*(?:\.\d+)?)"
    span = r"(?:for|in|of)\s+(?:the\s+month\s+(?:of\s+)?)?([a-z]{3,9}\.?\s+\d{4}|\d{1,2}[/-]\d{4}|\d{4}-\d\d)"
    bare = matched(place, rf"{sum_of}(?:\s+{span})?") if words[-1] == "charge" else None
    of_month = matched(place, span) if words[-3:-2] == ["of"] and place.before[-1].kind == "NUMBER" else None
    if bare is not None:
        period = year_and_month(bare[3]) if bare[3] else None
        written = f"charge of {bare[1]} {bare[2]}" + (f" for {period}" if period else "")
        return here(place, "charge-form", "a sum stands after `of`", "", f"write `{written}`", bare)
    period = year_and_month(of_month[1]) if of_month is not None else None
    if period is None:
        return None
    return here(place, "charge-form", "the period of a charge stands after `for`", "", f"write `for {period}`", of_month)


_FORMS = '`on ticket "T1"` for a clock, `in 2025-04` for a commitment or a share, `after "..."` and the called event for a duty'


def expected_of(place: Place) -> Mistake | None:
    """`expect c: met`, which does not say of what; `expect c on ticket "T1" in 2025-04`, which says too much."""
    words = [word.text.lower() for word in place.before]
    if place.noun != "scenario" or "expect" not in words:
        return None
    first = len(words) - words[::-1].index("expect")
    said = words[first:]
    if (
        said
        and place.found[:1] == ":"
        and "COLON" not in place.expected
        and (len(said) == 1 or (len(said), said[1]) == (3, "of"))
    ):
        name = " ".join(word.text for word in place.before[first:])
        title = "the expectation does not say which verdict is meant"
        return here(
            place, "which-verdict", title, "in what period, on what ticket, after what?", f"write after `{name}` {_FORMS}"
        )
    on_one = 'on ticket "' if "ticket" in said else 'after "' if "after" in said else ""
    found = matched(place, r"(?:in|for|during)\s+(\d{4}[\w/-]*|[a-z]+\s+\d{4})")
    if on_one and found is not None and "COLON" in place.expected:
        what = "a ticket is judged" if "ticket" in said else "an occasion is judged"
        return here(place, "which-verdict", f"{what} by itself, not by period", "", f"leave out `{found[0]}`", found)
    found = matched(place, r"on\s+ticket\b|after\s+[\"“”„]")
    if "in" in said and found is not None and "COLON" in place.expected:
        period = said[said.index("in") + 1]
        title = "a verdict on one ticket or occasion has no period"
        return here(place, "which-verdict", title, "", f"leave out `in {period}`, or what stands after it", found)
    return None
