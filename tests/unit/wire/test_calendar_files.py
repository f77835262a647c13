"""Calendar files: whole days in, or what is wrong and where (T5)."""

from __future__ import annotations

import builtins
from datetime import date, timedelta

import pytest

from slalang.importers.calendar_files import LARGEST_FILE, read_calendar_file
from slalang.pipeline import Compilation, compile_policy
from slalang.time.calendars import Calendar
from slalang.values.diagnostics import Diagnostic
from slalang.values.instants import civil_date, day_number

pytest.importorskip("icalendar")


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def calendar(*events: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *events, "END:VCALENDAR", ""])


def days(text: str) -> list[str]:
    found = read_calendar_file(text, "holidays.ics")
    assert found.diagnostics == ()
    assert list(found.days) == sorted(set(found.days))
    return [civil_date(day).isoformat() for day in found.days]


def wrong(text: str) -> Diagnostic:
    found = read_calendar_file(text, "holidays.ics")
    assert found.days == ()
    assert found.diagnostics[0].hint
    return found.diagnostics[0]


def test_all_day_events_close_their_days_and_the_end_is_not_one_of_them() -> None:
    text = calendar(
        event("UID:1", "SUMMARY:Christmas", "DTSTART;VALUE=DATE:20251225", "DTEND;VALUE=DATE:20251227"),
        event("UID:2", "SUMMARY:One day", "DTSTART;VALUE=DATE:20251231"),
        event("UID:3", "DTSTART;VALUE=DATE:20260105", "DURATION:P2D"),
        event("UID:4", "DTSTART;VALUE=DATE:20251226"),
    )
    assert days(text) == ["2025-12-25", "2025-12-26", "2025-12-31", "2026-01-05", "2026-01-06"]
    assert days(text.replace("\n", "\r\n")) == days(text)


