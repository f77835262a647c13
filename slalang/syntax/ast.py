"""The tree of a policy as it is written: one class for each rule of grammar/policy.lark, in the same order.

Nothing here is resolved: names are names, a limit keeps its digits, a calendar is a word. Every node carries the place where it
stands (`span`), which takes no part in equality, so that two texts that say the same are the same tree.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

import attrs
from attrs import frozen as node

from slalang.values.money import Rounding
from slalang.values.places import NOWHERE, Span


@node
class Node:
    """Anything that stands somewhere in a policy."""

    span: Span = attrs.field(default=NOWHERE, eq=False, repr=False, kw_only=True)


# ---------------------------------------------------------------------------------------------- words and figures


@node
class Name(Node):
    """A word that the policy itself declares or uses as its own: lower case, digits, underscores (causes: dots too)."""

    text: str


@node
class Percent(Node):
    """A percentage with its digits as written (`99.50`)."""

    digits: str

    @property
    def share(self) -> Fraction:
        """The exact share between 0 and 1."""
        return Fraction(self.digits) / 100


@node
class Number(Node):
    """A plain number with its digits as written, without thousands separators."""

    digits: str

    @property
    def value(self) -> Fraction:
        """The exact number."""
        return Fraction(self.digits)


@node
class ZoneName(Node):
    """The name of a time zone as written; whether there is one is asked later (T2)."""

    text: str


@node
class Ordinal(Node):
    """`1st`, `2nd`, ...; `last` is -1."""

    number: int


@node
class TimeOfDay(Node):
    """A civil time of day in microseconds after midnight."""

    us: int


class Unit(Enum):
    """The unit of a length, as one of it is called."""

    MICROSECOND = "microsecond"
    MILLISECOND = "millisecond"
    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@node
class Money(Node):
    """A sum as written."""

    currency: str
    number: Number


class YesNo(Enum):
    """The answer of a parameter that is `yes or no`."""

    YES = "yes"
    NO = "no"


Value: TypeAlias = str | Percent | Money | Number | YesNo
"""What a parameter may be: a quoted word, a percentage, a sum, a number, yes or no."""


# ---------------------------------------------------------------------------------------------- what any phrase may carry


@node
class Qualifiers(Node):
    """The author's reason, the reading under which this holds, and the clauses that it encodes (P1, P6)."""

    because: str | None = None
    reading: Name | None = None
    clauses: tuple[str, ...] | None = None


@node
class Phrase(Node):
    """One phrase of a rule with what it carries; `body` is one of the classes below."""

    body: Node
    qualifiers: Qualifiers = Qualifiers()


# ---------------------------------------------------------------------------------------------- the document


@node
class Provider(Node):
    name: str


@node
class Customer(Node):
    name: str


@node
class Source(Node):
    title: str


@node
class Zone(Node):
    zone: ZoneName


@node
class Currency(Node):
    code: str


@node
class InForce(Node):
    first: date
    until: date | None = None


@node
class Clauses(Node):
    """Every clause of the source, so that a reader can check that nothing was lost (P1)."""

    clauses: tuple[str, ...]


@node
class Agreement(Node):
    title: str
    version: str | None
    phrases: tuple[Phrase, ...]


@node
class Prose(Node):
    """Clauses that no machine decides, and why."""

    clauses: tuple[str, ...]
    because: str


@node
class Use(Node):
    """Another file whose rules hold here too (P3)."""

    path: str


@node
class Replaces(Node):
    """The earlier version of this policy, which governs what begins before this one is in force (C7)."""

    path: str


@node
class Throughout(Node):
    """What holds for every commitment and credit that does not say otherwise."""

    phrases: tuple[Phrase, ...]


@node
class Cause(Node):
    name: Name
    kinds: tuple[Cause, ...] | None = None


@node
class Causes(Node):
    causes: tuple[Cause, ...]


class ParameterType(Enum):
    """What a customer's contract supplies (P2)."""

    PERCENTAGE = "a percentage"
    AMOUNT = "an amount"
    NUMBER = "a number"
    WORD = "a word"
    YES_OR_NO = "yes or no"


@node
class WordChoice(Node):
    words: tuple[str, ...]


@node
class Default(Node):
    """`default X`; None where the policy says `no default`."""

    value: Value | None = None


@node
class Parameter(Node):
    name: Name
    qualifiers: Qualifiers
    type: ParameterType | WordChoice
    default: Default


@node
class Reading(Node):
    name: Name
    governs: bool
    because: str


@node
class Ambiguity(Node):
    """A place where the text admits several meanings: each is a reading, one governs (P6)."""

    name: Name
    qualifiers: Qualifiers
    readings: tuple[Reading, ...]


# ---------------------------------------------------------------------------------------------- time


