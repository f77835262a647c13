"""Mistakes that many people make, each with a message of its own.

Every function below looks at one place that could not be read and gives a `Mistake`, or None where it is something else.
They are tried in order, from the most telling to the most general.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import attrs

from slalang.syntax.layout import NOUNS
from slalang.syntax.words import MONTHS, WEEKDAYS
from slalang.values.diagnostics import nearest


@attrs.frozen(slots=True)
class Read:
    """A word that was read before the place: its terminal, and the words of the language that could have stood there."""

    kind: str
    text: str
    start: int
    end: int
    instead: tuple[str, ...]


@attrs.frozen(slots=True)
class Place:
    """A place that could not be read.

    `text` is all that was read, the place from `start` to `end`; `expected` are the terminals that would have fitted, and
    `choices` the same in the policy's own words; `before` are the last words that did fit. `noun` is the rule's; `beginnings`
    are the words that may begin its phrases.
    """

    text: str
    start: int
    end: int
    expected: tuple[str, ...]
    choices: tuple[str, ...]
    before: tuple[Read, ...]
    noun: str | None = None
    beginnings: frozenset[str] = frozenset()

    @property
    def found(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]

    @property
    def rest(self) -> str:
        """What stands there and after it, as far as a message could want it."""
        return self.text[self.start : self.start + 200]

    def read_last(self, *kinds: str) -> Read | None:
        """The word before, where it is of such a kind."""
        return self.before[-1] if self.before and self.before[-1].kind in kinds else None

    def around(self, pattern: str) -> re.Match[str] | None:
        """The first match that touches the place, even where its beginning was read as something else."""
        begin = max(0, self.start - 30)
        for found in re.compile(pattern, re.IGNORECASE).finditer(self.text, begin, self.start + 60):
            if found.start() <= self.start <= found.end():
                return found
        return None


@attrs.frozen(slots=True)
class Mistake:
    """What to say about a place, in offsets of the text that was read."""

    code: str
    start: int
    end: int
    title: str
    label: str
    hint: str


def recognise(place: Place) -> Mistake | None:
    """The common mistake that was made here, if it is one."""
    for look in _LOOKS:
        mistake = look(place)
        if mistake is not None:
            return mistake
    return None


def _here(place: Place, code: str, title: str, label: str, hint: str, found: re.Match[str] | None = None) -> Mistake:
    start, end = found.span() if found is not None else (place.start, place.end)
    return Mistake(code, start, max(end, start), title, label, hint)


def _word(place: Place, pattern: str) -> re.Match[str] | None:
    return re.compile(pattern, re.IGNORECASE).match(place.text, place.start)


# ------------------------------------------------------------------------------------- marks of other languages


def _operator(place: Place) -> Mistake | None:
    found = _word(place, r"<=|>=|=<|=>|≤|≥|<|>|==?")
    if found is None:
        return None
    if found[0] in ("=", "==") and "IS" not in place.expected:
        return _here(place, "sign-for-words", f"no `{found[0]}` belongs here", "", f"take out `{found[0]}`", found)
    limits = place.noun == "credit"
    words = {
        ">": "above" if limits else "more than",
        "<": "below" if limits or "BELOW" in place.expected else "less than",
    }.get(found[0], "is" if found[0] in ("=", "==") else "at least" if found[0] in (">=", "=>", "≥") else "at most")
    return _here(place, "sign-for-words", f"`{found[0]}` is said in words", f"say `{words}`", f"write `{words}`", found)


def _needless_colon(place: Place) -> Mistake | None:
    found = _word(place, ":")
    if found is None or not place.before or "COLON" in place.expected:
        return None
    word = place.before[-1].text
    title = f"no colon stands after `{word}`"
    return _here(place, "needless-colon", title, "one colon, after the rule's heading, is all", "take it out", found)


def _foreign_mark(place: Place) -> Mistake | None:
    found = _word(place, r"[{}|&*@^~\\]+")
    if found is None:
        return None
    return _here(
        place,
        "foreign-mark",
        f"`{found[0]}` has no meaning in a policy",
        "no such mark",
        "take it out: a rule is a heading, a colon, phrases with semicolons between them, and a full stop",
        found,
    )


def _section(place: Place) -> Mistake | None:
    number = r"\s*([0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*(?:\([0-9A-Za-z]+\))*)"
    found = (
        _word(place, r"\(?\s*(?:§+|sections?\b|sec\.|s\.|cl\.|art\.|articles?\b|paragraphs?\b)" + number + r"\s*\)?")
        or _word(place, r"(?:clauses?)\s+" + number)
        or (_word(place, number + r"\)") if "CLAUSE" in place.expected and place.read_last("LPAR") else None)
    )
    if found is None or ("LPAR" not in place.expected and "CLAUSE" not in place.expected):
        return None
    start = place.before[-1].start if place.read_last("LPAR") else place.start
    title = "a clause is cited in round brackets, with the word `clause`"
    return Mistake("clause-reference", start, found.end(), title, "not read as a citation", f"write (clause {found[1]})")


# ------------------------------------------------------------------------------------- figures


def _digits(place: Place) -> Mistake | None:
    found = place.around(r"\d(?:[\d.,:/-]*\d)?%?")
    if found is None or found[0].isascii():
        return None
    written = "".join(str(unicodedata.digit(mark, mark)) for mark in found[0])
    title = "figures are written with the digits 0 to 9"
    return _here(place, "other-digits", title, "", f"write {written}", found)


def _number_range(place: Place) -> Mistake | None:
    found = place.around(r"(?:from\s+|between\s+)?(\d+(?:\.\d+)?)\s*%?\s*(?:-|–|—|\bto\b|\band\b)\s*(\d+(?:\.\d+)?)\s*%")
    if found is None or place.noun != "credit":
        return None
    low, high = sorted((found[1], found[2]), key=float)
    return _here(
        place,
        "range-of-percentages",
        "a range of percentages does not say whether its ends belong to it",
        "which of the two limits are included?",
        f"say each limit as the agreement does, such as `at least {low}% and below {high}%` "
        f"or `above {low}% and at most {high}%`",
        found,
    )


def _decimal_comma(place: Place) -> Mistake | None:
    found = place.around(r"(?<![\d.,])(\d+),(\d+)(\s*%|(?!\d)(?!,))")
    if found is None or (len(found[2]) == 3 and "%" not in found[3]):
        return None
    figure = f"{found[1]}.{found[2]}{found[3].strip()}"
    return _here(
        place, "decimal-comma", "decimals follow a point, not a comma", "a comma parts a list", f"write {figure}", found
    )


_MONTH_WORD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"


def _date_form(place: Place) -> Mistake | None:
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
    return _here(place, "date-form", title, "not how dates are written here", hint, found)


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


def _period_name(place: Place) -> Mistake | None:
    if "PERIOD_NAME" not in place.expected:
        return None
    month = _word(place, rf"({_MONTH_WORD})\s+(\d{{4}})") or _word(place, r"(\d{1,2})[/-](\d{4})")
    part = _word(place, r"([QH][1-4])[\s/-]*(\d{4})") or _word(place, r"(?:calendar\s+)?(year)\s+(\d{4})")
    found = month or part or _word(place, rf"{_MONTH_WORD}(?!\w)")
    if found is None:
        return None
    hint = "write the year and the month, as in 2025-03"
    if month is not None:
        number = next((i for i, m in enumerate(MONTHS, 1) if m[:3].lower() == month[1][:3].lower()), None)
        hint = f"write {month[2]}-{number or int(month[1]):02d}"
    elif part is not None:
        hint = f"write {part[2]}" + (f"-{part[1].upper()}" if part[1].lower() != "year" else "")
    return _here(place, "period-form", "a period is named with its year first", "", hint, found)


def _clock_time(place: Place) -> Mistake | None:
    found = place.around(r"(?<![\w:.])(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m\b\.?")
    if found is not None:
        hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
        written = f"{hour:02d}:{found[2] or '00'}"
        return _here(place, "time-form", "times of day run from 00:00 to 23:59", "no am and pm", f"write {written}", found)
    if "TIME" not in place.expected:
        return None
    word = _word(place, r"noon|midday|midnight")
    if word is not None:
        written = "00:00" if word[0].lower() == "midnight" else "12:00"
        return _here(place, "time-form", "a time of day is written in figures", "", f"write {written}", word)
    bare = _word(place, r"(\d{1,2})(?:\.(\d\d)|h)?(?![\d:%])")
    if bare is not None and int(bare[1]) < 24:
        written = f"{int(bare[1]):02d}:{bare[2] or '00'}"
        title = "a time of day has hours and minutes"
        return _here(place, "time-form", title, "the minutes are missing", f"write {written}", bare)
    return None


def _local_instant(place: Place) -> Mistake | None:
    found = place.around(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
    if found is None or not {"DATE", "INSTANT", "TIME"} & set(place.expected):
        return None
    local, exact = f"{found[1]} {found[2]}", f"{found[1]}T{found[2]}{found[3] or ':00'}Z"
    return _here(
        place,
        "instant-form",
        "an instant says its seconds and its offset from UTC",
        "the offset or the seconds are missing",
        f"write {local} for the policy's own zone, or {exact} for UTC",
        found,
    )


def _percent_sign(place: Place) -> Mistake | None:
    if "PERCENT" not in place.expected:
        return None
    found = _word(place, r"(\d+(?:\.\d+)?)(\s*(?:per\s?cent|pct)\b)?")
    if found is None:
        return None
    return _here(place, "missing-percent", "`%` is missing", f"{found[1]} of what?", f"write {found[1]}%", found)


_UNITS = {
    "us": "microseconds", "ms": "milliseconds", "s": "seconds", "sec": "seconds", "secs": "seconds", "m": "minutes",
    "min": "minutes", "mins": "minutes", "h": "hours", "hr": "hours", "hrs": "hours", "d": "days", "wk": "weeks",
    "wks": "weeks", "mo": "months", "mth": "months", "mths": "months", "yr": "years", "yrs": "years",
}  # fmt: skip


def _unit(place: Place) -> Mistake | None:
    number = place.read_last("NUMBER")
    if number is None or "UNIT" not in place.expected:
        return None
    working = _word(place, r"(?:working|bank|office|support|service)[\s-]+(days?|hours?)\b")
    if working is not None and "BUSINESS" in place.expected:
        return _here(
            place,
            "business-length",
            f"`{' '.join(working[0].split())}` are business {working[1]} of a calendar",
            "which calendar counts them?",
            f"write `{number.text} business {working[1]} of` and the name of the calendar",
            working,
        )
    plain = _word(place, r"(?:calendar|clock|elapsed|consecutive)[\s-]+(minutes?|hours?|days?|weeks?|months?|years?)\b")
    if plain is not None:
        written = f"{number.text} {plain[1]}"
        title = f"`{written}` says it already"
        hint = f"write `{written}`: hours are elapsed time, days and months are civil ones"
        return _here(place, "length-form", title, "not needed", hint, plain)
    short = re.compile(r"[a-z]+", re.IGNORECASE).match(place.text, place.start)
    if short is not None and short[0].lower() in _UNITS:
        written = f"{number.text} {_UNITS[short[0].lower()]}"
        return _here(place, "unit-form", "units are written out", "", f"write `{written}`", short)
    if short is not None and nearest(short[0], {*_UNITS.values(), "business", "windows"}):
        return None
    hint = f"say of what, such as `{number.text} minutes` or `{number.text} hours`"
    if "BUSINESS" in place.expected:
        hint += f", or `{number.text} business days of` a calendar"
    if "_WINDOWS" in place.expected:
        hint += f"; for a number of windows, `{number.text} windows`"
    return Mistake("missing-unit", number.start, number.end, "the unit is missing", f"{number.text} of what?", hint)


def _business_calendar(place: Place) -> Mistake | None:
    if "OF" not in place.expected or len(place.before) < 2:
        return None
    business, unit = place.before[-2:]
    if business.kind != "BUSINESS" or unit.kind != "UNIT":
        return None
    number = place.before[-3].text if len(place.before) > 2 else "3"
    return Mistake(
        "business-length",
        business.start,
        unit.end,
        f"business {unit.text} are those of a calendar",
        "which calendar?",
        f"write `{number} business {unit.text} of` and the calendar's name, such as `of working_days`",
    )


def _apostrophe(place: Place) -> Mistake | None:
    unit = place.read_last("UNIT")
    found = _word(place, r"['’‘`´]\s*(\w*)")
    if unit is None or found is None:
        return None
    number = place.before[-2].text if len(place.before) > 1 else ""
    plural, more = (f"{unit.text.removesuffix('s')}s", "") if found[1] == "s" else (unit.text, found[1])
    written = f"{number} {plural} {more}".strip()
    title = "lengths are written without an apostrophe"
    mark = re.compile(".").match(place.text, place.start)
    return _here(place, "apostrophe", title, "take this out", f"write `{written}`", mark)


def _month(place: Place) -> Mistake | None:
    found = _word(place, r"[a-z]{3,}\.?")
    if found is None or "MONTH" not in place.expected:
        return None
    guess = next((m for m in MONTHS if m[:3].lower() == found[0][:3].lower()), None) or nearest(found[0], MONTHS)
    hint = f"write {guess}" if guess else "write the month's full name, such as March"
    return _here(place, "unknown-month", f"there is no month `{found[0]}`", _meant(guess), hint, found)


def _weekday(place: Place) -> Mistake | None:
    found = _word(place, r"[a-z]{3,}\.?")
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
    title = f"`{found[0]}` is no day of the week" if guess in WEEKDAYS else f"days are named singly, not `{found[0]}`"
    return _here(place, "unknown-weekday", title, _meant(guess), f"write `{guess}`", found)


def _period(place: Place) -> Mistake | None:
    found = _word(place, r"(month|quarter|year|week|hour|half-year)s?\b|(monthly|quarterly|yearly|annually|annum|weekly)")
    if found is None or not {"CALENDAR", "CLOCK"} <= set(place.expected):
        return None
    unit = (found[1] or {"a": "year"}.get((found[2] or "")[0].lower(), (found[2] or "").removesuffix("ly"))).lower()
    if unit == "hour":
        return _here(place, "which-period", "which hour?", "of the clock", "write `clock hour`", found)
    rolling = "" if unit in ("quarter", "half-year") else f", or `rolling 1 {unit}` for the last {unit} before any instant"
    return _here(
        place,
        "which-period",
        f"which {unit} is meant?",
        f"a calendar {unit}, or the last one before any instant?",
        f"write `calendar {unit}`{rolling}",
        found,
    )


def _currency(place: Place) -> Mistake | None:
    signs = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY"}
    found = place.around(r"([£$€¥])\s*(\d[\d,.]*\d|\d)?")
    if found is not None and {"CURRENCY", "PERCENT", "NUMBER"} & set(place.expected):
        written = f"{signs[found[1]]} {found[2] or ''}".strip()
        title = "a sum names its currency by its three letters"
        return _here(place, "currency-form", title, "which currency?", f"write {written}", found)
    found = place.around(r"(?<![\w.:])(\d[\d,.]*)\s*([A-Z]{3})\b")
    if found is not None and found[2] == found[2].upper() and place.start in (found.start(), found.start(2)):
        return _here(place, "currency-form", "the currency stands before the figure", "", f"write {found[2]} {found[1]}", found)
    word = _word(place, r"[a-z]{3}\b")
    if word is not None and "CURRENCY" in place.expected and set(place.expected) == {"CURRENCY"}:
        title = "a currency is written in capital letters"
        return _here(place, "currency-form", title, "", f"write {word[0].upper()}", word)
    return None


def _no_service(place: Place) -> Mistake | None:
    if "OF" not in place.expected or place.noun != "commitment" or len(place.before) != 2:
        return None
    name = place.before[-1]
    if name.end == place.start and place.found[:1] not in ("(", ":"):
        return None
    title = "the commitment does not say of which service"
    hint = f"write `commitment {name.text} of` and the name of the service"
    return Mistake("no-service", name.end, name.end, title, "of which service?", hint)


def _yes_or_no(place: Place) -> Mistake | None:
    found = _word(place, r"(true|on|y)\b|(?:false|off|n)\b")
    if found is None or "YES" not in place.expected:
        return None
    return _here(place, "yes-or-no", "the answer is yes or no", "", f"write `{'yes' if found[1] else 'no'}`", found)


def _dash(place: Place) -> Mistake | None:
    found = _word(place, r"[–—−‑]")
    if found is None:
        return None
    return _here(
        place,
        "dash",
        "a dash may stand between two times of day only",
        "no dash here",
        "write `-` inside dates and names of periods, and words such as `to` or `below` elsewhere",
        found,
    )


# ------------------------------------------------------------------------------------- names and texts


def _glued_name(place: Place) -> Mistake | None:
    """A name that stops in its middle: `test-manager`, `testManager`."""
    last = place.read_last("NAME")
    found = place.around(r"[a-z]\w*(?:-\w+)+|[a-z]\w*")
    if last is None or last.end != place.start or found is None or found.end() <= place.start:
        return None
    return _misspelled_name(place, found)


def _capital_name(place: Place) -> Mistake | None:
    found = re.compile(r"\w[\w-]*").match(place.text, place.start)
    if found is None or "NAME" not in place.expected or re.fullmatch("[a-z][a-z0-9_]*", found[0]):
        return None
    if found[0][0].isdigit() and ("NUMBER" in place.expected or found[0].isdigit()):
        return None
    return _misspelled_name(place, found)


def _misspelled_name(place: Place, found: re.Match[str]) -> Mistake:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", found[0])
    written = re.sub(r"[^a-z0-9_]+", "_", apart.lower()).strip("_")
    written = written if written[:1].isalpha() else f"the_{written}".rstrip("_")
    return _here(
        place,
        "name-form",
        f"`{found[0]}` is not how names are written",
        "lower-case letters, digits and underscores, a letter first",
        f"write `{written}`, here and wherever the name stands",
        found,
    )


def _two_words(place: Place) -> Mistake | None:
    last = place.read_last("NAME")
    found = _word(place, r"[a-z][\w-]*")
    if last is None or found is None or "COLON" not in place.expected or "\n" in place.text[last.end : place.start]:
        return None
    written = f"{last.text}_{found[0].lower()}".replace("-", "_")
    return Mistake(
        "name-form",
        last.start,
        found.end(),
        "a name is one word",
        "two words",
        f"write `{written}`; or, if the heading ends after `{last.text}`, put a colon there",
    )


def _needless_quotes(place: Place) -> Mistake | None:
    found = _word(place, r"""["“”„]([^"“”„]{0,100})["“”„]""")
    if found is None or "STRING" in place.expected:
        return None
    for kind, what in (
        ("NAME", "a name that the policy declares"),
        ("ZONE_NAME", "a time zone"),
        ("CURRENCY", "a currency"),
        ("DATE", "a date"),
        ("PERIOD_NAME", "the name of a period"),
    ):
        if kind in place.expected:
            inner = found[1].strip()
            written = re.sub(r"\W+", "_", inner.lower()) if kind == "NAME" else inner
            return _here(place, "needless-quotes", f"{what} stands without quotation marks", "", f"write {written}", found)
    return None


