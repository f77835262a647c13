"""Rules about calendars, against every day one by one; and what they leave alone because it would take too long."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from slalang.lint.check import lint_policy
from slalang.lint.registry import LintRule, all_rules, rule_named
from slalang.lint.subject import Subject
from slalang.pipeline import check_policy, compile_policy
from slalang.time.zones import Zone, load_zone
from slalang.values.diagnostics import Diagnostic
from slalang.values.instants import DAY, MINUTE, day_number

HEAD = """agreement "Hosting": zone Europe/London; currency EUR; in force from 2025-01-01 until 2026-12-31.
service web: no components.
commitment uptime of web: available at least 99.9%; per calendar month; measured over the whole period;
  watched by outages; counted exactly; of a period covered in part, the rest counts as up.
"""


def rule(name: str) -> LintRule:
    found = rule_named(name)
    assert found is not None
    return found


def found(text: str, *names: str) -> list[Diagnostic]:
    checked = check_policy(text, rules=[rule(name) for name in names])
    assert checked.compiled is not None, checked.diagnostics
    return [d for d in checked.diagnostics if d.code in names]


def _doubtful(zone: Zone, day: date, us: int) -> bool:
    """Whether a time of a day does not exist, or exists twice: a clock that is asked at every minute around it would say so."""
    local = day_number(day) * DAY + us
    seen = [at for offset in {*zone.offsets} for at in (local - offset,) if zone.to_civil(at) == divmod(local, DAY)]
    return len(seen) != 1


def _days() -> Iterator[date]:
    day = date(2025, 1, 1)
    while day <= date(2026, 12, 31):
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("name", ["Europe/London", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kolkata"])
@pytest.mark.parametrize("seed", range(8))
def test_hours_in_a_change_of_the_clocks_are_found_on_the_first_such_day(name: str, seed: int) -> None:
    dice, zone = random.Random(f"{name} {seed}"), load_zone(name)
    first, last = sorted(dice.sample(range(0, 24 * 60, 15), 2)) if seed % 2 else sorted(dice.sample(range(0, 4 * 60, 15), 2))
    weekday = dice.choice(["every day", "Sunday", "Friday"])

    def clock(minutes: int) -> str:
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    text = HEAD + f"exclusion e: recurring on {weekday} {clock(first)}-{clock(last)} in {name}."
    at_start = {d for d in _days() if _doubtful(zone, d, first * MINUTE)}
    # Where hours end as the doubtful ones begin, the minute before is not in doubt.
    at_end = {d for d in _days() if _doubtful(zone, d, last * MINUTE) and _doubtful(zone, d, last * MINUTE - 1)}
    wanted = {"every day": range(7), "Sunday": (6,), "Friday": (4,)}[weekday]
    days = sorted(day for day in at_start | at_end if day.weekday() in wanted)
    said = found(text, "window-on-clock-change")
    assert bool(said) == bool(days)
    if days:
        told = re.match(r"on (\S+)", said[0].case)
        assert told is not None
        assert told[1] == days[0].isoformat()


def test_the_fix_of_a_date_that_is_not_closed_changes_nothing() -> None:
    text = HEAD + (
        "calendar works: Monday to Friday 09:00-17:00; closed on 2025-12-24; [a note] open on 2025-12-24, 2025-12-25; "
        "open on 2025-12-26.\n"
    )
    before = compile_policy(text).required().sha256
    said = found(text, "date-not-closed")
    assert len(said) == 2
    for one in said:
        assert one.fix is not None
        assert one.fix.safe
        (edit,) = one.fix.edits
        mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert mended != text
        assert compile_policy(mended).required().sha256 == before


def test_hours_that_nobody_wrote_take_no_minutes() -> None:
    hours = ", ".join(f"every day {n // 60:02d}:{n % 60:02d}-{(n + 1) // 60:02d}:{(n + 1) % 60:02d}" for n in range(200))
    calendars = "".join(f"calendar c{n}: {hours}. calendar d{n}: whenever c{n} is open and c0 is not.\n" for n in range(3))
    exclusions = "".join(
        f'exclusion e{n}: maintenance of kind "scheduled"; announced at least 1 business day of d1 before, otherwise void; '
        f"inside {hours}, otherwise void; at most 900 hours each, otherwise void; "
        "at most 900 hours per calendar month, otherwise void.\n"
        for n in range(3)
    )
    compiled = compile_policy(HEAD + calendars + exclusions).required()
    chosen = [one for one in all_rules() if one.category in ("calendars", "clocks", "dates", "duties", "exclusions")]
    begun = time.monotonic()
    said = lint_policy(Subject(compiled, "policy.sla"), chosen)
    assert {one.code for one in said} == {"window-on-clock-change", "quota-never-binds"}
    assert time.monotonic() - begun < 10
