"""Common mistakes in figures: percentages, lengths, dates and times, zones and sums in forms that a policy does not use.

Every public function looks at a place that could not be read and gives the mistake, or None where it is another.
"""

from __future__ import annotations

import re
import unicodedata

from slalang.syntax.unread_place import Mistake, Place, here, matched, meaning
from slalang.syntax.words import MONTHS, WEEKDAYS
from slalang.values.diagnostics import nearest


def digits(place: Place) -> Mistake | None:
    found = place.around(r"\d(?:[\d.,:/-]*\d)?%?")
    if found is None or found[0].isascii():
        return None
    written = "".join(str(unicodedata.digit(mark, mark)) for mark in found[0])
    title = "figures are written with the digits 0 to 9"
    return here(place, "other-digits", title, "", f"write {written}", found)


def number_range(place: Place) -> Mistake | None:
    found = place.around(r"(?:from\s+|between\s+)?(\d+(?:\.\d+)?)\s*%?\s*(?:-|–|—|\bto\b|\band\b)\s*(\d+(?:\.\d+)?)\s*%")
    if found is None or place.noun != "credit":
        return None
    low, high = sorted((found[1], found[2]), key=float)
    return here(
        place,
        "range-of-percentages",
        "a range of percentages does not say whether its ends belong to it",
        "which of the two limits are included?",
        f"say each limit as the agreement does, such as `at least {low}% and below {high}%` "
        f"or `above {low}% and at most {high}%`",
        found,
    )


def negative(place: Place) -> Mistake | None:
    """A figure less than nothing, where none may be; one with another minus sign, where it may."""
    last = place.read_last("NEGATIVE")
    unit = matched(place, rf"%|per\s?cent\b|business\b|times?\b|(?:{_LASTING})s?\b")
    if last is not None and unit is not None and not any(word.text.lower() == "value" for word in place.before[-4:]):
        what = "share" if unit[0][0] in "%pP" else "number" if unit[0][0] in "tT" else "length"
        hint = "take the sign out; only measured values may be negative"
        return Mistake("negative-figure", last.start, unit.end(), f"no {what} is less than nothing", "", hint)
    found = matched(place, r"(?:[-−–]\s*|minus\s+)(\d[\d,]*(?:\.\d+)?)(?![\d:]|-\d)")
    if found is None or not {"NUMBER", "NEGATIVE", "PERCENT"} & set(place.expected):
        return None
    if "NEGATIVE" in place.expected and matched(place, rf".{{{len(found[0])}}}\s*(?:%|(?:{_LASTING})s?\b)") is None:
        return here(place, "negative-figure", "a minus sign stands right before its figure", "", f"write `-{found[1]}`", found)
    title = f"`{found[0]}` is less than nothing, which this figure never is"
    return here(place, "negative-figure", title, "", "take the sign out; only measured values may be negative", found)


_LASTING = "microsecond|millisecond|second|minute|hour|day|week|month|year"


def decimal_comma(place: Place) -> Mistake | None:
    found = place.around(r"(?<![\d.,])(\d+),(\d+)(\s*%|(?!\d)(?!,))")
    if found is None or (len(found[2]) == 3 and "%" not in found[3]):
        return None
    figure = f"{found[1]}.{found[2]}{found[3].strip()}"
    return here(
        place, "decimal-comma", "decimals follow a point, not a comma", "a comma parts a list", f"write {figure}", found
    )


_MONTH_WORD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"


def date_form(place: Place) -> Mistake | None:
    for pattern in (
        r"(?P<y>\d{4})[-/.–—−‑](?P<m>\d{1,2})[-/.–—−‑](?P<d>\d{1,2})(?![\dT/])",
        r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4}|\d{2})(?!\d)",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<mw>{_MONTH_WORD}),?\s+(?P<y>\d{{4}})",
        rf"(?P<mw>{_MONTH_WORD})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
    ):
        found = place.around(pattern)
        if found is not None:
            break
    else:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", found[0]):
        return None
    written = _iso_dates(found.groupdict())
    hint = f"write {written[0]}" if len(written) == 1 else "write it as in 2025-03-31"
    if len(written) == 2:
        hint = f"write {written[0]} or {written[1]}, whichever day is meant: {found[0]} can be read both ways"
    title = "a date is written year-month-day"
    return here(place, "date-form", title, "not how dates are written here", hint, found)


