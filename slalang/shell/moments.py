"""The moment that `--as-of` names: an instant with its offset, or a civil date or time of the policy's zone (T1, T3)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import attrs
import click

from slalang.time.civil import FIRST_YEAR, LAST_YEAR, OutOfRange, within_range
from slalang.time.zones import Zone
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND, day_number, parse_instant

_CIVIL = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)
_EXPECTED = "write 2025-04-01, 2025-04-01T09:00 or 2025-04-01T00:00:00Z"


@attrs.frozen(slots=True)
class Moment:
    """An instant, or where `day` is given that civil day since 1970-01-01 of a zone, at a microsecond of it or its start."""

    instant: int = 0
    day: int | None = None
    us_of_day: int | None = None

    def in_zone(self, zone: Zone) -> int:
        """The instant: of a day its first, of a civil time that comes twice the first of the two (T3)."""
        if self.day is None:
            return self.instant
        return zone.day_start(self.day) if self.us_of_day is None else zone.to_instant(self.day, self.us_of_day)


class MomentType(click.ParamType[Moment]):
    """Reads a moment from the command line."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Moment:
        """The moment; bad usage, with what to write, for anything else."""
        try:
            moment = parse_moment(value)
            about = moment.instant if moment.day is None else moment.day * DAY
            within_range(about, about)
        except OutOfRange:
            self.fail(f"`{value}` lies outside the years {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        except ValueError as reason:
            self.fail(f"`{value}` is {reason}: {_EXPECTED}", param, ctx)
        return moment


def parse_moment(text: str) -> Moment:
    """Read an RFC 3339 instant, a civil date, or a civil time. ValueError, in plain words, for anything else."""
    civil = _CIVIL.fullmatch(text)
    if civil is None:
        return Moment(parse_instant(text))
    try:
        day = day_number(date.fromisoformat(civil[1]))
    except ValueError:
        raise ValueError("no such date") from None
    if civil[2] is None:
        return Moment(day=day)
    hour, minute, second = int(civil[2]), int(civil[3]), int(civil[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("no such time of day (00:00 to 23:59:59)")
    return Moment(day=day, us_of_day=hour * HOUR + minute * MINUTE + second * SECOND)
