"""The tables of a document: what a miss earns row by row, and the figures that the engine computed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import attrs

from slalang.output.civil_times import at, day_words, deadline, period_words
from slalang.output.document.model import Quiet, Strong, Table, Words
from slalang.output.document.sentences import award_and_condition, name_spoken, spoken
from slalang.output.document.worked import Supplied, Worked, WorkedCase, WorkedDeadline, WorkedJoint, WorkedPromise
from slalang.output.explanation.wording import STATUS_WORDS, curled
from slalang.output.figures import duration, money, numbered, percent
from slalang.syntax import ast, wording
from slalang.time.zones import Zone
from slalang.values.instants import DAY, civil_date
from slalang.values.listing import listed
from slalang.values.verdicts import CreditState, ReadingOutcome, Verdict

MONTH = 30 * DAY
"""The month whose downtime a row's limits are put in."""

_STATES = {
    CreditState.DUE: "due",
    CreditState.CLAIMABLE: "to be claimed",
    CreditState.DISCRETIONARY: "at the provider's discretion",
}


def remark(carried: ast.Qualifiers, governing: frozenset[str]) -> Words:
    """The clauses on which something rests, and the reading under which it stands."""
    clauses = f" ({clauses_spoken(carried.clauses)})" if carried.clauses else ""
    if carried.reading is None:
        return (Quiet(clauses),) if clauses else ()
    name = carried.reading.text
    stands = "which governs" if name in governing else "which does not govern"
    return (Quiet(f"{clauses} Only under the reading {name_spoken(name)}, {stands}."),)


def clauses_spoken(clauses: Sequence[str]) -> str:
    """`clauses 1.1 and 2`, `“Service Credits” and “Monitoring, Support”`: headings between quotation marks."""
    numbered = [clause for clause in clauses if clause[:1].isdigit()]
    parts = [f"clause{'' if len(numbered) == 1 else 's'} {listed(numbered)}"] if numbered else []
    return listed([*parts, *(f"“{clause}”" for clause in clauses if not clause[:1].isdigit())])


def credit_rows(phrases: Sequence[ast.Phrase], target: Fraction | None, figures: Figures, governing: frozenset[str]) -> Table:
    """The rows of a credit; with the downtime that each is in a month of 30 days where time is measured.

    `target` is the target's share, where there is one.
    """
    rows = [(p, p.body) for p in phrases if isinstance(p.body, ast.CreditRow)]
    ranges = [_range(row.limits, target) if figures.of_time else "" for _, row in rows]
    shown = any(ranges)
    remarks = [_rests(phrase.qualifiers, governing) for phrase, _ in rows]
    remarked = any(remarks)
    head = (
        "Where",
        "The credit is",
        *(("Downtime in a month of 30 days",) if shown else ()),
        *(("Rests on",) if remarked else ()),
    )
    cells: list[tuple[Words, ...]] = []
    for (_, row), reach, rests in zip(rows, ranges, remarks, strict=True):
        limits, award, condition = award_and_condition(row)
        when = (
            "the target is missed"
            if isinstance(row.limits, ast.MissedTarget)
            else f"{_figure(row.limits, figures)} is {limits}"
        )
        cells.append(
            (
                (when + condition.replace(" where ", ", and ", 1),),
                (award,),
                *(((reach,),) if shown else ()),
                *((rests,) if remarked else ()),
            )
        )
    return Table((), head, tuple(cells))


def _rests(carried: ast.Qualifiers, governing: frozenset[str]) -> Words:
    reason: Words = (Quiet(f" Reason: {curled(carried.because)}."),) if carried.because else ()
    return (*remark(carried, governing), *reason)


def _range(limits: ast.MissedTarget | ast.Limits, target: Fraction | None) -> str:
    if isinstance(limits, ast.MissedTarget):
        return ""
    sides = sorted((_side(limit, target) for limit in limits.limits), key=lambda side: side[0])
    return " and ".join(words for _, words in sides) if all(words for _, words in sides) else ""


