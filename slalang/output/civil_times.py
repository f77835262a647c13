"""Civil times as a person reads them in the policy's zone, by the zone rules that the policy carries (V4)."""

from __future__ import annotations

import re
from datetime import date

import pendulum

from slalang.output.figures import duration
from slalang.time.zones import Zone
from slalang.values.instants import SECOND, civil_date, format_instant
from slalang.values.intervals import Intervals, measure
from slalang.values.listing import listed
from slalang.values.verdicts import PeriodName

MOST_SPANS = 4
"""How many spans of a set a sentence names; the rest is counted."""

NO_PERIOD = "unknown"
"""The name of a period that cannot be told, for want of what it is reckoned from."""

_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_LAST_DAY = 2_932_896


def civil(instant: int, zone: Zone) -> pendulum.DateTime | None:
    """What the clock in the zone shows at an instant; None beyond the calendar's years 1 to 9999."""
    day, us = zone.to_civil(instant)
    if not -719_162 <= day <= _LAST_DAY:
        return None
    second, microsecond = divmod(us, SECOND)
    there = civil_date(day)
    offset = pendulum.FixedTimezone(zone.offset_at(instant) // SECOND)
    return pendulum.DateTime(
        there.year,
        there.month,
        there.day,
        second // 3600,
        second // 60 % 60,
        second % 60,
        microsecond,
        tzinfo=offset,
    )


def clock(instant: int, zone: Zone) -> str:
    """The time of day, as exact as the instant: `10:00`, `10:00:07`, `10:00:07.25`."""
    shown = civil(instant, zone)
    if shown is None:
        return format_instant(instant)
    text = shown.format("HH:mm")
    if shown.second or shown.microsecond:
        text += f":{shown.second:02d}"
    if shown.microsecond:
        text += f".{shown.microsecond:06d}".rstrip("0")
    return text


def day_words(day: date) -> str:
    """A date in words: `14 March 2025`."""
    return pendulum.date(day.year, day.month, day.day).format("D MMMM YYYY", locale="en")


def at(instant: int, zone: Zone) -> str:
    """An instant in words: `10:00 on 14 March 2025`; midnight is the end of the day before."""
    shown = civil(instant, zone)
    if shown is None:
        return format_instant(instant)
    return f"{clock(instant, zone)} on {day_words(shown)}"


def deadline(instant: int, zone: Zone) -> str:
    """A last instant in words; one at midnight is `the end of` the day that it ends."""
    day, us = zone.to_civil(instant)
    if us == 0 and -719_161 <= day <= _LAST_DAY:
        return f"the end of {day_words(civil_date(day - 1))}"
    return at(instant, zone)


def span(start: int, end: int, zone: Zone) -> str:
    """An interval in words, the date once where one day holds it: `from 10:00 to 12:15 on 14 March 2025`."""
    first, last = civil(start, zone), civil(end, zone)
    if first is None or last is None:
        return f"from {format_instant(start)} to {format_instant(end)}"
    if end == zone.day_start(zone.day_of(start) + 1) and start < end:
        last_words = "24:00"
        if start == zone.day_start(zone.day_of(start)):
            return f"all of {day_words(first)}"
    elif first.date() == last.date():
        last_words = clock(end, zone)
    else:
        return f"from {at(start, zone)} to {deadline(end, zone)}"
    twice = start < end and first.utcoffset() != last.utcoffset()
    change = " (the clock changes in between)" if twice else ""
    return f"from {clock(start, zone)} to {last_words} on {day_words(first)}{change}"


def spans(intervals: Intervals, zone: Zone) -> str:
    """A set of intervals in words; of many the first few and how long the others are together."""
    named = [span(start, end, zone) for start, end in intervals[:MOST_SPANS]]
    rest = intervals[MOST_SPANS:]
    if rest:
        others = "1 other time" if len(rest) == 1 else f"{len(rest)} other times"
        named.append(f"{others} ({duration(measure(rest))} together)")
    return listed(named)


def period_words(name: str) -> str:
    """A period's name on the wire in words: `March 2025`, `the first quarter of 2025`, `14 March 2025`."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)", name):
        return pendulum.date(int(match[1]), int(match[2]), 1).format("MMMM YYYY", locale="en")
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", name):
        return f"the {_ORDINALS[match[2]]} quarter of {match[1]}"
    if match := re.fullmatch(r"(\d{4})-H([12])", name):
        return f"the {_ORDINALS[match[2]]} half of {match[1]}"
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", name):
        return f"week {int(match[2])} of {match[1]}"
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d)", name):
        return f"the hour from {match[2]}:00 on {day_words(date.fromisoformat(match[1]))}"
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", name):
        first, last = (day_words(date.fromisoformat(day)) for day in match.groups())
        return f"the period from {first} to {last}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", name):
        return day_words(date.fromisoformat(name))
    return "a period that cannot be told" if name == NO_PERIOD else name


def in_period(period: PeriodName | None) -> str:
    """A period as a sentence begins with it: `In March 2025`, `On 14 March 2025`."""
    if period is None:
        return "So far"
    words = period_words(period.name)
    return f"On {words}" if re.fullmatch(r"\d{4}-\d\d-\d\d", period.name) else f"In {words}"
