"""Scenarios: what is given, and what is expected."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TypeAlias

from attrs import frozen as node

from slalang.syntax.ast.duty import Including
from slalang.syntax.ast.time import Length
from slalang.syntax.ast.words import Money, Name, Node, Number, Ordinal, Percent, Phrase, Qualifiers, TimeOfDay, Value


@node
class CivilMoment(Node):
    day: date
    time: TimeOfDay


@node
class ExactMoment(Node):
    at: int


Moment: TypeAlias = CivilMoment | ExactMoment


@node
class EventComponents(Node):
    names: tuple[Name, ...]


@node
class EventId(Node):
    id: str


@node
class ByCause(Node):
    cause: Name


@node
class EventSeverity(Node):
    severity: str


@node
class EventDegree(Node):
    degree: Number


@node
class EventEnvironment(Node):
    environment: str


@node
class EventRecorded(Node):
    at: Moment


@node
class OutageEvent(Node):
    service: Name
    components: EventComponents | None
    id: EventId | None
    start: Moment
    end: Moment | None
    cause: ByCause | None = None
    severity: EventSeverity | None = None
    degree: EventDegree | None = None
    environment: EventEnvironment | None = None
    recorded: EventRecorded | None = None


@node
class ProbeLocation(Node):
    location: str


class ProbeState(Enum):
    UP = "up"
    DOWN = "down"


@node
class ProbeEvent(Node):
    service: Name
    components: EventComponents | None
    state: ProbeState
    at: Moment
    location: ProbeLocation | None = None


@node
class Announced(Node):
    at: Moment


@node
class MaintenanceEvent(Node):
    kind: str
    components: EventComponents | None
    id: EventId | None
    start: Moment
    end: Moment
    announced: Announced | None = None
    approved: bool = False


@node
class EventAbout(Node):
    id: str


@node
class EventDue(Node):
    """The date that a fact carries: an instant, or the end of a civil day."""

    at: date | CivilMoment | ExactMoment


@node
class FactEvent(Node):
    name: str
    about: EventAbout | None
    id: EventId | None
    at: Moment
    including: Including | None = None
    due: EventDue | None = None


@node
class EventQueue(Node):
    queue: str


@node
class EventLabels(Node):
    labels: tuple[str, ...]


@node
class TicketEvent(Node):
    ticket: str
    id: EventId | None
    action: str
    at: Moment
    severity: EventSeverity | None = None
    queue: EventQueue | None = None
    cause: ByCause | None = None
    labels: EventLabels | None = None
    recorded: EventRecorded | None = None


@node
class BillingDay(Node):
    day: Ordinal


@node
class SubscriptionEvent(Node):
    first: date
    last: date | None = None
    billing_day: BillingDay | None = None


@node
class ChargePeriod(Node):
    period: str


@node
class ChargeDates(Node):
    first: date
    last: date


@node
class ChargeCategory(Node):
    category: str


@node
class ChargeComponent(Node):
    component: Name


@node
class ChargeEvent(Node):
    money: Money
    dates: ChargePeriod | ChargeDates
    category: ChargeCategory | None = None
    component: ChargeComponent | None = None


@node
class ClaimEvent(Node):
    id: EventId | None
    period: str
    at: Moment
    contents: Including | None = None


@node
class SettlementEvent(Node):
    decision: str
    id: EventId | None
    period: str
    at: Moment


@node
class ParameterEvent(Node):
    parameter: Name
    value: Value


ScenarioEvent: TypeAlias = (
    OutageEvent
    | ProbeEvent
    | MaintenanceEvent
    | TicketEvent
    | FactEvent
    | SubscriptionEvent
    | ChargeEvent
    | ClaimEvent
    | SettlementEvent
    | ParameterEvent
)


@node
class GivenEvent(Node):
    event: ScenarioEvent


@node
class AsOf(Node):
    at: Moment


@node
class UnderReading(Node):
    reading: Name


@node
class CommitmentSubject(Node):
    commitment: Name
    component: Name | None
    period: str
    reading: UnderReading | None = None


@node
class FromEvent(Node):
    """The event that started one of several runs."""

    id: str


@node
class ClockSubject(Node):
    clock: Name
    ticket: str
    start: FromEvent | None = None
    reading: UnderReading | None = None


@node
class DutySubject(Node):
    duty: Name
    occasion: str
    reading: UnderReading | None = None


@node
class RightSubject(Node):
    right: Name
    reading: UnderReading | None = None


@node
class StatusOutcome(Node):
    status: str


@node
class CreditOutcome(Node):
    money: Money


@node
class StateOutcome(Node):
    state: str


@node
class ClaimByOutcome(Node):
    at: Moment


@node
class CountedTime(Node):
    pass


@node
class UpTime(Node):
    pass


@node
class OutsideTime(Node):
    pass


@node
class UnknownTime(Node):
    pass


@node
class IgnoredTime(Node):
    pass


@node
class ExcludedTime(Node):
    exclusion: Name | None = None


@node
class TimeOutcome(Node):
    length: Length
    time_class: CountedTime | UpTime | OutsideTime | UnknownTime | IgnoredTime | ExcludedTime


@node
class AvailabilityOutcome(Node):
    percent: Percent


@node
class FindingOutcome(Node):
    kind: str


@node
class NoFindingOutcome(Node):
    kind: str


@node
class MissingOutcome(Node):
    name: str


@node
class DueOutcome(Node):
    at: Moment


@node
class StoppedOutcome(Node):
    at: Moment


@node
class MeasuredOutcome(Node):
    length: Length


Outcome: TypeAlias = (
    StatusOutcome
    | CreditOutcome
    | StateOutcome
    | ClaimByOutcome
    | TimeOutcome
    | AvailabilityOutcome
    | FindingOutcome
    | NoFindingOutcome
    | MissingOutcome
    | DueOutcome
    | StoppedOutcome
    | MeasuredOutcome
)


@node
class Expect(Node):
    subject: CommitmentSubject | ClockSubject | DutySubject | RightSubject
    outcomes: tuple[Outcome, ...]


@node
class Scenario(Node):
    title: str
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]