def _iso_dates(parts: dict[str, str | None]) -> list[str]:
    year = parts["y"] or ""
    year = f"20{year}" if len(year) == 2 else year
    if parts.get("a"):
        pairs = {(int(parts["b"] or 0), int(parts["a"] or 0)), (int(parts["a"] or 0), int(parts["b"] or 0))}
    else:
        word = parts.get("mw")
        months = [i for i, m in enumerate(MONTHS, 1) if word and m[:3].lower() == word[:3].lower()]
        pairs = {(months[0] if months else int(parts.get("m") or 0), int(parts["d"] or 0))}
    return [f"{year}-{m:02d}-{d:02d}" for m, d in sorted(pairs, reverse=True) if 1 <= m <= 12 and 1 <= d <= 31]


def period_name(place: Place) -> Mistake | None:
    if "PERIOD_NAME" not in place.expected:
        return None
    month = matched(place, rf"({_MONTH_WORD})\s+(\d{{4}})") or matched(place, r"(\d{1,2})[/-](\d{4})")
    part = matched(place, r"([QH][1-4])[\s/-]*(\d{4})") or matched(place, r"(?:calendar\s+)?(year)\s+(\d{4})")
    found = month or part or matched(place, rf"{_MONTH_WORD}(?!\w)")
    if found is None:
        return None
    hint = "write the year and the month, as in 2025-03"
    named = year_and_month(month[0]) if month is not None else None
    if named is not None:
        hint = f"write {named}"
    elif part is not None:
        hint = f"write {part[2]}" + (f"-{part[1].upper()}" if part[1].lower() != "year" else "")
    return here(place, "period-form", "a period is named with its year first", "", hint, found)


def year_and_month(said: str) -> str | None:
    """`April 2025` or `04/2025` as `2025-04`; None where it is no month."""
    found = re.fullmatch(rf"({_MONTH_WORD}|\d{{1,2}})[\s/-]+(\d{{4}})|(\d{{4}})-(\d\d)", said.strip(), re.IGNORECASE)
    if found is None:
        return None
    word, year = found[1] or found[4], found[2] or found[3]
    number = next((i for i, m in enumerate(MONTHS, 1) if m[:3].lower() == word[:3].lower()), None)
    number = int(word) if number is None and word.isdigit() else number
    return f"{year}-{number:02d}" if number is not None and 1 <= number <= 12 else None


def clock_time(place: Place) -> Mistake | None:
    found = place.around(r"(?<![\w:.])(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m\b\.?")
    if found is not None:
        hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
        written = f"{hour:02d}:{found[2] or '00'}"
        return here(place, "time-form", "times of day run from 00:00 to 23:59", "no am and pm", f"write {written}", found)
    if "TIME" not in place.expected:
        return None
    word = matched(place, r"noon|midday|midnight")
    if word is not None:
        written = "00:00" if word[0].lower() == "midnight" else "12:00"
        return here(place, "time-form", "a time of day is written in figures", "", f"write {written}", word)
    bare = matched(place, r"(\d{1,2})(?:\.(\d\d)|h)?(?![\d:%])")
    if bare is not None and int(bare[1]) < 24:
        written = f"{int(bare[1]):02d}:{bare[2] or '00'}"
        title = "a time of day has hours and minutes"
        return here(place, "time-form", title, "the minutes are missing", f"write {written}", bare)
    return None


def local_instant(place: Place) -> Mistake | None:
    found = place.around(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
    if found is None or not {"DATE", "INSTANT", "TIME"} & set(place.expected):
        return None
    local, exact = f"{found[1]} {found[2]}", f"{found[1]}T{found[2]}{found[3] or ':00'}Z"
    return here(
        place,
        "instant-form",
        "an instant says its seconds and its offset from UTC",
        "the offset or the seconds are missing",
        f"write {local} for the policy's own zone, or {exact} for UTC",
        found,
    )


def number_word(place: Place) -> Mistake | None:
    found = matched(place, rf"({'|'.join(_NUMBER_WORDS)})\b")
    if found is None or "NUMBER" not in place.expected:
        return None
    return here(place, "number-form", "numbers are written in digits", "", f"write {_NUMBER_WORDS[found[1].lower()]}", found)


_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90,
}  # fmt: skip


def percent_sign(place: Place) -> Mistake | None:
    said = matched(place, r"(?:per\s?cent|pct)\b")
    number = place.read_last("NUMBER")
    if said is not None and number is not None and place.noun in ("commitment", "credit", "share", "right"):
        title, end = "`%` is missing", said.end()
        return Mistake("missing-percent", number.start, end, title, f"{number.text} of what?", f"write {number.text}%")
    if "PERCENT" not in place.expected:
        return None
    found = matched(place, r"(\d+(?:\.\d+)?)(\s*(?:per\s?cent|pct)\b)?(?!\d|\s*(?-i:[A-Z]{3})\b)")
    if found is None:
        return None
    return here(place, "missing-percent", "`%` is missing", f"{found[1]} of what?", f"write {found[1]}%", found)


