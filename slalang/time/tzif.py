"""Reading one compiled zone file (TZif, RFC 8536) of the `tzdata` package into explicit transitions."""

from __future__ import annotations

import re
import struct
from itertools import pairwise

from slalang.time.civil import day_of_month
from slalang.values.instants import DAY, SECOND

_HEADER = struct.Struct(">4sc15x6l")
_RULE = re.compile(
    r"(?:[A-Za-z]+|<[^>]+>)(?P<std>[-+]?[\d:]+)"
    r"(?:(?:[A-Za-z]+|<[^>]+>)(?P<dst>[-+]?[\d:]+)?"
    r",M(?P<begin>\d+\.\d+\.\d+)(?:/(?P<begin_at>[-+]?[\d:]+))?"
    r",M(?P<end>\d+\.\d+\.\d+)(?:/(?P<end_at>[-+]?[\d:]+))?)?",
    re.ASCII,
)


def read_tzif(content: bytes, first_year: int, last_year: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The instants at which the offset changes in those years, and the offsets before and after each.

    Instants and offsets are microseconds; there is one offset more than there are instants. What the file
    says by a rule (its footer) is written out year by year. ValueError where the content is no TZif file of
    version 2 or later.
    """
    explicit, footer = _body(content)
    last_explicit = explicit[-1][0] if len(explicit) > 1 else None
    changes = explicit + _ruled(footer, last_explicit, first_year, last_year)
    start = day_of_month(12 * first_year, 1) * DAY
    end = day_of_month(12 * last_year + 12, 1) * DAY
    begun = [change for change in changes if change[0] <= start]
    later = [change for change in changes if start < change[0] < end]
    kept = [(start, begun[-1][1]), *later]
    real = [b for a, b in pairwise(kept) if a[1] != b[1]]
    return tuple(at for at, _ in real), (kept[0][1], *(offset for _, offset in real))


def _body(content: bytes) -> tuple[list[tuple[int, int]], str]:
    """(instant, offset from then on) of the 64-bit block, the first one before all time; and the footer."""
    try:
        magic, version, *counts = _HEADER.unpack_from(content)
        if magic != b"TZif" or version < b"2":
            raise ValueError("not a zone file of version 2 or later")
        isut, isstd, leap, time, kind, char = counts
        second = _HEADER.size + 5 * time + 6 * kind + char + 8 * leap + isstd + isut
        _, _, isut, isstd, leap, time, kind, char = _HEADER.unpack_from(content, second)
        place = second + _HEADER.size
        instants = struct.unpack_from(f">{time}q", content, place)
        kinds = struct.unpack_from(f">{time}B", content, place + 8 * time)
        place += 9 * time
        offsets = [struct.unpack_from(">lBB", content, place + 6 * k)[0] for k in range(kind)]
        place += 6 * kind + char + 12 * leap + isstd + isut
    except struct.error:
        raise ValueError("the zone file is cut short") from None
    changes = [(instant * SECOND, offsets[k] * SECOND) for instant, k in zip(instants, kinds, strict=True)]
    before_all_time = -(1 << 62) * SECOND
    return [(before_all_time, offsets[0] * SECOND), *changes], content[place:].decode("ascii").strip("\n")


def _ruled(footer: str, after: int | None, first_year: int, last_year: int) -> list[tuple[int, int]]:
    """The changes that the footer's rule makes after the last explicit one."""
    match = _RULE.fullmatch(footer)
    if match is None:
        raise ValueError("the zone file has a rule that cannot be read")
    standard = -_clock(match["std"])
    if match["begin"] is None:
        return [] if after is not None else [(-(1 << 61) * SECOND, standard)]
    summer = -_clock(match["dst"]) if match["dst"] else standard + 3600 * SECOND
    changes = []
    for year in range(first_year, last_year + 1):
        begin = _rule_day(year, match["begin"]) * DAY + _clock(match["begin_at"] or "2") - standard
        end = _rule_day(year, match["end"]) * DAY + _clock(match["end_at"] or "2") - summer
        changes += [(begin, summer), (end, standard)]
    return sorted(change for change in changes if after is None or change[0] > after)


def _clock(text: str) -> int:
    """`-2:45` or `24` as microseconds."""
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    total = (3600 * hours + 60 * minutes + seconds) * SECOND
    return -total if text.startswith("-") else total


def _rule_day(year: int, rule: str) -> int:
    """The day number of `month.week.weekday`, week 5 meaning the last and weekday 0 Sunday."""
    month, week, weekday = (int(part) for part in rule.split("."))
    first = day_of_month(12 * year + month - 1, 1)
    day = first + (weekday - (first + 4)) % 7 + 7 * (week - 1)
    return day if day <= day_of_month(12 * year + month - 1, 31) else day - 7