@node
class Weekdays(Node):
    """One weekday, or from the first through the last (0 is Monday)."""

    first: int
    last: int | None = None


@node
class NthWeekday(Node):
    ordinal: Ordinal
    weekday: int


@node
class MonthDay(Node):
    ordinal: Ordinal


@node
class LastMonthDay(Node):
    pass


@node
class YearlyDay(Node):
    day: Number
    month: int


@node
class DatedDay(Node):
    day: date


@node
class EveryDay(Node):
    pass


Day: TypeAlias = Weekdays | NthWeekday | MonthDay | LastMonthDay | YearlyDay | DatedDay | EveryDay


@node
class TimeSpan(Node):
    """From one time of day to another; one that does not end later crosses midnight (T5)."""

    first: TimeOfDay
    last: TimeOfDay


@node
class Hours(Node):
    """Days with their hours; no spans means the whole civil day."""

    days: tuple[Day, ...]
    spans: tuple[TimeSpan, ...] = ()


@node
class OpenHours(Node):
    hours: tuple[Hours, ...]


@node
class ClosedHolidays(Node):
    """The public holidays of a country or subdivision: `GB-ENG`, or `US` with `nationwide` (T5)."""

    code: str
    nationwide: bool = False


@node
class ClosedDates(Node):
    dates: tuple[date, ...]


@node
class OpenDates(Node):
    dates: tuple[date, ...]


@node
class WheneverAny(Node):
    names: tuple[Name, ...]


@node
class WheneverAll(Node):
    names: tuple[Name, ...]


@node
class WheneverWithout(Node):
    open: Name
    closed: Name


@node
class Calendar(Node):
    name: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


@node
class ExactOrCalendarLength(Node):
    """An exact length up to hours, a calendar length from days (T4)."""

    number: Number
    unit: Unit


@node
class BusinessLength(Node):
    """Business days or hours of a named calendar (T4, T6)."""

    number: Number
    unit: Unit
    calendar: Name


Length: TypeAlias = ExactOrCalendarLength | BusinessLength


class PeriodUnit(Enum):
    HOUR = "clock hour"
    DAY = "day"
    WEEK = "calendar week"
    MONTH = "calendar month"
    QUARTER = "calendar quarter"
    HALF_YEAR = "calendar half-year"
    YEAR = "calendar year"


class FiscalUnit(Enum):
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class RollingEnd(Enum):
    """Which end of a rolling period the anchor date marks."""

    STARTING = "starting"
    ENDING = "ending"


@node
class PlainPeriod(Node):
    unit: PeriodUnit
    zone: ZoneName | None = None


@node
class FiscalPeriod(Node):
    unit: FiscalUnit
    month: int
    zone: ZoneName | None = None


@node
class BillingCycle(Node):
    number: Number
    unit: Unit
    day: Ordinal | None = None
    zone: ZoneName | None = None


@node
class SubscriptionYear(Node):
    pass


@node
class RollingStep(Node):
    number: Number
    unit: Unit
    end: RollingEnd
    anchor: date


@node
class RollingPeriod(Node):
    """The last N days or months; as a commitment's period with a step and an anchor, under a limit without (T8)."""

    number: Number
    unit: Unit
    step: RollingStep | None = None


Period: TypeAlias = PlainPeriod | FiscalPeriod | BillingCycle | SubscriptionYear | RollingPeriod


# ---------------------------------------------------------------------------------------------- the commitment


@node
class Components(Node):
    names: tuple[Name, ...]


@node
class AnyComponent(Node):
    """The components are those that events name."""


@node
class NoComponents(Node):
    pass


@node
class Service(Node):
    name: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


class Comparison(Enum):
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"


@node
class ParameterIs(Node):
    parameter: Name
    negated: bool
    value: Value


@node
class StartsBefore(Node):
    day: date


@node
class StartsFrom(Node):
    day: date


Condition: TypeAlias = ParameterIs | StartsBefore | StartsFrom


@node
class Where(Node):
    conditions: tuple[Condition, ...]


@node
class Otherwise(Node):
    pass


When: TypeAlias = Where | Otherwise


@node
class AvailabilityTarget(Node):
    comparison: Comparison
    percent: Percent
    when: When | None = None


@node
class DowntimeTarget(Node):
    comparison: Comparison
    length: Length
    when: When | None = None


@node
class NoTarget(Node):
    when: When | None = None


@node
class Warning(Node):
    percent: Percent


@node
class CommitmentPeriod(Node):
    period: Period


@node
class JudgedOver(Node):
    """Each period takes the availability of the longer one that holds it."""

    period: Period


@node
class Severities(Node):
    """The severities that count; None stands for an outage without one."""

    severities: tuple[str | None, ...]


@node
class Degree(Node):
    least: Number


@node
class WatchOutages(Node):
    severities: Severities | None = None
    degree: Degree | None = None


