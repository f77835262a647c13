"""What scenarios expect: of whose verdict, and what."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from slalang.syntax.ast.events import Moment, WithAttributes
from slalang.syntax.ast.node import Node, node
from slalang.syntax.ast.time import Length
from slalang.syntax.ast.words import Money, Name, Number, Percent


@node
class UnderReading(Node):
    reading: Name


@node
class CommitmentSubject(Node):
    commitment: Name
    component: Name | None
    group: WithAttributes | None
    period: str
    reading: UnderReading | None = None


@node
class JointSubject(Node):
    joint: Name
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
class WeightedTime(Node):
    pass


@node
class TimeOutcome(Node):
    length: Length
    time_class: CountedTime | UpTime | OutsideTime | UnknownTime | IgnoredTime | ExcludedTime | WeightedTime


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
class PointsOutcome(Node):
    number: Number


@node
class DaysOutcome(Node):
    number: Number


@node
class ValueOutcome(Node):
    number: Number


class Settled(Enum):
    """What was decided of a credit (C8)."""

    GRANTED = "granted"
    DENIED = "denied"
    PAID = "paid"


@node
class SettledOutcome(Node):
    settled: Settled
    money: Money


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
    | PointsOutcome
    | DaysOutcome
    | ValueOutcome
    | SettledOutcome
    | DueOutcome
    | StoppedOutcome
    | MeasuredOutcome
)


@node
class Expect(Node):
    subject: CommitmentSubject | JointSubject | ClockSubject | DutySubject | RightSubject
    outcomes: tuple[Outcome, ...]