def test_recurrences_are_expanded_with_their_exceptions() -> None:
    text = calendar(
        event(
            "UID:1",
            "DTSTART;VALUE=DATE:20241226",
            "DTEND;VALUE=DATE:20241228",
            "RRULE:FREQ=YEARLY;UNTIL=20271231",
            "EXDATE;VALUE=DATE:20251226",
            "RDATE;VALUE=DATE:20250103",
        )
    )
    assert days(text) == [
        "2024-12-26", "2024-12-27", "2025-01-03", "2025-01-04",
        "2026-12-26", "2026-12-27", "2027-12-26", "2027-12-27",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "rule", "found"),
    [
        ("20251127", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3", ["2025-11-27", "2026-11-26", "2027-11-25"]),
        ("20250526", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2", ["2025-05-26", "2026-05-25"]),
        ("20250131", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", ["2025-01-31", "2025-02-28", "2025-03-31"]),
        ("20250103", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20250131T235959Z", ["2025-01-03", "2025-01-17", "2025-01-31"]),
        ("20250101", "FREQ=DAILY;COUNT=2", ["2025-01-01", "2025-01-02"]),
        ("20240229", "FREQ=YEARLY;COUNT=2", ["2024-02-29", "2028-02-29"]),
    ],
)
def test_rules_of_real_calendars(start: str, rule: str, found: list[str]) -> None:
    assert days(calendar(event("UID:1", f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}"))) == found


def test_a_rule_without_an_end_runs_from_1970_to_2100() -> None:
    found = days(calendar(event("UID:1", "DTSTART;VALUE=DATE:19650501", "RRULE:FREQ=YEARLY")))
    assert (found[0], found[-1], len(found)) == ("1970-05-01", "2100-05-01", 131)


def test_what_is_cancelled_or_moved_is_not_closed() -> None:
    text = calendar(
        event("UID:1", "DTSTART;VALUE=DATE:20250501", "STATUS:CANCELLED"),
        event("UID:2", "DTSTART;VALUE=DATE:20250601", "RRULE:FREQ=YEARLY;COUNT=3"),
        event("UID:2", "RECURRENCE-ID;VALUE=DATE:20260601", "DTSTART;VALUE=DATE:20260602"),
        event("UID:2", "RECURRENCE-ID;VALUE=DATE:20270601", "DTSTART;VALUE=DATE:20270601", "STATUS:CANCELLED"),
    )
    assert days(text) == ["2025-06-01", "2026-06-02"]


def test_a_timed_event_is_named_with_its_line() -> None:
    found = wrong(calendar(event("UID:1", "SUMMARY:Office party", "DTSTART:20251219T150000Z", "DTEND:20251219T180000Z")))
    assert found.title == "the event “Office party” has hours, and a calendar is closed on whole days"
    assert found.span is not None
    assert (found.span.file, found.span.line) == ("holidays.ics", 4)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["SUMMARY:x"], "has no start"),
        (["DTSTART;VALUE=DATE:20251301"], "its DTSTART"),
        (["DTSTART;VALUE=DATE:20250101", "DTEND;VALUE=DATE:20250101"], "ends on or before"),
        (["DTSTART;VALUE=DATE:20250101", "DTEND;VALUE=DATE:20250102", "DURATION:P1D"], "both an end and a length"),
        (["DTSTART;VALUE=DATE:20250101", "DURATION:PT36H"], "does not last whole days"),
        (["DTSTART;VALUE=DATE:20250101", "DTSTART;VALUE=DATE:20250102"], "has 2 values of DTSTART"),
        (["DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=HOURLY"], "recurs hourly"),
        (["DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY;BYWEEKNO=1"], "by BYWEEKNO"),
        (["DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY;BYDAY=XX"], "its RRULE"),
        (["DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=DAILY;INTERVAL=0"], "interval of 0"),
        (["DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY;COUNT=2;UNTIL=20270101"], "both a number of times"),
        (["DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], "its own rule leaves out"),
        (["DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY", "EXDATE:20260101T000000Z"], "has hours"),
        (["DTSTART;VALUE=DATE:20250101", "RDATE;VALUE=PERIOD:20250101T000000Z/P1D"], "has hours"),
        (["DTSTART;VALUE=DATE:20250101", "EXRULE:FREQ=YEARLY"], "EXRULE"),
        (["DTSTART;VALUE=DATE:20250101", "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20250101"], "later recurrences"),
        (["DTSTART;VALUE=DATE:20250101", "this is no line"], "a line of it"),
        (["DTSTART;VALUE=DATE:20000101", "DURATION:P900000D"], "more than 100,000 days"),
        (["DTSTART;VALUE=DATE:18000101", "RRULE:FREQ=DAILY"], "from before 1900"),
    ],
)
def test_what_cannot_be_read_as_whole_days_is_said(lines: list[str], says: str) -> None:
    assert says in wrong(calendar(event("UID:1", *lines))).title


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no events"),
        ("hello", "not a sound calendar file"),
        (calendar(), "no events"),
        (calendar(event("DTSTART;VALUE=DATE:20250101")).replace("END:VEVENT\n", ""), "closes what was not opened"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "ends before `END:VEVENT`"),
        ("BEGIN:VCALENDAR\n" * 50_000, "deep"),
        ("END:VCALENDAR\n", "closes what was not opened"),
        (" " * (LARGEST_FILE + 1), "larger than 1,000,000"),
        (calendar(event("DTSTART;" + "X=a;" * 200_000 + ":1")), "a line of it"),
        (calendar(event("DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=MONTHLY;BYMONTHDAY=" + "1," * 90_000 + "1")), "values"),
        (
            calendar(*[event("DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=DAILY")] * 5_000),
            "more than 100,000 days",
        ),
        (calendar(*[event("DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY")] * 101), "is the one after 100 that recur"),
        ("\x00\x01\x02", "not a sound"),
    ],
    ids=lambda value: value[:20].encode("ascii", "replace").decode().strip("\x00") or "empty",
)
def test_hostile_files_are_refused(text: str, says: str) -> None:
    assert says in wrong(text).title


def test_many_mistakes_are_said_at_most_ten_times() -> None:
    found = read_calendar_file(calendar(*[event("DTSTART:20250101T000000Z")] * 200), "holidays.ics")
    assert len(found.diagnostics) == 10


def test_without_the_library_the_install_command_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("icalendar"):
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    found = wrong(calendar(event("DTSTART;VALUE=DATE:20250101")))
    assert found.hint == "install it with: pip install 'slalang[ics]'"


# ------------------------------------------------------------------------------ in a policy

POLICY = """
agreement "Support": zone UTC; currency GBP.
throughout: of a period covered in part, the rest counts as up; counted exactly.
calendar office: Monday to Friday 09:00-17:00; closed on the days in "days/closed.ics"; closed on 2025-12-24.
service web: no components.
commitment uptime of web: available at least 99%; per calendar month; watched by outages; measured over the hours of office.
"""
CLOSED = calendar(event("UID:1", "DTSTART;VALUE=DATE:20251225", "DTEND;VALUE=DATE:20251227"))


def compiled(files: dict[str, str], policy: str = POLICY) -> Compilation:
    return compile_policy(policy, "a/policy.sla", files.get)


def test_the_days_are_frozen_into_the_policy_and_its_hash() -> None:
    found = compiled({"days/closed.ics": CLOSED}).compiled
    assert found is not None
    basis = found.policy.commitments[0].basis
    assert isinstance(basis, Calendar)
    first = day_number(date(2025, 12, 24))
    assert set(basis.closed) == {first, first + 1, first + 2}
    other = compiled({"days/closed.ics": CLOSED.replace("20251227", "20251226")}).compiled
    assert other is not None
    assert other.sha256 != found.sha256
    again = compiled({"days/closed.ics": CLOSED.replace("UID:1", "UID:2")}).compiled
    assert again is not None
    assert again.sha256 == found.sha256


def test_a_used_file_names_calendar_files_beside_itself() -> None:
    house = 'calendar office: Monday to Friday 09:00-17:00; closed on the days in "closed.ics".'
    policy = "\n".join(['use "days/house.sla".', *(line for line in POLICY.splitlines() if not line.startswith("calendar"))])
    found = compiled({"days/house.sla": house, "days/closed.ics": CLOSED}, policy).compiled
    assert found is not None


@pytest.mark.parametrize(
    ("files", "policy", "code", "place"),
    [
        ({}, POLICY, "calendar-file-missing", "a/policy.sla"),
        ({"days/closed.ics": "x"}, POLICY, "calendar-file", "a/days/closed.ics"),
        (
            {"days/closed.ics": CLOSED.replace(";VALUE=DATE:20251225", ":20251225T090000")},
            POLICY,
            "calendar-event",
            "a/days/closed.ics",
        ),
        ({}, POLICY.replace("days/closed.ics", "../closed.ics"), "file-outside", "a/policy.sla"),
        ({}, POLICY.replace("days/closed.ics", "/etc/closed.ics"), "file-outside", "a/policy.sla"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error_of_the_policy(
    files: dict[str, str], policy: str, code: str, place: str
) -> None:
    found = compiled(files, policy)
    assert found.compiled is None
    assert [(d.code, d.span.file if d.span else None) for d in found.diagnostics] == [(code, place)]


def test_two_files_of_one_name_are_told_apart() -> None:
    house = 'calendar other: Monday 09:00-17:00; closed on the days in "closed.ics".'
    policy = 'use "days/house.sla".\n' + POLICY.replace("days/closed.ics", "closed.ics")
    found = compiled({"days/house.sla": house, "days/closed.ics": CLOSED, "closed.ics": CLOSED}, policy)
    assert found.compiled is None
    assert [d.title for d in found.diagnostics] == ['"closed.ics" names two files, "closed.ics" and "days/closed.ics"']


def test_expansion_agrees_with_plain_reckoning() -> None:
    """Each weekly day of ten years, counted by hand."""
    found = days(calendar(event("DTSTART;VALUE=DATE:20200106", "RRULE:FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20291231")))
    day, by_hand = date(2020, 1, 6), []
    while day <= date(2029, 12, 31):
        if day.weekday() in (0, 4):
            by_hand.append(day.isoformat())
        day += timedelta(days=1)
    assert found == by_hand