def _missing_quotes(place: Place) -> Mistake | None:
    if "STRING" not in place.expected:
        return None
    other = _word(place, r"['‘’‚«»‹›`]([^'‘’«»‹›`\n]{0,100})['‘’«»‹›`]")
    if other is not None:
        title = "texts stand in double quotation marks"
        return _here(place, "missing-quotes", title, "", f'write "{other[1].strip()}"', other)
    stops = r"(?=\s*(?:[;:\n(,]|\.(?:\s|$)|\b(?:or|from|at|with|because|under|on|to|before|where|version)\b|$))"
    found = _word(place, r"\w[^;:\n(\"“”„]{0,80}?" + stops)
    if found is None or ("NAME" in place.expected and found[0].islower()):
        return None
    return _here(
        place,
        "missing-quotes",
        "a word from outside the policy stands in quotation marks",
        "quotation marks are missing",
        f'write "{found[0].strip()}"',
        found,
    )


def _reserved_name(place: Place) -> Mistake | None:
    found = _word(place, r"[a-z][a-z0-9_]*")
    if found is None or set(place.expected) - {"NAME", "DOTTED_NAME"}:
        return None
    return _here(
        place,
        "reserved-word",
        f"`{found[0]}` is a word of the language and cannot be a name here",
        "a name belongs here",
        f"choose another name, such as `the_{found[0]}`",
        found,
    )


