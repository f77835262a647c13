"""What calls for a duty, an event or a period, and by when the duty is owed then (S4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import attrs

from slalang.engine.customers import Customer, ends_known
from slalang.engine.deadlines import due_after
from slalang.engine.support.happenings import Happening, Known, begins_at, fitting
from slalang.engine.terms import Missing, Terms
from slalang.engine.touched import touched_periods
from slalang.semantics.policy import (
    AheadOf,
    ByCarriedDate,
    Duty,
    EventPattern,
    FullDayAfter,
    Policy,
    Reference,
    WithinAfter,
)
from slalang.time.calendars import NeverOpen
from slalang.time.civil import OutOfRange, split_day
from slalang.time.lengths import subtract_length
from slalang.time.periods import MOST_PERIODS, Period, PeriodRule
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Fact, Maintenance, Outage, ends_at
from slalang.values.instants import DAY
from slalang.values.intervals import Intervals


@attrs.frozen(slots=True, kw_only=True)
class Occasion:
    """An event or a period that calls for the duty; `reference` is the instant of it that the limit names.

    `ends_at` None is not yet known.
    """

    event: Happening | None = None
    period: Period | None = None
    starts_at: int
    ends_at: int | None
    reference: Reference

    def instant(self, reference: Reference) -> int | None:
        """The instant from which a length runs; None where it is not yet known."""
        return self.ends_at if reference is Reference.END else self.starts_at

    @property
    def at(self) -> int | None:
        """The occasion's own instant, at or after which an answer is due; None where it is not yet known."""
        return self.instant(self.reference)

    @property
    def run_start_at(self) -> int | None:
        """Where the run starts: a period's start, an event's instant."""
        return self.starts_at if self.period is not None else self.at

    @property
    def judged_at(self) -> int:
        """The instant whose terms govern: where the run starts, else where the event does."""
        return self.starts_at if self.run_start_at is None else self.run_start_at

    @property
    def asks(self) -> Happening | str:
        """What answers are looked up by: the event, or the period's name."""
        if self.event is not None:
            return self.event
        assert self.period is not None
        return self.period.name


def occasions_of(duty: Duty, pattern: EventPattern, customer: Customer, known: Known) -> Sequence[Occasion]:
    """The events that call for a duty, in order of their instants.

    They are those that have happened, and where something is owed ahead of work, also work that is only announced.
    """
    ahead = isinstance(duty.limit, AheadOf)
    found = [
        Occasion(
            event=event,
            starts_at=begins_at(event),
            ends_at=_end_of(event, customer.as_of, planned=ahead),
            reference=_reference(duty),
        )
        for event in fitting(pattern, known)
        if begins_at(event) <= customer.as_of or (ahead and isinstance(event, Maintenance))
    ]
    return sorted(found, key=lambda o: (o.judged_at, o.event.id if o.event is not None else ""))


def periods_of(duty: Duty, rule: PeriodRule, customer: Customer) -> Sequence[Occasion]:
    """The periods for which a regular duty is owed: those that its time touches and that have begun, in order (S4, T8).

    PeriodNeeds where the subscription does not say enough. PolicyError where they cannot be worked out or are too many.
    """
    found: dict[int, Period] = {}
    try:
        for span in owed_spans(customer):
            found |= {period.start_at: period for period in touched_periods(rule, customer, (span,))}
            if len(found) > MOST_PERIODS:
                raise OutOfRange(f"the time holds more than {MOST_PERIODS} periods")
    except OutOfRange as reason:
        raise PolicyError([_too_far(duty, customer, str(reason))]) from None
    reference = _reference(duty)
    return [Occasion(period=p, starts_at=p.start_at, ends_at=p.end_at, reference=reference) for p in found.values()]


def owed_spans(customer: Customer) -> Intervals:
    """The time for which a regular duty is owed, through `as_of`: the subscriptions', else from the first event on (S4)."""
    until = customer.as_of + 1
    if customer.covered is not None:
        return tuple((start, min(end, until)) for start, end in customer.covered if start < until)
    first = first_instant(customer)
    return () if first is None or first >= until else ((first, until),)


def first_instant(customer: Customer) -> int | None:
    """The earliest instant that any event of the customer gives for something that happened; None without one (S4).

    Of a maintenance that is its announcement, where there was one.
    """
    first = [o.start_at for o in customer.outages[:1]]
    for line in (customer.probes, customer.facts, customer.claims, customer.tickets, customer.settlements):
        first += [event.at for event in line[:1]]
    first += [m.start_at if m.announced_at is None else m.announced_at for m in customer.maintenances]
    return min(first, default=None)


def _end_of(event: Happening, as_of: int, *, planned: bool) -> int | None:
    match event:
        case Maintenance(end_at=end) if planned:
            return end
        case Outage(end_at=int(end)) | Maintenance(end_at=end):
            return end if ends_known(end, as_of) == end else None
        case Outage():
            return None
        case _:
            return begins_at(event)


def _reference(duty: Duty) -> Reference:
    match duty.limit:
        case WithinAfter(_, reference) | AheadOf(_, reference) | FullDayAfter(_, reference):
            return reference
        case ByCarriedDate() | None:
            return Reference.ITSELF
        case _:
            assert_never(duty.limit)


def _too_far(duty: Duty, customer: Customer, reason: str) -> Diagnostic:
    whom = f" for the customer `{customer.name}`" if customer.name is not None else ""
    return Diagnostic(
        f"the periods of the duty `{duty.name}` cannot be told{whom}: {reason}",
        next((c.event.span for c in customer.subscriptions), None),
        "duty-periods",
        text="It is owed from the start of the subscription, or without one from the customer's first event.",
        hint="Correct the instant at which that begins, or let the duty recur less often.",
    )


# ---------------------------------------------------------------------------------------------- deadlines


@attrs.frozen(slots=True)
class Due:
    """By when: `at` None is no deadline; `pending`: none yet. `missing` names what it cannot be told without, `why` says it."""

    at: int | None = None
    pending: bool = False
    missing: tuple[str, ...] = ()
    why: str = ""


def due_of(duty: Duty, occasion: Occasion, terms: Terms, policy: Policy) -> Due:
    """The last instant in time (T4, T6); for a period without a limit its end, which itself no longer lies in it."""
    try:
        due = _reckoned(duty, occasion, terms, policy)
        if due.at is not None:
            split_day(due.at // DAY)
    except (NeverOpen, OutOfRange) as reason:
        return Due(missing=("deadline",), why=str(reason))
    return due


def _reckoned(duty: Duty, occasion: Occasion, terms: Terms, policy: Policy) -> Due:
    since, zone = occasion.at, policy.zone
    match duty.limit:
        case None:
            return Due(None if occasion.period is None else occasion.period.end_at)
        case ByCarriedDate():
            carried = occasion.event.due_at if isinstance(occasion.event, Fact) else None
            if carried is None:
                return Due(missing=("due",), why="what calls for the duty carries no date")
            return Due(ends_at(carried, zone.day_start))
        case _ if since is None:
            return Due(pending=True)
        case WithinAfter(limit) | FullDayAfter(limit):
            due = due_after(since, limit, terms, zone, after_end=occasion.reference is Reference.END)
            return _untold(due) if isinstance(due, Missing) else Due(due)
        case AheadOf(length):
            exact = terms.length(length)
            return _untold(exact) if isinstance(exact, Missing) else Due(subtract_length(since, exact, zone))
        case _:
            assert_never(duty.limit)


def _untold(missing: Missing) -> Due:
    return Due(missing=missing.names, why=f"nothing supplies {' and '.join(missing.names)}")
