"""Words and figures: what each terminal of the grammar means, and which figures are none (24:00, 31 June)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from slalang.syntax import ast
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND, civil_date, parse_instant
from slalang.values.places import Span

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MOST_DIGITS = 30
"""Digits that one figure may have, its decimal point counted."""

ORDINAL_WORDS = {"last": -1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


class NoSuchFigure(ValueError):  # noqa: N818 - it is a finding, not an error of the program
    """A figure that looks right and is none; `instead` stands in for it while reading goes on."""

    def __init__(self, code: str, title: str, hint: str, instead: Any) -> None:
        super().__init__(title)
        self.code, self.title, self.hint, self.instead = code, title, hint, instead


def read_word(terminal: str, text: str, span: Span) -> Any:
    """The value of one token of the named terminal. NoSuchFigure where it is none."""
    if terminal in _FLAGS:
        return True
    return _READERS[terminal](text, span)


def is_clause_ref(text: str) -> bool:
    """Whether a reference to a clause needs no quotation marks; `because` would begin a reason."""
    return _CLAUSE_REF.fullmatch(text) is not None and text.casefold() != "because"


def _string(text: str, span: Span) -> str:
    # A text may be wrapped by whatever carried it: any run of white space is one space.
    return " ".join(text[1:-1].split())


def _number(text: str, span: Span) -> ast.Number:
    return ast.Number(_bounded(text.replace(",", ""), "1"), span=span)


def _negative(text: str, span: Span) -> ast.Number:
    # A minus sign as typesetters write it is the same sign.
    return ast.Number(f"-{_bounded(text[1:].replace(',', ''), '1')}", span=span)


def _percent(text: str, span: Span) -> ast.Percent:
    return ast.Percent(_bounded(text.rstrip("%").strip(), "1"), span=span)


def _percentile(text: str, span: Span) -> ast.Number:
    return ast.Number(_bounded(re.sub(r"[^0-9.]", "", text), "1"), span=span)


def _bounded(digits: str, instead: str) -> str:
    if len(digits) > MOST_DIGITS:
        raise NoSuchFigure(
            "too-many-digits",
            f"a figure of {len(digits)} digits is more than any agreement needs",
            f"write it with at most {MOST_DIGITS} digits",
            instead,
        )
    return digits


def _folded(text: str) -> str:
    # What re.IGNORECASE takes for an ASCII letter (long s, Kelvin, dotless i) is that letter here too.
    return text.casefold().replace("ı", "i")


def _date(text: str, span: Span) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchFigure(
            "no-such-date",
            f"there is no {text}",
            "dates are year-month-day, as in 2025-03-31",
            date(2000, 1, 1),
        ) from None


def _time(text: str, span: Span) -> ast.TimeOfDay:
    hours, minutes, *rest = text.split(":")
    if int(hours) == 24 and int(minutes) == 0:
        raise NoSuchFigure(
            "no-24-00",
            "24:00 is not a time of day",
            "the end of a day is the next day's first instant: write 00:00, as in 18:00-00:00, or `all day`",
            ast.TimeOfDay(0, span=span),
        )
    seconds = rest[0] if rest else "0"
    whole, _, fraction = seconds.partition(".")
    if int(hours) > 23 or int(minutes) > 59 or int(whole) > 59:
        raise NoSuchFigure(
            "no-such-time",
            f"{text} is not a time of day",
            "times of day run from 00:00 to 23:59",
            ast.TimeOfDay(0, span=span),
        )
    us = int(hours) * HOUR + int(minutes) * MINUTE + int(whole) * SECOND + int(fraction.ljust(6, "0") or 0)
    return ast.TimeOfDay(us, span=span)


def _instant(text: str, span: Span) -> int:
    try:
        at = parse_instant(text)
        civil_date(at // DAY)
        return at
    except ValueError as wrong:
        raise NoSuchFigure(
            "no-such-instant",
            f"{text} is no instant: {wrong}",
            "write it as 2025-03-31T14:00:00Z, or as a civil time, 2025-03-31 14:00",
            0,
        ) from None


def _ordinal(text: str, span: Span) -> ast.Ordinal:
    word = _folded(text)
    number = ORDINAL_WORDS.get(word)
    return ast.Ordinal(number if number is not None else int(_bounded(word[:-2], "1")), span=span)


def _weekday(text: str, span: Span) -> int:
    return next(i for i, day in enumerate(WEEKDAYS) if day.lower().startswith(_folded(text)[:3]))


def _month(text: str, span: Span) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.lower() == _folded(text))


def _unit(text: str, span: Span) -> ast.Unit:
    return ast.Unit(_folded(text).removesuffix("s"))


def _words(text: str, span: Span) -> str:
    return " ".join(_folded(text).split())


_CLAUSE_REF = re.compile(r"[0-9A-Za-z]+([.\-][0-9A-Za-z]+)*(\([0-9A-Za-z]+\))*")

_READERS: dict[str, Callable[[str, Span], Any]] = {
    "STRING": _string,
    "NAME": lambda text, span: ast.Name(text, span=span),
    "DOTTED_NAME": lambda text, span: ast.Name(text, span=span),
    "ZONE_NAME": lambda text, span: ast.ZoneName(text, span=span),
    "CURRENCY": lambda text, span: text,
    "CLAUSE_REF": lambda text, span: text,
    "PERIOD_NAME": lambda text, span: text,
    "NUMBER": _number,
    "NEGATIVE": _negative,
    "PERCENT": _percent,
    "PERCENTILE": _percentile,
    "DATE": _date,
    "TIME": _time,
    "INSTANT": _instant,
    "ORDINAL": _ordinal,
    "WEEKDAY": _weekday,
    "MONTH": _month,
    "UNIT": _unit,
    "STATUS": _words,
    "STATE": _words,
    "PROBE_STATE": lambda text, span: ast.ProbeState(_folded(text)),
    "NONE_GIVEN": lambda text, span: None,
    "STILL_OPEN": lambda text, span: None,
}

_FLAGS = frozenset({"GOVERNS", "NATIONWIDE", "NOT", "BEFORE_EXCLUSIONS", "APPROVED"})