_AFTER_HOURS = {"and", "where", "because", "under", "otherwise", "to", "each", "per"}


def _zone(place: Place) -> Mistake | None:
    hint = "write the zone's own name, such as America/New_York, or a fixed offset, such as UTC-05:00"
    offset = _word(place, r"(?:(?:UTC|GMT)\s*)?([+\-−–])\s*(\d{1,2})(?::?(\d\d))?")
    if offset is not None and ("ZONE_NAME" in place.expected or place.read_last("ZONE_NAME")):
        sign = "+" if offset[1] == "+" else "-"
        written = f"UTC{sign}{int(offset[2]):02d}:{offset[3] or '00'}"
        return _here(place, "zone-form", "a fixed offset begins with UTC", "", f"write {written}", offset)
    last = place.read_last("ZONE_NAME")
    word = _word(place, r"[a-z]+(?:[ \t]+time)?\b")
    if place.read_last("TIME") and word is not None and "IN" in place.expected and word[0].lower() not in _AFTER_HOURS:
        return _here(place, "zone-form", "a zone follows the word `in`", "", f"write `in` and {hint[6:]}", word)
    if last is None or word is None or "\n" in place.text[last.end : place.start] or word[0] in place.beginnings:
        return None
    return Mistake("zone-form", last.start, word.end(), "the name of a time zone is one word", "", hint)


