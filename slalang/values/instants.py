"""Instants: integer microseconds since 1970-01-01T00:00:00Z (T1), and how they are read and written."""

from __future__ import annotations

import re
from datetime import date

MICROSECOND = 1
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = date(1970, 1, 1).toordinal()
_INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([Zz])|([+-])(\d\d):(\d\d))", re.ASCII)


def day_number(day: date) -> int:
    """Days since 1970-01-01 of a civil date."""
    return day.toordinal() - _EPOCH


def civil_date(number: int) -> date:
    """The civil date of a day number; ValueError outside the years 1 to 9999."""
    return date.fromordinal(number + _EPOCH)


def parse_instant(text: str) -> int:
    """Read an RFC 3339 instant with an offset and at most six decimals of a second.

    A leap second (`:60`) is read as the next second's first instant, as RFC 3339 clocks without leap seconds do. ValueError,
    with what is wrong in plain words, for anything else.
    """
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise ValueError("not an RFC 3339 instant with an offset and at most six decimals")
    year, month, day, hour, minute, second = (int(g) for g in match.groups()[:6])
    if hour > 23 or minute > 59 or second > 60:
        raise ValueError("no such time of day (00:00:00 to 23:59:59)")
    try:
        number = day_number(date(year, month, day))
    except ValueError:
        raise ValueError("no such date") from None
    fraction = int((match[7] or "").ljust(6, "0") or "0")
    offset = 0
    if match[8] is None:
        if int(match[10]) > 23 or int(match[11]) > 59:
            raise ValueError("no such offset from UTC")
        offset = (int(match[10]) * HOUR + int(match[11]) * MINUTE) * (-1 if match[9] == "-" else 1)
    return number * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction - offset


def format_instant(instant: int) -> str:
    """Write an instant in UTC with `Z`; decimals only where the second is not whole, without trailing zeros."""
    number, rest = divmod(instant, DAY)
    second, fraction = divmod(rest, SECOND)
    decimals = f".{fraction:06d}".rstrip("0") if fraction else ""
    day = civil_date(number)
    return f"{day.isoformat()}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}{decimals}Z"