@node
class AnyLocation(Node):
    pass


@node
class AllLocations(Node):
    pass


@node
class SomeLocations(Node):
    number: Number


@node
class WatchProbes(Node):
    failures: Number
    locations: AnyLocation | AllLocations | SomeLocations


class UnobservedRule(Enum):
    UP = "counts as up"
    DOWN = "counts as down"
    UNKNOWN = "stays unknown"


@node
class Unobserved(Node):
    rule: UnobservedRule


@node
class CombineAny(Node):
    pass


@node
class CombineAll(Node):
    pass


@node
class CombineSome(Node):
    number: Number


@node
class CombineEach(Node):
    pass


class PartialRule(Enum):
    COVERED_PART = "only the covered part is judged"
    REST_IS_UP = "the rest counts as up"
    NOTHING = "nothing is judged"


@node
class PartialPeriod(Node):
    rule: PartialRule


@node
class WholePeriod(Node):
    pass


@node
class PeriodLessExcluded(Node):
    pass


@node
class CalendarHours(Node):
    calendar: Name


@node
class Basis(Node):
    of: WholePeriod | PeriodLessExcluded | CalendarHours


class SlotRule(Enum):
    WHOLLY_DOWN = "only those wholly down"
    TOUCHED = "any that is touched"


class RunRounding(Enum):
    UP = "up"
    DOWN = "down"


@node
class ExactGranularity(Node):
    pass


@node
class SlotGranularity(Node):
    length: Length
    rule: SlotRule


@node
class RunGranularity(Node):
    rounding: RunRounding
    length: Length


class LongerRule(Enum):
    WHOLE = "longer ones count whole"
    BEYOND = "longer ones count beyond it"


@node
class ShortestRun(Node):
    length: Length
    longer: LongerRule
    before_exclusions: bool = False


@node
class AvailabilityRounding(Node):
    rounding: Rounding
    digits: Number


@node
class Commitment(Node):
    name: Name
    service: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


# ---------------------------------------------------------------------------------------------- exclusions and maintenance


@node
class CausedBy(Node):
    causes: tuple[Name, ...]


@node
class InEnvironment(Node):
    environments: tuple[str, ...]


@node
class FactDeadline(Node):
    """The fact comes at most that long after the outage starts."""

    length: Length


@node
class FactNotice(Node):
    """The fact comes at least that long before the outage starts."""

    length: Length


@node
class WithFact(Node):
    fact: str
    deadline: FactDeadline | FactNotice | None = None


@node
class OutagesExcluded(Node):
    caused_by: CausedBy | None = None
    environment: InEnvironment | None = None
    fact: WithFact | None = None


@node
class MaintenanceExcluded(Node):
    kinds: tuple[str, ...]


@node
class RecurringExcluded(Node):
    hours: tuple[Hours, ...]
    zone: ZoneName | None = None


@node
class OnlyComponents(Node):
    names: tuple[Name, ...]


@node
class OnlyCausedBy(Node):
    """Inside a valid window only outages with these causes are excluded (D4)."""

    caused_by: CausedBy


@node
class NothingExcluded(Node):
    """The conditions are watched, but no time is excluded."""


class Consequence(Enum):
    """What the breach of a condition does (X3)."""

    VOID = "void"
    EXCESS = "the excess counts"
    COVENANT = "the breach is noted"


@node
class Notice(Node):
    length: Length
    where: Where | None = None
    consequence: Consequence | None = None


@node
class AllowedHours(Node):
    hours: tuple[Hours, ...]
    zone: ZoneName | None = None
    where: Where | None = None
    consequence: Consequence | None = None


@node
class AllowedCalendar(Node):
    calendar: Name
    where: Where | None = None
    consequence: Consequence | None = None


@node
class Longest(Node):
    length: Length
    where: Where | None = None
    consequence: Consequence | None = None


@node
class MostWindows(Node):
    number: Number
    period: Period
    where: Where | None = None
    consequence: Consequence | None = None


@node
class Total(Node):
    length: Length
    period: Period
    where: Where | None = None
    consequence: Consequence | None = None


@node
class Approval(Node):
    where: Where | None = None
    consequence: Consequence | None = None


class Lifted(Enum):
    NOTICE = "notice"
    HOURS = "hours"
    LENGTH = "length"
    NUMBER = "number"
    TOTAL = "total"


@node
class ApprovalLifts(Node):
    conditions: tuple[Lifted, ...]


@node
class Exclusion(Node):
    name: Name
    commitments: tuple[Name, ...] | None
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


# ---------------------------------------------------------------------------------------------- credits and claims


@node
class MissedTarget(Node):
    pass


class Bound(Enum):
    BELOW = "below"
    AT_MOST = "at most"
    ABOVE = "above"
    AT_LEAST = "at least"