# ------------------------------------------------------------------------------------- punctuation


def _missing_colon(place: Place) -> Mistake | None:
    if "COLON" not in place.expected or not place.before or place.found == ".":
        return None
    end = place.before[-1].end
    return Mistake(
        "missing-colon",
        end,
        end,
        "a colon is missing after the heading",
        "a colon belongs here",
        f"write `:` instead of `{place.found}`"
        if place.found in ("{", "=", "-", "–", "—", ";", ",")
        else f"put `:` before `{_first_word(place)}`",
    )


def _no_default(place: Place) -> Mistake | None:
    if place.noun != "parameter" or "SEMICOLON" not in place.expected or place.found not in (".", ""):
        return None
    title = "the parameter does not say what holds where a contract does not give it"
    hint = "end with `; default` and the value, or with `; no default`"
    return _here(place, "no-default", title, "default, or no default?", hint)


def _else(place: Place) -> Mistake | None:
    found = _word(place, r",?\s*(or\s+else|else|failing\s+(?:which|that)|if\s+not)\b")
    if found is None or "_OTHERWISE" not in place.expected:
        return None
    title = "what a breach does is said with `otherwise`"
    return _here(place, "otherwise", title, "", "write `, otherwise`", found)


def _open_bracket(place: Place) -> Mistake | None:
    if "RPAR" not in place.expected or place.found[:1] not in (";", ".", ":", ""):
        return None
    end = place.before[-1].end if place.before else place.start
    opening = place.text.rfind("(", 0, end)
    return Mistake(
        "unclosed-bracket",
        max(opening, 0),
        end,
        "this bracket is never closed",
        "opened here",
        f"put `)` after `{place.before[-1].text}`" if place.before else "put `)` where it ends",
    )