_TURNED = {
    ast.Bound.BELOW: "more than",
    ast.Bound.AT_MOST: "at least",
    ast.Bound.ABOVE: "less than",
    ast.Bound.AT_LEAST: "at most",
}
"""What a limit of availability is as a limit of downtime."""


@attrs.frozen(slots=True)
class Figures:
    """What the limits of a credit's rows are limits of, in words, by the kind of limit."""

    share: str = "the share kept"
    length: str = "the time"
    number: str = "the number"

    @property
    def of_time(self) -> bool:
        """Whether a share is one of time, so that it can be put as downtime."""
        return self == OF_TIME


OF_TIME = Figures("availability", "downtime")
OF_MEASURES = Figures("the measured share", number="the measured value")


def _figure(limits: ast.Limits, figures: Figures) -> str:
    match limits.limits[0].of:
        case ast.Percent() | ast.TheTarget():
            return figures.share
        case ast.Number():
            return figures.number
        case _:
            return figures.length


def _side(limit: ast.Limit, target: Fraction | None) -> tuple[Fraction, str]:
    if isinstance(limit.of, ast.TheTarget) and target is None:
        return Fraction(0), f"{_TURNED[limit.bound]} the target leaves"
    share = limit.of.share if isinstance(limit.of, ast.Percent) else target if isinstance(limit.of, ast.TheTarget) else None
    if share is None:
        return Fraction(0), ""
    us = (1 - share) * MONTH
    return us, f"{_TURNED[limit.bound]} {duration(us)}"


def promise_table(worked: WorkedPromise, zone: Zone) -> Table:
    """What the engine finds for outages of some lengths."""
    first = worked.cases[0].verdict
    readings = tuple(
        name
        for name, _ in first.readings or ()
        if any(outcome.differs for case in worked.cases for other, outcome in case.verdict.readings or () if other == name)
    )
    shares = any(case.verdict.availability is not None for case in worked.cases)
    claims = any(case.verdict.credit.claim_by is not None for case in worked.cases)
    head = (
        "Downtime",
        *(("Availability",) if shares else ()),
        "The promise is",
        "The credit is",
        *(("Claim by",) if claims else ()),
        *(f"Under {name_spoken(name)}" for name in readings),
    )
    rows = tuple(_case(case, zone, readings, shares, claims) for case in worked.cases)
    period = period_words(first.period.name) if first.period is not None else "one period"
    whose = f" of {name_spoken(worked.part)}" if worked.part is not None else ""
    given = _supplied(worked)
    return Table((f"One outage{whose} at the beginning of {period}{given}:",), head, rows)


def joint_table(worked: WorkedJoint) -> Table:
    """What members earn for outages of some lengths of each of them, and what that comes to together."""
    first = worked.cases[0]
    names = [name_spoken(verdict.commitment) for verdict in first.members]
    period = period_words(first.together.period.name) if first.together.period is not None else "one period"
    caption = f"One outage of that length for each of {listed(names)}, at the beginning of {period}{_supplied(worked)}:"
    return Table(
        (caption,),
        ("Downtime of each", *(f"The credit for {name}" for name in names), "Together"),
        tuple(
            ((duration(case.downtime),), *((_credit(one),) for one in case.members), (Strong(_together(case.together)),))
            for case in worked.cases
        ),
    )


def _supplied(worked: WorkedPromise | WorkedJoint) -> str:
    supplied = [*map(_given, worked.given), *map(_charged, worked.charges)]
    return f", given {listed(supplied)}" if supplied else ""


def _given(one: Supplied) -> str:
    """`“plan” is “enterprise”`, `any other “plan”`."""
    name = name_spoken(one.parameter)
    return f"any other {name}" if one.other else f"{name} is {curled(one.value)}"


def _charged(words: str) -> str:
    """`a charge of EUR 1,000.00 from 1 April 2025 to 30 April 2025`."""
    parts = (_day(part) for part in curled(words).split(" "))
    return f"a {' '.join(parts)}"


def _day(word: str) -> str:
    try:
        return day_words(date.fromisoformat(word))
    except ValueError:
        return word


