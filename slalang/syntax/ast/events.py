"""What scenarios give: events, and facts of a customer's contract."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TypeAlias

from slalang.syntax.ast.duty import Including
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.words import Money, Name, Number, Ordinal, Percent, TimeOfDay, Value


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
class EventSource(Node):
    source: str


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
    source: EventSource | None = None
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
    source: EventSource | None = None


@node
class EventClass(Node):
    name: str


@node
class CountsEvent(Node):
    service: Name
    components: EventComponents | None
    id: EventId | None
    start: Moment
    end: Moment
    total: Number
    failed: Number
    of_class: EventClass | None = None
    source: EventSource | None = None
    recorded: EventRecorded | None = None


@node
class ExecutionsEvent(Node):
    """So many executions at one instant."""

    service: Name
    components: EventComponents | None
    at: Moment
    good: Number
    bad: Number
    of_class: EventClass | None = None
    source: EventSource | None = None


@node
class MeasureEvent(Node):
    name: str
    service: Name
    components: EventComponents | None
    value: Number
    at: Moment
    source: EventSource | None = None


@node
class Attribute(Node):
    name: str
    value: str | Number | Percent


@node
class WithAttributes(Node):
    attributes: tuple[Attribute, ...]


@node
class ResourceEvent(Node):
    resource: Name
    service: Name
    id: EventId | None
    start: date | CivilMoment | ExactMoment
    end: date | CivilMoment | ExactMoment | None = None
    attributes: WithAttributes | None = None


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
class EventPeriod(Node):
    period: str


@node
class EventDue(Node):
    """The date that a fact carries: an instant, or the end of a civil day."""

    at: date | CivilMoment | ExactMoment


@node
class FactEvent(Node):
    name: str
    about: EventAbout | None
    id: EventId | None
    period: EventPeriod | None
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
    attributes: WithAttributes | None = None


@node
class EventCommitment(Node):
    name: Name


@node
class EventStep(Node):
    name: str


@node
class EventIncidents(Node):
    ids: tuple[str, ...]


@node
class ClaimEvent(Node):
    id: EventId | None
    period: str
    commitment: EventCommitment | None
    at: Moment
    step: EventStep | None = None
    contents: Including | None = None
    about: EventIncidents | None = None


@node
class SettledSum(Node):
    money: Money


@node
class SettlementEvent(Node):
    decision: str
    id: EventId | None
    period: str
    commitment: EventCommitment | None
    at: Moment
    amount: SettledSum | None = None


@node
class ParameterEvent(Node):
    parameter: Name
    value: Value


ScenarioEvent: TypeAlias = (
    OutageEvent
    | ProbeEvent
    | CountsEvent
    | ExecutionsEvent
    | MeasureEvent
    | ResourceEvent
    | MaintenanceEvent
    | TicketEvent
    | FactEvent
    | SubscriptionEvent
    | ChargeEvent
    | ClaimEvent
    | SettlementEvent
    | ParameterEvent
)