_UNITS = {
    "us": "microseconds", "ms": "milliseconds", "s": "seconds", "sec": "seconds", "secs": "seconds", "m": "minutes",
    "min": "minutes", "mins": "minutes", "h": "hours", "hr": "hours", "hrs": "hours", "d": "days", "wk": "weeks",
    "wks": "weeks", "mo": "months", "mth": "months", "mths": "months", "yr": "years", "yrs": "years",
}  # fmt: skip


def unit(place: Place) -> Mistake | None:
    number = place.read_last("NUMBER")
    if number is None or "UNIT" not in place.expected:
        return None
    working = matched(place, r"(?:working|bank|office|support|service)[\s-]+(days?|hours?)\b")
    if working is not None and "BUSINESS" in place.expected:
        return here(
            place,
            "business-length",
            f"`{' '.join(working[0].split())}` are business {working[1]} of a calendar",
            "which calendar counts them?",
            f"write `{number.text} business {working[1]} of` and the name of the calendar",
            working,
        )
    plain = matched(place, r"(?:calendar|clock|elapsed|consecutive)[\s-]+(minutes?|hours?|days?|weeks?|months?|years?)\b")
    if plain is not None:
        written = f"{number.text} {plain[1]}"
        title = f"`{written}` says it already"
        hint = f"write `{written}`: hours are elapsed time, days and months are civil ones"
        return here(place, "length-form", title, "not needed", hint, plain)
    short = re.compile(r"[a-z]+", re.IGNORECASE).match(place.text, place.start)
    if short is not None and short[0].lower() in _UNITS:
        written = f"{number.text} {_UNITS[short[0].lower()]}"
        return here(place, "unit-form", "units are written out", "", f"write `{written}`", short)
    if short is not None and nearest(short[0], {*_UNITS.values(), "business", "windows"}):
        return None
    hint = f"say of what, such as `{number.text} minutes` or `{number.text} hours`"
    if "BUSINESS" in place.expected:
        hint += f", or `{number.text} business days of` a calendar"
    if "_WINDOWS" in place.expected:
        hint += f"; for a number of windows, `{number.text} windows`"
    if "_TIMES" in place.expected:
        hint += f"; for how often, `{number.text} times`"
    return Mistake("missing-unit", number.start, number.end, "the unit is missing", f"{number.text} of what?", hint)


def business_calendar(place: Place) -> Mistake | None:
    if "OF" not in place.expected or len(place.before) < 2:
        return None
    business, unit = place.before[-2:]
    if business.kind != "BUSINESS" or unit.kind not in ("UNIT", "DAY"):
        return None
    number = place.before[-3].text if len(place.before) > 2 else "3"
    return Mistake(
        "calendar-missing",
        business.start,
        unit.end,
        f"business {unit.text.lower().removesuffix('s')}s are those of a calendar",
        "which calendar?",
        f"write `{number} business {unit.text} of` and the calendar's name, such as `of working_days`",
    )


def apostrophe(place: Place) -> Mistake | None:
    unit = place.read_last("UNIT")
    found = matched(place, r"['’‘`´]\s*(\w*)")
    if unit is None or found is None:
        return None
    number = place.before[-2].text if len(place.before) > 1 else ""
    plural, more = (f"{unit.text.removesuffix('s')}s", "") if found[1] == "s" else (unit.text, found[1])
    written = f"{number} {plural} {more}".strip()
    title = "lengths are written without an apostrophe"
    mark = re.compile(".").match(place.text, place.start)
    return here(place, "apostrophe", title, "take this out", f"write `{written}`", mark)


def month(place: Place) -> Mistake | None:
    found = matched(place, r"[a-z]{3,}\.?")
    if found is None or "MONTH" not in place.expected:
        return None
    guess = next((m for m in MONTHS if m[:3].lower() == found[0][:3].lower()), None) or nearest(found[0], MONTHS)
    hint = f"write {guess}" if guess else "write the month's full name, such as March"
    return here(place, "unknown-month", f"there is no month `{found[0]}`", meaning(guess), hint, found)