def _case(case: WorkedCase, zone: Zone, readings: tuple[str, ...], shares: bool, claims: bool) -> tuple[Words, ...]:
    verdict = case.verdict
    availability = percent(verdict.availability.exact) if verdict.availability is not None else ""
    claim_by = deadline(verdict.credit.claim_by, zone) if verdict.credit.claim_by is not None else ""
    found = dict(verdict.readings or ())
    return (
        (duration(case.downtime),),
        *(((availability,),) if shares else ()),
        (Strong(STATUS_WORDS[verdict.status]),),
        (_credit(verdict),),
        *(((claim_by,),) if claims else ()),
        *((_reading(found[name], verdict),) if name in found else ("",) for name in readings),
    )


def _credit(verdict: Verdict) -> str:
    owed = verdict.credit
    if any(finding.kind == "bracket_hole" for finding in verdict.findings):
        return "none: no row covers this"
    if owed.state is CreditState.UNDETERMINED:
        return f"undetermined, for lack of {listed(owed.missing)}" if owed.missing else "undetermined"
    if owed.state is CreditState.NONE or owed.amount is None:
        return "none"
    if owed.points:
        return f"{numbered(owed.points, 'point')}, {_STATES.get(owed.state, owed.state.value)}"
    earned = f"{numbered(owed.days, 'day')} of service, " if owed.days else ""
    return f"{earned}{money(owed.amount, owed.currency)}, {_STATES.get(owed.state, owed.state.value)}"


def _together(verdict: Verdict) -> str:
    """What a joint rule makes of its members' credits: the sum, with the points that it is worth where there are any."""
    owed = verdict.credit
    if owed.points and owed.amount is not None:
        state = _STATES.get(owed.state, owed.state.value)
        return f"{money(owed.amount, owed.currency)}, {state} ({numbered(owed.points, 'point')})"
    return _credit(verdict)


def _reading(outcome: ReadingOutcome, verdict: Verdict) -> str:
    amount = f", {money(outcome.amount, verdict.credit.currency)}" if outcome.amount is not None else ""
    return f"{STATUS_WORDS[outcome.status]}{amount}"


def deadline_table(worked: Worked, clock: str, phrases: Sequence[ast.Phrase]) -> Table | None:
    """When tickets are due whose clock starts at some instants; None where none was worked for the clock."""
    said = {wording.body(phrase.body): spoken(phrase.body) for phrase in phrases}
    found = [one for one in worked.deadlines if one.clock == clock]
    if not found:
        return None
    opened = tuple(dict.fromkeys(one.opened_at for one in found))
    rows: dict[tuple[str, tuple[Supplied, ...]], dict[int, WorkedDeadline]] = {(one.target, one.given): {} for one in found}
    for one in found:
        rows[one.target, one.given][one.opened_at] = one
    always = [one for one in found[0].given if all(one in other.given for other in found if other.given)]
    given = f", given {listed([_given(one) for one in always])}" if always else ""
    return Table(
        (f"Deadlines of tickets without a pause, in the zone {worked.zone.name}{given}:",),
        ("Target", *(f"Starts at {_weekday(instant, worked.zone)}" for instant in opened)),
        tuple(
            (
                (said.get(target, curled(target)) + _here(target, [one for one in supplied if one not in always]),),
                *((_due(row[instant], worked.zone),) for instant in opened),
            )
            for (target, supplied), row in rows.items()
        ),
    )


def _here(target: str, supplied: Sequence[Supplied]) -> str:
    """For whom an example of a target is, where the target itself does not name it."""
    unsaid = [one for one in supplied if one.other or f"{one.parameter} is {one.value}" not in target]
    return f" (here {listed([_given(one) for one in unsaid])})" if unsaid else ""


def _due(one: WorkedDeadline, zone: Zone) -> str:
    return f"due by {_weekday(one.due_at, zone)}" if one.due_at is not None else one.instead


def _weekday(instant: int, zone: Zone) -> str:
    return f"{at(instant, zone)} ({civil_date(zone.day_of(instant)):%A})"
