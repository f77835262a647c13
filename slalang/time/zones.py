"""Zones as frozen tables of offsets, read from the `tzdata` package never from the machine (T2, T3, V4)."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from importlib import import_module
from importlib.resources import files

import attrs

from slalang.time.tzif import read_tzif
from slalang.values.diagnostics import nearest
from slalang.values.instants import DAY, HOUR, MINUTE

_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_FIXED = re.compile(r"UTC(?:([+-])(\d\d):(\d\d))?", re.ASCII)
_LOOSE_FIXED = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d\d))?", re.ASCII | re.IGNORECASE)

ABBREVIATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "ACST": (("Australia/Adelaide", "UTC+09:30"),),
    "AEDT": (("Australia/Sydney", "UTC+11:00"),),
    "AEST": (("Australia/Sydney", "UTC+10:00"), ("Australia/Brisbane", "UTC+10:00")),
    "AET": (("Australia/Sydney", "UTC+10:00"),),
    "AKDT": (("America/Anchorage", "UTC-08:00"),),
    "AKST": (("America/Anchorage", "UTC-09:00"),),
    "ADT": (("America/Halifax", "UTC-03:00"),),
    "AST": (("America/Halifax", "UTC-04:00"), ("Asia/Riyadh", "UTC+03:00")),
    "AT": (("America/Halifax", "UTC-04:00"),),
    "AWST": (("Australia/Perth", "UTC+08:00"),),
    "BRT": (("America/Sao_Paulo", "UTC-03:00"),),
    "BST": (("Europe/London", "UTC+01:00"), ("Asia/Dhaka", "UTC+06:00")),
    "CDT": (("America/Chicago", "UTC-05:00"), ("America/Havana", "UTC-04:00")),
    "CEST": (("Europe/Berlin", "UTC+02:00"),),
    "CET": (("Europe/Berlin", "UTC+01:00"),),
    "CST": (
        ("America/Chicago", "UTC-06:00"),
        ("Asia/Shanghai", "UTC+08:00"),
        ("America/Havana", "UTC-05:00"),
    ),
    "CT": (("America/Chicago", "UTC-06:00"),),
    "EDT": (("America/New_York", "UTC-04:00"),),
    "EEST": (("Europe/Athens", "UTC+03:00"),),
    "EET": (("Europe/Athens", "UTC+02:00"),),
    "EST": (("America/New_York", "UTC-05:00"),),
    "ET": (("America/New_York", "UTC-05:00"),),
    "GMT": (("Europe/London", "UTC"),),
    "HKT": (("Asia/Hong_Kong", "UTC+08:00"),),
    "HST": (("Pacific/Honolulu", "UTC-10:00"),),
    "IDT": (("Asia/Jerusalem", "UTC+03:00"),),
    "IST": (("Asia/Kolkata", "UTC+05:30"), ("Europe/Dublin", "UTC+01:00"), ("Asia/Jerusalem", "UTC+02:00")),
    "JST": (("Asia/Tokyo", "UTC+09:00"),),
    "KST": (("Asia/Seoul", "UTC+09:00"),),
    "MDT": (("America/Denver", "UTC-06:00"),),
    "MEST": (("Europe/Berlin", "UTC+02:00"),),
    "MET": (("Europe/Berlin", "UTC+01:00"),),
    "MEZ": (("Europe/Berlin", "UTC+01:00"),),
    "MSK": (("Europe/Moscow", "UTC+03:00"),),
    "MST": (("America/Denver", "UTC-07:00"), ("America/Phoenix", "UTC-07:00")),
    "MT": (("America/Denver", "UTC-07:00"),),
    "NDT": (("America/St_Johns", "UTC-02:30"),),
    "NST": (("America/St_Johns", "UTC-03:30"),),
    "NT": (("America/St_Johns", "UTC-03:30"),),
    "NZDT": (("Pacific/Auckland", "UTC+13:00"),),
    "NZST": (("Pacific/Auckland", "UTC+12:00"),),
    "PDT": (("America/Los_Angeles", "UTC-07:00"),),
    "PST": (("America/Los_Angeles", "UTC-08:00"),),
    "PT": (("America/Los_Angeles", "UTC-08:00"),),
    "SAST": (("Africa/Johannesburg", "UTC+02:00"),),
    "SGT": (("Asia/Singapore", "UTC+08:00"),),
    "WEST": (("Europe/Lisbon", "UTC+01:00"),),
    "WET": (("Europe/Lisbon", "UTC"),),
}
"""What each abbreviation may mean: pairs of an IANA zone and the fixed offset, the likeliest first (T2)."""


class UnknownZone(ValueError):  # noqa: N818
    """A name that is no zone; `suggestions` holds what the author may have meant, best first (T2)."""

    def __init__(self, name: str, suggestions: tuple[str, ...], reason: str) -> None:
        self.name = name
        self.suggestions = suggestions
        super().__init__(reason)


@attrs.frozen(slots=True, cache_hash=True)
class Zone:
    """A zone's offsets through time (T2, V4).

    `transitions` are the rising instants, in microseconds, at which the offset changes; `offsets` are
    microseconds east of UTC, one more than there are transitions: the first holds before all, the last after
    all of them.
    """

    name: str
    transitions: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset_at(self, instant: int) -> int:
        """Microseconds east of UTC at an instant."""
        return self.offsets[bisect_right(self.transitions, instant)]

    def to_civil(self, instant: int) -> tuple[int, int]:
        """What the wall shows: the day number since 1970-01-01, and the microsecond of that day."""
        return divmod(instant + self.offsets[bisect_right(self.transitions, instant)], DAY)

    def to_instant(self, day: int, us_of_day: int) -> int:
        """The instant of a civil time: the first of two, by the offset before the gap for none (T3).

        `us_of_day` may be negative or a day and more: it is carried into other days before it is resolved.
        """
        local = day * DAY + us_of_day
        part, instant = self._locate(local)
        if part and instant < self.transitions[part - 1]:
            return local - self.offsets[part - 1]
        return instant

    def day_start(self, day: int) -> int:
        """The first instant of a civil day; a day that the zone skips starts with the next."""
        part, instant = self._locate(day * DAY)
        return max(instant, self.transitions[part - 1]) if part else instant

    def day_of(self, instant: int) -> int:
        """The civil day from whose start to the next one's start the instant lies (T8).

        It differs from `to_civil` only where the wall clock is put back across midnight: the repeated end of
        the old day then belongs to the new one, so that days never overlap.
        """
        day = self.to_civil(instant)[0]
        while self.day_start(day) > instant:
            day -= 1
        while self.day_start(day + 1) <= instant:
            day += 1
        return day

    def _locate(self, local: int) -> tuple[int, int]:
        """The first stretch of constant offset that ends after a civil time, and its instant by that offset.

        The instant lies before the stretch exactly where a gap before it skips the civil time.
        """
        part = bisect_right(self.transitions, local - DAY)
        while True:
            instant = local - self.offsets[part]
            if part == len(self.transitions) or instant < self.transitions[part]:
                return part, instant
            part += 1


def fixed_zone(offset_us: int, name: str | None = None) -> Zone:
    """A zone that never changes its offset, named `UTC`, `UTC-08:00` or `UTC+05:30` unless given one (T2).

    ValueError for an offset of a day and more, or one that is not whole minutes and has no name.
    """
    minutes, rest = divmod(abs(offset_us), MINUTE)
    if abs(offset_us) >= DAY:
        raise ValueError("an offset from UTC is less than 24 hours")
    if name is None:
        if rest:
            raise ValueError("an offset from UTC is written in whole minutes")
        sign = "-" if offset_us < 0 else "+"
        name = f"UTC{sign}{minutes // 60:02d}:{minutes % 60:02d}" if offset_us else "UTC"
    return Zone(name, (), (offset_us,))


@lru_cache(maxsize=1024)
def load_zone(name: str) -> Zone:
    """The zone of an IANA name (`Europe/London`) or fixed offset (`UTC`, `UTC-08:00`), 1970 to 2100 (T2, V4).

    UnknownZone, with what may have been meant, for abbreviations and for names that the `tzdata` package
    lacks.
    """
    fixed = _FIXED.fullmatch(name)
    if fixed is not None:
        offset = int(fixed[2] or 0) * HOUR + int(fixed[3] or 0) * MINUTE
        if int(fixed[2] or 0) < 24 and int(fixed[3] or 0) < 60:
            return fixed_zone(-offset if fixed[1] == "-" else offset)
    if fixed is not None or name.upper() in ABBREVIATIONS or name not in zone_names():
        raise _unknown(name)
    content = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    return Zone(name, *read_tzif(content, _FIRST_YEAR, _LAST_YEAR))


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every IANA name that the `tzdata` package holds."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


def zone_version() -> str:
    """The release of the IANA time zone rules in use, such as `2026f` (V4)."""
    return str(import_module("tzdata").IANA_VERSION)


def _unknown(name: str) -> UnknownZone:
    """The error for a name that is no zone, with suggestions."""
    meanings = ABBREVIATIONS.get(name.upper())
    if meanings is not None:
        choices = " or ".join(f"`{zone}` (the clock there) or `{fixed}` (fixed)" for zone, fixed in meanings)
        suggestions = tuple(dict.fromkeys(choice for meaning in meanings for choice in meaning))
        return UnknownZone(name, suggestions, f"`{name}` is an abbreviation and may mean {choices}")
    loose = _LOOSE_FIXED.fullmatch(name)
    if loose is not None and int(loose[2]) < 24 and int(loose[3] or 0) < 60:
        offset = int(loose[2]) * HOUR + int(loose[3] or 0) * MINUTE
        right = fixed_zone(-offset if loose[1] == "-" else offset).name
        return UnknownZone(name, (right,), f"`{name}` is not a zone: a fixed offset is written `{right}`")
    wanted = name.replace(" ", "_")
    cities = {zone.rsplit("/", 1)[-1]: zone for zone in sorted(zone_names(), reverse=True)}
    found = nearest(wanted, zone_names())
    city = nearest(wanted.rsplit("/", 1)[-1], cities)
    if city is not None and (found is None or city.casefold() == wanted.casefold()):
        found = cities[city]
    hint = f"did you mean `{found}`?" if found else "write an IANA name as `Europe/London`, or an offset as `UTC-08:00`"
    return UnknownZone(name, (found,) if found else (), f"`{name}` is not a zone; {hint}")
