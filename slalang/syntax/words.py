"""Words and figures: what each terminal of the grammar means, and which figures are none (24:00, 31 June)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from slalang.syntax import ast
from slalang.values.instants import HOUR, MINUTE, SECOND, parse_instant
from slalang.values.places import Span

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ORDINAL_WORDS = {"last": -1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


class NoSuchFigure(ValueError):
    """A figure that looks right and is none; `instead` stands in for it while reading goes on."""

    def __init__(self, code: str, title: str, hint: str, instead: Any) -> None:
        super().__init__(title)
        self.code, self.title, self.hint, self.instead = code, title, hint, instead


def read_word(terminal: str, text: str, span: Span) -> Any:
    """The value of one token of the named terminal. NoSuchFigure where it is none."""
    if terminal in _FLAGS:
        return True
    return _READERS[terminal](text, span)


def _string(text: str, span: Span) -> str:
    # A text may be wrapped by whatever carried it: any run of white space is one space.
    return " ".join(text[1:-1].split())


def _number(text: str, span: Span) -> ast.Number:
    return ast.Number(text.replace(",", ""), span=span)


def _percent(text: str, span: Span) -> ast.Percent:
    return ast.Percent(text.rstrip("%").strip(), span=span)


def _date(text: str, span: Span) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchFigure(
            "no-such-date", f"there is no {text}", "dates are year-month-day, as in 2025-03-31", date(2000, 1, 1)
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


def _instant(text: str, span: Span) -> ast.ExactMoment:
    try:
        return ast.ExactMoment(parse_instant(text), span=span)
    except ValueError as wrong:
        raise NoSuchFigure(
            "no-such-instant",
            f"{text} is no instant: {wrong}",
            "write it as 2025-03-31T14:00:00Z, or as a civil time, 2025-03-31 14:00",
            ast.ExactMoment(0, span=span),
        ) from None


def _ordinal(text: str, span: Span) -> ast.Ordinal:
    word = text.lower()
    number = ORDINAL_WORDS.get(word)
    return ast.Ordinal(number if number is not None else int(re.sub(r"\D", "", word)), span=span)


def _weekday(text: str, span: Span) -> int:
    return next(i for i, day in enumerate(WEEKDAYS) if day.lower().startswith(text.lower()[:3]))


def _month(text: str, span: Span) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.lower() == text.lower())


def _unit(text: str, span: Span) -> ast.Unit:
    return ast.Unit(text.lower().removesuffix("s"))


def _words(text: str, span: Span) -> str:
    return " ".join(text.lower().split())


_READERS: dict[str, Callable[[str, Span], Any]] = {
    "STRING": _string,
    "NAME": lambda text, span: ast.Name(text, span=span),
    "DOTTED_NAME": lambda text, span: ast.Name(text, span=span),
    "ZONE_NAME": lambda text, span: ast.ZoneName(text, span=span),
    "CURRENCY": lambda text, span: text,
    "CLAUSE_REF": lambda text, span: text,
    "PERIOD_NAME": lambda text, span: text,
    "NUMBER": _number,
    "PERCENT": _percent,
    "DATE": _date,
    "TIME": _time,
    "INSTANT": _instant,
    "ORDINAL": _ordinal,
    "WEEKDAY": _weekday,
    "MONTH": _month,
    "UNIT": _unit,
    "STATUS": _words,
    "STATE": _words,
    "PROBE_STATE": lambda text, span: ast.ProbeState(text.lower()),
    "NONE_GIVEN": lambda text, span: None,
    "STILL_OPEN": lambda text, span: None,
}

_FLAGS = frozenset({"GOVERNS", "NATIONWIDE", "NOT", "BEFORE_EXCLUSIONS", "AFFECTED_COMPONENT", "APPROVED"})
