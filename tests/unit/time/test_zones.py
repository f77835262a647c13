"""Zones beside the standard library's reading of the same rules, and times no clock or two clocks show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slalang.time.zones import ABBREVIATIONS, UnknownZone, fixed_zone, load_zone, zone_names, zone_version
from slalang.values.instants import DAY, HOUR, MINUTE, SECOND, format_instant, parse_instant

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = sorted(zone_names() - ABBREVIATIONS.keys())
SOME = st.sampled_from(
    [
        "America/Los_Angeles",
        "America/Nuuk",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Africa/Casablanca",
        "Asia/Gaza",
        "Australia/Lord_Howe",
        "Europe/Dublin",
        "Pacific/Apia",
    ]
)


def by_zoneinfo(name: str) -> ZoneInfo:
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file)


def offset_of(zone: ZoneInfo, instant: int) -> timedelta | None:
    return (EPOCH + timedelta(microseconds=instant)).astimezone(zone).utcoffset()


@pytest.mark.parametrize("name", NAMES[::7])
def test_offsets_agree_with_the_standard_library_around_every_change(name: str) -> None:
    zone, other = load_zone(name), by_zoneinfo(name)
    probes = [0, 130 * 365 * DAY]
    for transition in zone.transitions:
        probes += [transition - SECOND, transition, transition + 30 * DAY]
    for instant in probes:
        assert offset_of(other, instant) == timedelta(microseconds=zone.offset_at(instant)), format_instant(instant)


@given(SOME, st.integers(0, 131 * 365 * DAY))
def test_any_instant_agrees_with_the_standard_library(name: str, instant: int) -> None:
    expected = (EPOCH + timedelta(microseconds=instant)).astimezone(by_zoneinfo(name))
    day, us = load_zone(name).to_civil(instant)
    assert datetime(1970, 1, 1) + timedelta(days=day, microseconds=us) == expected.replace(tzinfo=None)  # noqa: DTZ001


@given(SOME, st.integers(1, 131 * 365 * 24 * 4))
def test_any_civil_time_agrees_with_the_standard_library(name: str, quarter: int) -> None:
    day, us = divmod(quarter * 15 * MINUTE, DAY)
    civil = datetime(1970, 1, 1) + timedelta(days=day, microseconds=us)  # noqa: DTZ001
    expected = civil.replace(tzinfo=by_zoneinfo(name), fold=0).astimezone(UTC)
    assert EPOCH + timedelta(microseconds=load_zone(name).to_instant(day, us)) == expected


@pytest.mark.parametrize("name", NAMES[::23])
def test_civil_times_around_every_change_agree_with_the_standard_library(name: str) -> None:
    zone, other = load_zone(name), by_zoneinfo(name)
    for transition, before, after in zip(zone.transitions, zone.offsets, zone.offsets[1:], strict=False):
        for local in {transition + offset + around for offset in (before, after) for around in (-1, 0, 7 * MINUTE)}:
            civil = datetime(1970, 1, 1) + timedelta(microseconds=local)  # noqa: DTZ001
            expected = civil.replace(tzinfo=other, fold=0).astimezone(UTC)
            assert EPOCH + timedelta(microseconds=zone.to_instant(0, local)) == expected, civil


@given(SOME, st.integers(1, 47_000))
def test_days_follow_one_another(name: str, day: int) -> None:
    zone = load_zone(name)
    start, end = zone.day_start(day), zone.day_start(day + 1)
    assert start <= end
    if start < end:
        assert zone.day_of(start) == zone.day_of(end - 1) == day
        assert zone.to_civil(start - 1)[0] < day <= zone.to_civil(start)[0]


@pytest.mark.parametrize(
    ("zone", "day", "clock", "instant"),
    [
        ("America/New_York", "2025-03-09", 2 * HOUR + 30 * MINUTE, "2025-03-09T07:30:00Z"),
        ("America/New_York", "2025-11-02", 1 * HOUR + 30 * MINUTE, "2025-11-02T05:30:00Z"),
        ("America/New_York", "2025-11-02", 25 * HOUR, "2025-11-03T06:00:00Z"),
        ("America/New_York", "2025-11-03", -HOUR, "2025-11-03T04:00:00Z"),
        ("Australia/Lord_Howe", "2025-10-05", 2 * HOUR, "2025-10-04T15:30:00Z"),
        ("UTC-08:00", "2025-07-01", HOUR, "2025-07-01T09:00:00Z"),
    ],
)
def test_civil_times_resolve_as_calendars_do(zone: str, day: str, clock: int, instant: str) -> None:
    number = parse_instant(f"{day}T00:00:00Z") // DAY
    assert format_instant(load_zone(zone).to_instant(number, clock)) == instant


def test_a_day_whose_midnight_is_skipped_starts_an_hour_in() -> None:
    zone = load_zone("America/Sao_Paulo")
    day = parse_instant("2018-11-04T00:00:00Z") // DAY
    assert format_instant(zone.day_start(day)) == "2018-11-04T03:00:00Z"
    assert zone.to_civil(zone.day_start(day)) == (day, HOUR)


def test_a_day_that_the_zone_skips_is_empty() -> None:
    zone = load_zone("Pacific/Apia")
    day = parse_instant("2011-12-30T00:00:00Z") // DAY
    assert zone.day_start(day) == zone.day_start(day + 1) == parse_instant("2011-12-30T10:00:00Z")


def test_the_minute_past_midnight_that_comes_twice_does_not_split_the_day() -> None:
    zone = load_zone("America/St_Johns")
    day = parse_instant("2010-11-07T00:00:00Z") // DAY
    assert zone.day_start(day) == parse_instant("2010-11-07T02:30:00Z")
    assert zone.to_civil(parse_instant("2010-11-07T02:45:00Z"))[0] == day - 1
    assert zone.day_of(parse_instant("2010-11-07T02:45:00Z")) == day


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("PST", ("America/Los_Angeles", "UTC-08:00")),
        ("ct", ("America/Chicago", "UTC-06:00")),
        ("EST", ("America/New_York", "UTC-05:00")),
        ("UTC-8", ("UTC-08:00",)),
        ("GMT+5:30", ("UTC+05:30",)),
        ("europe/london", ("Europe/London",)),
        ("New York", ("America/New_York",)),
        ("../../../etc/passwd", ()),
        ("UTC+24:00", ()),
        ("", ()),
    ],
)
def test_what_is_no_zone_is_told_what_may_be_meant(name: str, suggestion: tuple[str, ...]) -> None:
    with pytest.raises(UnknownZone) as caught:
        load_zone(name)
    assert caught.value.suggestions == suggestion


def test_every_meaning_of_an_abbreviation_is_a_zone() -> None:
    for meanings in ABBREVIATIONS.values():
        for zone, offset in meanings:
            assert load_zone(offset).offsets[0] in load_zone(zone).offsets


def test_fixed_offsets_have_one_name_each() -> None:
    assert fixed_zone(0).name == "UTC"
    assert fixed_zone(-8 * HOUR).name == "UTC-08:00"
    assert load_zone("UTC+05:30") == fixed_zone(5 * HOUR + 30 * MINUTE)
    with pytest.raises(ValueError, match="24 hours"):
        fixed_zone(DAY)


def test_the_rules_have_a_version() -> None:
    assert zone_version()[:2] == "20"
