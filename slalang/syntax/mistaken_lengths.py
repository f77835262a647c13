"""Common mistakes in lengths of more than one word: of a calendar, counted in full days, in two units, to an ordinal day."""

from __future__ import annotations

import re

from slalang.syntax.unread_place import Mistake, Place, Read, here, matched
from slalang.syntax.words import MONTHS

_NO_CALENDAR = (
    r"(?!(?:the|an?|its?|any|each|every|all|notice|receipt|\w+ing|opened|acknowledged|responded|updated|assigned|paused|resumed"
    r"|restored|resolved|reopened|closed|cancelled|fact|ticket|outage|discovery|delivery)\b)"
)
"""What may follow `of` after a length and begins no calendar: what the length runs from."""

_GOES_ON = {
    "clock": r"",
    "duty": r"(?=\s+(?:after|before)\b)",
    "credit": r"(?=\s+(?:begun|completed|after|past)\b)",
}
"""What stands behind the calendar where the length counts in its hours, by noun."""


def length_of_calendar(place: Place) -> Mistake | None:
    """`4 hours of office`, where business hours are meant."""
    unit = place.read_last("UNIT")
    if unit is None or len(place.before) < 2 or place.before[-2].kind != "NUMBER" or place.noun not in _GOES_ON:
        return None
    found = matched(place, rf"of\s+{_NO_CALENDAR}([a-z]\w*){_GOES_ON[place.noun]}")
    if found is None:
        return None
    number = place.before[-2]
    title = f"the {unit.text.lower().removesuffix('s')}s of a calendar are business {unit.text.lower().removesuffix('s')}s"
    written = f"{number.text} business {unit.text} of {found[1]}"
    return Mistake("business-length", number.start, found.end(), title, "", f"write `{written}`")


def full_days(place: Place) -> Mistake | None:
    """`within 2 full business days of office`, `by the 5th business day of office`."""
    days = r"((?:business|working|office)\s+)?(?:calendar\s+)?days?\b(?:\s+of\s+(?!the\b)([a-z]\w*))?"
    number = place.read_last("NUMBER")
    counted = matched(place, r"(?:full|complete|whole|entire)\s+" + days) if number is not None else None
    named = matched(place, r"(\d+)(?:st|nd|rd|th)\s+(?:(?:full|complete|whole)\s+)?" + days)
    if number is not None and counted is not None and "UNIT" in place.expected and number.text.isascii():
        said, start, end, business, calendar = number.text, number.start, counted.end(), counted[1], counted[2]
        if len(place.before) > 1 and place.before[-2].text.lower() == "within":
            start = place.before[-2].start
        instead = "by the end of"
    elif named is not None and any(choice.startswith("end of") for choice in place.choices):
        said, start, end, business, calendar = named[1], place.start, named.end(), named[2], named[3]
        by = place.before[-2] if len(place.before) > 1 else None
        start, instead = (by.start, "by the end of") if by is not None and by.text.lower() == "by" else (start, "the end of")
    else:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", said) or int(said) == 0:
        return None
    which = f"{instead} the {_ordinal(int(said))} full {'business ' if business else ''}day"
    title = "time that lasts to the end of a full day is said with that day"
    after = ""
    if place.noun in ("duty", "credit"):
        behind = re.compile(r"\s*(after\b[^;.(]{1,60})", re.IGNORECASE).match(place.text, end, end + 80)
        after = " ".join(behind[1].split()) if behind is not None else "after it" if place.noun == "duty" else ""
    if business and not calendar:
        hint = f"write `{which} of` and the name of the calendar" + (f", and then `{after}`" if after else "")
    else:
        hint = "write `" + " ".join(part for part in (which, f"of {calendar}" if calendar else "", after) if part) + "`"
    return Mistake("other-words", start, end, title, "", hint)


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"


_PARTS = {"week": 7 * 24 * 3600, "day": 24 * 3600, "hour": 3600, "minute": 60, "second": 1}


def two_units(place: Place) -> Mistake | None:
    """`1 hour 30 minutes`, `1 hour, 30 minutes`."""
    kinds = [word.kind for word in place.before]
    if kinds[-5:] == ["NUMBER", "UNIT", "COMMA", "NUMBER", "UNIT"] and "COUNTED" in place.expected:
        number, unit, _, more, part = place.before[-5:]
        return _in_one_unit(number, unit, more.text, part.text, part.end)
    found = matched(place, r"(?:and\s+)?(\d{1,6})\s*((?:week|day|hour|minute|second)s?)\b")
    if kinds[-2:] != ["NUMBER", "UNIT"] or found is None:
        return None
    return _in_one_unit(place.before[-2], place.before[-1], found[1], found[2], found.end())


def _in_one_unit(number: Read, unit: Read, more: str, smaller: str, end: int) -> Mistake | None:
    whole, part = unit.text.lower().removesuffix("s"), smaller.lower().removesuffix("s")
    figures = re.fullmatch(r"[0-9]{1,6}", number.text) and re.fullmatch(r"[0-9]{1,6}", more)
    if not figures or _PARTS.get(part, 0) >= _PARTS.get(whole, 0) or part not in _PARTS:
        return None
    total = int(number.text) * _PARTS[whole] // _PARTS[part] + int(more)
    hint = f"write `{total} {part}{'' if total == 1 else 's'}`"
    hint += ", if elapsed time is meant and not civil days" if whole in ("week", "day") and part != "day" else ""
    return Mistake("two-units", number.start, end, "a length has one unit", "", hint)


def around_the_clock(place: Place) -> Mistake | None:
    """`24x7` as the hours of a calendar."""
    number = place.read_last("NUMBER")
    found = matched(place, r"\s*[x/×*]\s*(?:7|365)\b|\s*(?:hours?|h)\b(?:\s+(?:a|per)\s+day)?")
    if number is None or number.text != "24" or found is None or place.noun not in ("calendar", "exclusion"):
        return None
    title = "hours around the clock are said in words"
    return Mistake("other-words", number.start, found.end(), title, "", "write `every day all day`")


def day_of_each_year(place: Place) -> Mistake | None:
    """`closed on 24 December of each year`, which only hours can be."""
    if place.noun != "calendar" or "DATE" not in place.expected:
        return None
    month = rf"(?:{'|'.join(MONTHS)})"
    day = rf"(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{month}|{month}\s+\d{{1,2}})\b"
    found = matched(place, day + r"(?!,?\s+\d{4})(?:\s+(?:of\s+)?(?:each|every)\s+year)?")
    if found is None:
        return None
    title = "a calendar is closed on dates, each with its year"
    hint = 'list each date, as in `closed on 2025-12-24, 2026-12-24`, or write `closed on the days in "FILE.ics"`'
    return here(place, "other-words", title, "in which years?", hint, found)