def _separator(place: Place) -> Mistake | None:
    found = _word(place, r",|and\b|&|\+")
    if found is None or "SEMICOLON" not in place.expected:
        return None
    following = re.compile(r"\s*(?:and\s+)?([a-z]+|\d)", re.IGNORECASE).match(place.text, found.end())
    if following is None or following[1].lower() not in place.beginnings:
        return None
    return _here(
        place,
        "separator",
        "phrases are parted by semicolons",
        f"`{found[0]}` joins the items of one list only",
        f"write `;` instead of `{found[0]}`",
        found,
    )


def _missing_semicolon(place: Place) -> Mistake | None:
    word = _first_word(place)
    if "SEMICOLON" not in place.expected or word.lower() not in place.beginnings or not place.before:
        return None
    end = place.before[-1].end
    return Mistake(
        "missing-semicolon",
        end,
        end,
        "a semicolon is missing between two phrases",
        "a semicolon belongs here",
        f"put `;` after `{place.before[-1].text}`, before `{word}`",
    )


def _missing_stop(place: Place) -> Mistake | None:
    word = _first_word(place)
    if "DOT" not in place.expected or word.lower() not in NOUNS or not place.before:
        return None
    end = place.before[-1].end
    return Mistake(
        "missing-full-stop",
        end,
        end,
        "this rule has no full stop",
        "a full stop belongs here",
        f"put `.` after `{place.before[-1].text}`, before `{word}`",
    )


