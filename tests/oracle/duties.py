"""Duties: their occasions, what answers them, their deadlines, what lifts them (S4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.events import (
    CivilDate,
    Claim,
    Event,
    Fact,
    Maintenance,
    Outage,
    Settlement,
    Ticket,
)
from slalang.values.instants import civil_date
from tests.oracle.calendars import Land, NeverOpenError, after, end_of_full_day, latest_before, notice_holds
from tests.oracle.clocks import Outcome, World
from tests.oracle.periods import Period, from_at, to_at, touching
from tests.oracle.policy import Contract, MissingError, bodies, body, in_force
from tests.oracle.stream import happened

Happened = Fact | Outage | Ticket | Maintenance | Claim | Settlement


@attrs.frozen(slots=True)
class Occasion:
    """What calls for a duty: an event, or a period; `end` None: not yet known."""

    start: int
    end: int | None
    event: Happened | None = None
    period: Period | None = None

    def at(self, reference: ast.Reference) -> int | None:
        return self.end if reference is ast.Reference.END else self.start


def at_of(event: Happened) -> int:
    return event.start_at if isinstance(event, Outage | Maintenance) else event.at


class Duty:
    """One duty for one customer. `events` concern the customer and the duty's service, with ends as recorded."""

    def __init__(self, of: World, rule: ast.Duty, events: Sequence[Event]) -> None:
        self.of, self.rule, self.seen = of, rule, of.seen
        kinds = (Fact, Outage, Ticket, Maintenance, Claim, Settlement)
        self.demanded: ast.Demanded | ast.Forbidden = body(rule, ast.Demanded, ast.Forbidden)
        # What is due before announced work is due before it starts.
        ahead = (Maintenance,) if isinstance(self.demanded.limit, ast.DutyBefore) else ()
        known: list[Any] = [e for e in events if isinstance(e, kinds) and (at_of(e) <= of.as_of or isinstance(e, ahead))]
        self.events: list[Happened] = sorted(known, key=lambda e: (at_of(e), e.id))
        self.everything = events
        self.forbids = isinstance(self.demanded, ast.Forbidden)
        self.earlier = body(rule, ast.EarlierCounts) is not None

    def outcomes(self) -> list[Outcome]:
        return [self._judge(occasion) for occasion in self._occasions()]

    # -------------------- occasions

    def _occasions(self) -> list[Occasion]:
        regular = body(self.rule, ast.RegularOccasion)
        if regular is not None:
            return [Occasion(p.start, p.end, period=p) for p in self._periods(regular.period)]
        wanted = body(self.rule, ast.Occasion).event
        return [Occasion(at_of(e), self._end(e), e) for e in self.events if self._fits(e, wanted, None)]

    def _end(self, event: Happened) -> int | None:
        if not isinstance(event, Outage | Maintenance):
            return at_of(event)
        return event.end_at if event.end_at is not None and event.end_at <= self.of.as_of else None

    def _periods(self, rule: ast.Period) -> list[Period]:
        """S4: from the subscription's start, else the customer's first event, through `as of` and its end."""
        of, until = self.of, self.of.as_of + 1
        if of.subscriptions:
            start = min(from_at(of.land, s) for s in of.subscriptions)
            ends = [to_at(of.land, s) for s in of.subscriptions]
            if all(e is not None for e in ends):
                until = min(until, max(e for e in ends if e is not None))
        else:
            instants = [i for e in self.everything for i in happened(e, of.land.zone) if i <= of.as_of]
            if not instants:
                return []
            start = min(instants)
        self.seen.add("S4-regular")
        return touching(of.land, rule, of.subscriptions, start, until) if start < until else []

    # -------------------- what fits

    def _fits(self, event: Happened, wanted: ast.Happening, occasion: Occasion | None) -> bool:
        match wanted, event:
            case ast.FactHappening(name, about), Fact():
                if occasion is not None and occasion.period and event.period not in (None, occasion.period.name):
                    return False  # a fact that names a period answers and lifts that period only
                return event.name == name and self._about(event, about, occasion)
            case ast.OutageHappening(severities, caused_by), Outage():
                return _severe(event.severity, severities) and _caused(event.cause, caused_by)
            case ast.TicketHappening(action, severities), Ticket():
                if occasion is not None and isinstance(occasion.event, Ticket) and occasion.event.ticket != event.ticket:
                    return False
                return event.action.value == action and _severe(self._severity(event), severities)
            case ast.MaintenanceHappening(kinds), Maintenance():
                return kinds is None or event.kind.value in kinds
            case ast.ClaimHappening(of), Claim():
                return _concerning(event, of, occasion)
            case ast.SettlementHappening(decision, of), Settlement():
                return event.decision.value == decision and _concerning(event, of, occasion)
        return False

    def _severity(self, event: Ticket) -> str | None:
        """S2: a ticket's severity when something happened to it."""
        until = [
            e
            for e in self.events
            if isinstance(e, Ticket) and e.ticket == event.ticket and (e.at, e.id) <= (event.at, event.id)
        ]
        return next((e.severity for e in reversed(until) if e.severity is not None), None)

    def _about(self, fact: Fact, about: ast.About | None, occasion: Occasion | None) -> bool:
        match about:
            case None:
                return True
            case ast.AboutIt():
                if occasion is None or occasion.event is None:
                    return False
                names = {occasion.event.id}
                if isinstance(occasion.event, Ticket):
                    ticket = occasion.event.ticket
                    names |= {ticket, *(e.id for e in self.events if isinstance(e, Ticket) and e.ticket == ticket)}
                return fact.about in names
            case ast.AboutTheSame():
                same = occasion.event if occasion else None
                if not isinstance(same, Fact) or fact.about != same.about:
                    return False
                return fact.about is not None or fact.period == same.period
            case ast.AboutOutage(outage):
                return any(e.id == fact.about and self._fits(e, outage, None) for e in self.events)
            case ast.AboutTicket(ticket_):
                # Any event or the name of a ticket that has such an event (decision 0004).
                tickets = [e for e in self.events if isinstance(e, Ticket)]
                subject = {e.ticket for e in tickets if fact.about in (e.id, e.ticket)}
                return any(e.ticket in subject and self._fits(e, ticket_, None) for e in tickets)
        raise TypeError(about)

    # -------------------- deadlines

    def _due(self, occasion: Occasion, place: Land) -> tuple[int | None, bool]:
        """The deadline, and whether there is to be one at all."""
        match self.demanded.limit:
            case None:
                return (occasion.end, True) if occasion.period else (None, False)
            case ast.DutyWithin(length, reference):
                begin = occasion.at(reference)
                return (None if begin is None else after(place, begin, length)), True
            case ast.DutyBefore(length, reference):
                begin = occasion.at(reference)
                self.seen.add("S4-backward")
                return (None if begin is None else latest_before(place, begin, length)), True
            case ast.DutyByFullDay(day, reference):
                begin = occasion.at(reference)
                if begin is not None and reference is ast.Reference.END:
                    begin -= 1  # an end belongs to the day that it ends
                return (None if begin is None else end_of_full_day(place, begin, day)), True
            case ast.DutyByDate():
                due = occasion.event.due_at if isinstance(occasion.event, Fact) else None
                if isinstance(due, CivilDate):
                    due = self.of.land.zone.midnight(civil_date(due.day) + timedelta(days=1))
                self.seen.add("S4-by-date")
                return due, due is not None
        raise TypeError(self.demanded.limit)

    # -------------------- judging

    def _judge(self, occasion: Occasion) -> Outcome:
        of = self.of
        outcome = Outcome(
            event=occasion.event.id if occasion.event else None,
            start_at=occasion.start,
            begins_at=self._since(occasion),
            end_at=of.as_of,
            period=occasion.period,
        )
        begins = occasion.start if outcome.begins_at is None else outcome.begins_at
        if not self._applies(occasion, begins):
            self.seen.add("S4-not-in-force")
            outcome.status = "not_applicable"
            return outcome
        contract = of.contract(begins)
        if occasion.period is not None:
            contract = Contract(of.tree, of.land, of.subscriptions, occasion.period)
        calendar = _calendar(self.demanded.limit)
        limited = True
        try:
            place = of.place(calendar, contract) if calendar and outcome.begins_at is not None else of.land
            outcome.due_at, limited = self._due(occasion, place)
            if outcome.due_at is None and isinstance(self.demanded.limit, ast.DutyByDate):
                outcome.missing = ["due"]
        except MissingError as error:
            outcome.missing = list(error.names)
        except NeverOpenError:
            outcome.missing = ["deadline"]
        answer = None if self.forbids and outcome.missing else self._answer(occasion, outcome)
        if answer is not None:
            outcome.stopped_at = outcome.end_at = at_of(answer)
        if not outcome.missing and self._lifted(occasion, outcome, contract):
            self.seen.add("S4-lifted")
            outcome.status, outcome.stopped_at, outcome.findings = "not_applicable", None, []
            return outcome
        outcome.provisional = occasion.period is not None and of.as_of < occasion.period.end
        if not outcome.missing:
            self._status(occasion, outcome, limited)
        return outcome

    def _since(self, occasion: Occasion) -> int | None:
        """The instant that the limit names; None while it is not known."""
        reference = _reference(self.demanded.limit)
        return occasion.at(reference) if reference else occasion.start

    def _applies(self, occasion: Occasion, begins: int) -> bool:
        if occasion.period is None:
            return self.of.applies(begins)
        if not in_force(self.of.tree, self.of.land, occasion.period):
            return False
        subscriptions = self.of.subscriptions
        ends = [(from_at(self.of.land, s), to_at(self.of.land, s)) for s in subscriptions]
        return not ends or any(s < occasion.period.end and (e is None or occasion.period.start < e) for s, e in ends)

    def _answer(self, occasion: Occasion, outcome: Outcome) -> Happened | None:
        """S4: the first that fits, complete where contents are asked; incomplete ones before it are found."""
        first, beyond = self._span(occasion, outcome)
        answer, incomplete = None, []
        items = (
            set(self.demanded.including.items) if isinstance(self.demanded, ast.Demanded) and self.demanded.including else set()
        )
        for event in self.events:
            at = at_of(event)
            if event is occasion.event or (first is not None and at < first) or (beyond is not None and at >= beyond):
                continue
            if not self._fits(event, self.demanded.event, occasion):
                continue
            if items and not items <= set(event.includes if isinstance(event, Fact | Claim) else ()):
                self.seen.add("S4-incomplete")
                incomplete.append(event)
                continue
            if first is None and at < occasion.start:
                self.seen.add("S4-earlier")
            answer = event
            break
        if answer is None and occasion.period:
            # What never came whole was tried for this period only up to its deadline or its end.
            until = max(occasion.period.end, occasion.period.end if outcome.due_at is None else outcome.due_at)
            incomplete = [event for event in incomplete if at_of(event) < until]
        outcome.findings += [("incomplete", None, [event.id]) for event in incomplete]
        return answer

    def _span(self, occasion: Occasion, outcome: Outcome) -> tuple[int | None, int | None]:
        """The half-open stretch in which an answer counts; for what is forbidden, through the deadline."""
        limit = self.demanded.limit
        if self.forbids:
            self.seen.add("S4-forbidden")
            first = self._since(occasion)
            if first is None:
                return self.of.as_of + 1, None  # what is forbidden only after an end that has not come
            if occasion.period and limit is None:
                return first, occasion.period.end
            return first, None if outcome.due_at is None else outcome.due_at + 1
        if self.earlier or isinstance(limit, ast.DutyBefore):
            return None, None
        if occasion.period:
            return (occasion.start, occasion.period.end) if limit is None else (self._since(occasion), None)
        return occasion.start, None

    def _lifted(self, occasion: Occasion, outcome: Outcome, contract: Any) -> bool:
        """S4: a fact in time, and by the stated length before; what was answered before it stays answered."""
        for rule in bodies(self.rule, ast.LiftedBy):
            for fact in self.events:
                if not self._fits(fact, rule.fact, occasion) or (outcome.due_at is not None and fact.at > outcome.due_at):  # type: ignore[union-attr]
                    continue
                if rule.notice is not None:
                    about = rule.notice.before
                    before = outcome.due_at if isinstance(about, ast.TheDeadline) else occasion.at(about)
                    if before is None or not notice_holds(self.of.land, at_of(fact), before, rule.notice.length):
                        continue
                if outcome.stopped_at is None or at_of(fact) <= outcome.stopped_at:
                    return True
        return False

    def _status(self, occasion: Occasion, outcome: Outcome, limited: bool) -> None:
        due, as_of = outcome.due_at, self.of.as_of
        over = due is not None and (as_of >= due if occasion.period and self.demanded.limit is None else as_of > due)
        if self.forbids:
            outcome.status = "breached" if outcome.stopped_at is not None else "met" if over else "undetermined"
        elif outcome.stopped_at is not None:
            outcome.status = "breached" if due is not None and outcome.stopped_at > due else "met"
        else:
            outcome.status = "breached" if over else "undetermined"
        outcome.provisional = outcome.status == "undetermined" and limited
        if outcome.status == "undetermined" and not limited:
            self.seen.add("S4-no-deadline")
            wanted = self.demanded.event
            outcome.missing = [wanted.name] if isinstance(wanted, ast.FactHappening) else []
        self.seen.add(f"S4-{outcome.status}")