def weekday(place: Place) -> Mistake | None:
    found = matched(place, r"[a-z]{3,}\.?")
    if found is None or "WEEKDAY" not in place.expected:
        return None
    several = {
        "weekdays": "Monday to Friday", "weekday": "Monday to Friday", "weekends": "Saturday, Sunday",
        "weekend": "Saturday, Sunday", "daily": "every day", "everyday": "every day", "monthly": "the 1st of the month",
    }  # fmt: skip
    guess = several.get(found[0].lower()) or next(
        (day for day in WEEKDAYS if re.fullmatch(rf"{day[:3]}(?:{day[3:]}|\w?\w?)(?:days?|s|\.)?", found[0], re.I)),
        None,
    )
    if guess is None and set(place.expected) != {"WEEKDAY"}:
        words = {c.split()[0] for c in place.choices}
        close = nearest(found[0], {*WEEKDAYS, *words}) if found[0].lower() not in words else None
        guess = close if close in WEEKDAYS else None
    elif guess is None:
        guess = nearest(found[0], WEEKDAYS)
    if guess is None:
        return None
    if guess.lower() == found[0].lower():
        if not place.text[found.end() : found.end() + 1].isalnum():
            return None
        return here(place, "no-space", f"`{found[0]}` runs into what follows", "", f"put a space after `{found[0]}`", found)
    title = f"`{found[0]}` is no day of the week" if guess in WEEKDAYS else f"days are named singly, not `{found[0]}`"
    return here(place, "unknown-weekday", title, meaning(guess), f"write `{guess}`", found)


def period(place: Place) -> Mistake | None:
    found = matched(place, r"(month|quarter|year|week|hour|half-year)s?\b|(monthly|quarterly|yearly|annually|annum|weekly)")
    if found is None or not {"CALENDAR", "CLOCK"} <= set(place.expected):
        return None
    unit = (found[1] or {"a": "year"}.get((found[2] or "")[0].lower(), (found[2] or "").removesuffix("ly"))).lower()
    per = "per " if place.before and place.before[-1].text.lower() == "per" else ""
    if unit == "hour":
        return here(place, "which-period", "which hour?", "of the clock", f"write `{per}clock hour`", found)
    rolling = ""
    if per and unit not in ("quarter", "half-year") and place.noun == "joint":
        rolling = f", or `within any 1 {unit}` for the last {unit} before any instant"
    elif per and unit not in ("quarter", "half-year") and place.noun not in ("share", "credit"):
        # What a commitment is judged by needs steps; a limit holds at any instant.
        steps = " every 1 day ending 2025-01-31" if place.noun == "commitment" else ""
        rolling = f", or `per rolling 1 {unit}{steps}` for the last {unit} before {'each step' if steps else 'any instant'}"
    label = f"a calendar {unit}, or one that rolls on?" if rolling else "of the calendar"
    return here(place, "which-period", f"which {unit} is meant?", label, f"write `{per}calendar {unit}`{rolling}", found)


def currency(place: Place) -> Mistake | None:
    signs = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY"}
    found = place.around(r"([£$€¥])\s*(\d[\d,.]*\d|\d)?")
    if found is not None and {"CURRENCY", "PERCENT", "NUMBER"} & set(place.expected):
        written = f"{signs[found[1]]} {found[2] or ''}".strip()
        title = "a sum names its currency by its three letters"
        return here(place, "currency-form", title, "which currency?", f"write {written}", found)
    found = place.around(r"(?<![\w.:])(\d[\d,.]*)\s*([A-Z]{3})\b")
    if found is not None and found[2] == found[2].upper() and place.start in (found.start(), found.start(2)):
        return here(place, "currency-form", "the currency stands before the figure", "", f"write {found[2]} {found[1]}", found)
    word = matched(place, r"[a-z]{3}\b")
    if word is not None and "CURRENCY" in place.expected and set(place.expected) == {"CURRENCY"}:
        title = "a currency is written in capital letters"
        return here(place, "currency-form", title, "", f"write {word[0].upper()}", word)
    return None


_AFTER_HOURS = {"and", "where", "because", "under", "otherwise", "to", "each", "per"}


def zone(place: Place) -> Mistake | None:
    hint = "write the zone's own name, such as America/New_York, or a fixed offset, such as UTC-05:00"
    offset = matched(place, r"(?:(?:UTC|GMT)\s*)?([+\-−–])\s*(\d{1,2})(?::?(\d\d))?")
    if offset is not None and ("ZONE_NAME" in place.expected or place.read_last("ZONE_NAME")):
        sign = "+" if offset[1] == "+" else "-"
        written = f"UTC{sign}{int(offset[2]):02d}:{offset[3] or '00'}"
        return here(place, "zone-form", "a fixed offset begins with UTC", "", f"write {written}", offset)
    last = place.read_last("ZONE_NAME")
    word = matched(place, r"[a-z]+(?:[ \t]+time)?\b")
    if place.read_last("TIME") and word is not None and "IN" in place.expected and word[0].lower() not in _AFTER_HOURS:
        return here(place, "zone-form", "a zone follows the word `in`", "", f"write `in` and {hint[6:]}", word)
    if last is None or word is None or "\n" in place.text[last.end : place.start] or word[0] in place.beginnings:
        return None
    return Mistake("zone-form", last.start, word.end(), "the name of a time zone is one word", "", hint)