def _empty_phrase(place: Place) -> Mistake | None:
    if place.found not in (";", ".", "") or place.beginnings.isdisjoint(c.split()[0] for c in place.choices):
        return None
    return _here(
        place,
        "empty-phrase",
        "nothing stands between these two marks",
        "a phrase is missing",
        "take out the semicolon that is too many, or write the phrase that belongs here",
    )


# ------------------------------------------------------------------------------------- misspelled words


def _misspelled(place: Place) -> Mistake | None:
    word = _first_word(place)
    close = nearest(word, {first for c in place.choices if (first := c.split()[0]).islower()}) if word else None
    if close is not None and close.lower() != word.lower() and len(word) > 2:
        start = place.start
        return Mistake("misspelled", start, start + len(word), f"`{word}` is not known here", _meant(close), f"write `{close}`")
    last = place.read_last("NAME", "ZONE_NAME")
    if last is None or len(last.text) < 3:
        return None
    close = nearest(last.text, last.instead)
    if close is None or close in NOUNS:
        return None
    return Mistake("misspelled", last.start, last.end, f"`{last.text}` is not known here", _meant(close), f"write `{close}`")


def _first_word(place: Place) -> str:
    found = re.compile(r"[\w-]+").match(place.text, place.start)
    return found[0][:60] if found is not None else place.found[:60]


def _meant(guess: str | None) -> str:
    return f"did you mean `{guess}`?" if guess else ""


_LOOKS: tuple[Callable[[Place], Mistake | None], ...] = (
    _digits, _operator, _local_instant, _period_name, _date_form, _number_range, _decimal_comma, _clock_time,
    _apostrophe, _section, _needless_colon, _no_service, _no_default, _percent_sign, _unit, _business_calendar, _month,
    _period, _zone, _currency, _glued_name, _needless_quotes, _yes_or_no, _else, _separator, _missing_semicolon,
    _missing_stop, _open_bracket, _empty_phrase, _weekday, _two_words, _missing_colon, _misspelled, _capital_name,
    _missing_quotes, _reserved_name, _dash, _foreign_mark,
)  # fmt: skip