def _reference(limit: ast.DutyLimit | None) -> ast.Reference | None:
    match limit:
        case ast.DutyWithin(_, reference) | ast.DutyBefore(_, reference) | ast.DutyByFullDay(_, reference):
            return reference
    return None


def _calendar(limit: ast.DutyLimit | None) -> str | None:
    match limit:
        case ast.DutyWithin(ast.BusinessLength() as length, _) | ast.DutyBefore(ast.BusinessLength() as length, _):
            return length.calendar.text
        case ast.DutyByFullDay(ast.EndOfFullDay(_, ast.BusinessDay(calendar)), _):
            return calendar.text
    return None


def _severe(severity: str | None, wanted: ast.Severities | None) -> bool:
    return wanted is None or severity in wanted.severities


def _caused(cause: str | None, wanted: ast.CausedBy | None) -> bool:
    if wanted is None:
        return True
    return cause is not None and any(cause == c.text or cause.startswith(c.text + ".") for c in wanted.causes)


def _concerning(event: Claim | Settlement, of: ast.Name | ast.AboutTheSame | None, occasion: Occasion | None) -> bool:
    """S4: a claim or settlement for a commitment, or for the same period and commitment as the occasion."""
    match of:
        case None:
            return True
        case ast.Name(text):
            return event.commitment in (None, text)
    same = occasion.event if occasion else None
    if not isinstance(same, Claim | Settlement) or same.period != event.period:
        return False
    return same.commitment == event.commitment or None in (same.commitment, event.commitment)