@node
class TheTarget(Node):
    pass


@node
class Limit(Node):
    bound: Bound
    of: Percent | TheTarget


@node
class Limits(Node):
    limits: tuple[Limit, ...]


@node
class PercentAward(Node):
    percent: Percent


@node
class ParameterAward(Node):
    parameter: Name


@node
class FlatAward(Node):
    money: Money


@node
class UnavailableShare(Node):
    pass


@node
class Shortfall(Node):
    pass


@node
class TimeLost(Node):
    times: Number


Award: TypeAlias = PercentAward | ParameterAward | FlatAward | UnavailableShare | Shortfall | TimeLost


@node
class CreditRow(Node):
    limits: MissedTarget | Limits
    award: Award
    where: Where | None = None


@node
class RowsNeedMiss(Node):
    pass


@node
class RowsStandAlone(Node):
    pass


class OverlapWinner(Enum):
    FIRST = "the first listed applies"
    HIGHEST = "the highest applies"


@node
class OverlapRule(Node):
    winner: OverlapWinner


@node
class InCategory(Node):
    categories: tuple[str, ...]


@node
class ExceptCategory(Node):
    categories: tuple[str, ...]


@node
class Charges(Node):
    in_category: InCategory | None = None
    except_category: ExceptCategory | None = None
    affected_component: bool = False


@node
class ParameterBase(Node):
    parameter: Name


@node
class Base(Node):
    of: Charges | ParameterBase


@node
class MoneyRounding(Node):
    rounding: Rounding


@node
class ShareOfBase(Node):
    percent: Percent


@node
class ParameterAmount(Node):
    parameter: Name


Ceiling: TypeAlias = Money | ShareOfBase | ParameterAmount


@node
class Cap(Node):
    at: Ceiling


@node
class Floor(Node):
    at: Ceiling


@node
class LeastPayableFrom(Node):
    money: Money


@node
class LeastPayableAbove(Node):
    money: Money


@node
class GivenAutomatically(Node):
    pass


@node
class GivenAtDiscretion(Node):
    pass


@node
class AnchorPeriodEnd(Node):
    pass


@node
class AnchorLastIncident(Node):
    pass


@node
class AnchorFact(Node):
    fact: str


@node
class DeadlineAfter(Node):
    length: Length
    anchor: AnchorPeriodEnd | AnchorLastIncident | AnchorFact


@node
class DeadlineCycle(Node):
    """The end of the Nth such period after the one that holds the verdict's period."""

    ordinal: Ordinal
    period: Period


@node
class GivenOnClaim(Node):
    deadline: DeadlineAfter | DeadlineCycle
    where: Where | None = None


@node
class ClaimIncludes(Node):
    items: tuple[str, ...]


@node
class Credit(Node):
    commitment: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


# ---------------------------------------------------------------------------------------------- remedies


@node
class WithinRolling(Node):
    length: Length


@node
class WithinSubscriptionYear(Node):
    pass


Window: TypeAlias = WithinRolling | WithinSubscriptionYear


@node
class ConsecutiveMisses(Node):
    commitment: Name
    number: Number
    window: Window | None = None


@node
class MissesAmong(Node):
    commitment: Name
    number: Number
    among: Number
    window: Window | None = None


@node
class NoticePeriod(Node):
    length: Length


@node
class Refund(Node):
    pass


@node
class UseWithin(Node):
    length: Length


@node
class ExercisedBy(Node):
    fact: str


@node
class Right(Node):
    name: Name
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


# ---------------------------------------------------------------------------------------------- scenarios


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
class FactEvent(Node):
    name: str
    about: EventAbout | None
    at: Moment


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
class ClaimContents(Node):
    items: tuple[str, ...]


@node
class ClaimEvent(Node):
    period: str
    at: Moment
    contents: ClaimContents | None = None


@node
class ParameterEvent(Node):
    parameter: Name
    value: Value


ScenarioEvent: TypeAlias = (
    OutageEvent | ProbeEvent | MaintenanceEvent | FactEvent | SubscriptionEvent | ChargeEvent | ClaimEvent | ParameterEvent
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
)


@node
class Expect(Node):
    subject: CommitmentSubject | RightSubject
    outcomes: tuple[Outcome, ...]


@node
class Scenario(Node):
    title: str
    qualifiers: Qualifiers
    phrases: tuple[Phrase, ...]


Rule: TypeAlias = (
    Agreement
    | Throughout
    | Prose
    | Causes
    | Parameter
    | Calendar
    | Service
    | Ambiguity
    | Commitment
    | Exclusion
    | Credit
    | Right
    | Scenario
    | Use
    | Replaces
)


@node
class Policy(Node):
    """A whole file: its rules in the order in which they stand."""

    rules: tuple[Rule, ...]
