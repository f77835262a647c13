"""What was observed: one frozen class for each event type of the wire (O1-O8).

Instants are integer microseconds UTC (T1). A bare date stays a `CivilDate` until the policy's zone is known;
`starts_at` and `ends_at` resolve it. Tuples of names are sorted and hold no name twice, numbers are exact and
in one canonical form, so that two events with the same meaning are equal however they were written.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.values.instants import DAY
from slalang.values.places import Span

Scalar: TypeAlias = str | bool | int | Decimal
Attributes: TypeAlias = tuple[tuple[str, Scalar], ...]
DayStart: TypeAlias = Callable[[int], int]
"""Gives the first instant of a civil day in the policy's zone, from the day's number since 1970-01-01."""

_LAST_DAY = 2_932_896


@attrs.frozen(slots=True, order=True)
class CivilDate:
    """A whole civil day in the policy's zone, by its number since 1970-01-01."""

    day: int


Moment: TypeAlias = int | CivilDate


def starts_at(moment: Moment, day_start: DayStart) -> int:
    """The instant itself, or the first instant of the civil day."""
    return day_start(moment.day) if isinstance(moment, CivilDate) else moment


def ends_at(moment: Moment, day_start: DayStart) -> int:
    """The instant itself, or the end of the civil day, which is the first instant of the next."""
    if not isinstance(moment, CivilDate):
        return moment
    # 9999-12-31 is often written for "no end"; no date follows it.
    return day_start(moment.day) + DAY if moment.day >= _LAST_DAY else day_start(moment.day + 1)


def scalar_text(value: Scalar) -> str:
    """A value as it is written, which is how attributes are compared (D3)."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


class MaintenanceKind(StrEnum):
    """What kind of work a maintenance is (X2)."""

    SCHEDULED = "scheduled"
    RELEASE = "release"
    EMERGENCY = "emergency"


class TicketAction(StrEnum):
    """What happened to a ticket (S1, S2)."""

    OPENED = "opened"
    AUTO_REPLIED = "auto_replied"
    ACKNOWLEDGED = "acknowledged"
    RESPONDED = "responded"
    CUSTOMER_REPLIED = "customer_replied"
    UPDATED = "updated"
    ASSIGNED = "assigned"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESTORED = "restored"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


class Decision(StrEnum):
    """What a settlement decided about a claim (C8)."""

    ACCEPTED = "accepted"
    PARTIAL = "partial"
    DENIED = "denied"
    PAID = "paid"


class RecordedBy(Enum):
    """Whether the event itself says when it became known, or the default rule of the wire does."""

    EVENT = "event"
    DEFAULT = "default"


@attrs.frozen(slots=True, kw_only=True)
class Recorded:
    """What every event carries.

    `customers` None means all; `components` None the whole service; `service` None every service (O7).
    `recorded_at` is when the event became known (O6). `unread` is canonical JSON of the fields that slalang
    does not know, "" without any.
    """

    id: str
    recorded_at: Moment
    customers: tuple[str, ...] | None = None
    service: str | None = None
    components: tuple[str, ...] | None = None
    source: str | None = None
    labels: tuple[str, ...] = ()
    unread: str = ""
    recorded_by: RecordedBy = attrs.field(default=RecordedBy.EVENT, eq=False, repr=False)
    span: Span | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True, kw_only=True)
class Outage(Recorded):
    """Bad time, observed as an interval; `end_at` None: still open (O1)."""

    start_at: int
    end_at: int | None = None
    cause: str | None = None
    severity: str | None = None
    degree: Fraction = Fraction(1)
    environment: str | None = None


@attrs.frozen(slots=True, kw_only=True)
class Probe(Recorded):
    """Up or down at an instant (O2)."""

    at: int
    up: bool
    location: str | None = None
    latency_ms: Decimal | None = None


@attrs.frozen(slots=True, kw_only=True)
class Counts(Recorded):
    """Total and failed requests of an interval, of one class (O3)."""

    start_at: int
    end_at: int
    total: int
    failed: int
    class_: str | None = None


@attrs.frozen(slots=True, kw_only=True)
class Execution(Recorded):
    """One countable thing, good or bad (O4)."""

    at: int
    good: bool
    class_: str | None = None


@attrs.frozen(slots=True, kw_only=True)
class Measure(Recorded):
    """A value at an instant (O4)."""

    name: str
    at: int
    value: Decimal


@attrs.frozen(slots=True, kw_only=True)
class Resource(Recorded):
    """A resource that exists from an instant on, with its attributes; `to_at` None: still there (D3)."""

    resource: str
    from_at: Moment
    to_at: Moment | None = None
    attributes: Attributes = ()


@attrs.frozen(slots=True, kw_only=True)
class Maintenance(Recorded):
    """A window of work; `announced_at` None: no notice was given (X2)."""

    kind: MaintenanceKind
    announced_at: int | None = None
    start_at: int
    end_at: int
    approved: bool = False


@attrs.frozen(slots=True, kw_only=True)
class Ticket(Recorded):
    """One thing that happened to a ticket (S1)."""

    ticket: str
    at: int
    action: TicketAction
    severity: str | None = None
    cause: str | None = None
    queue: str | None = None


@attrs.frozen(slots=True, kw_only=True)
class Fact(Recorded):
    """Something that is so, about an event or about a period and components (S4)."""

    name: str
    at: int
    about: str | None = None
    includes: tuple[str, ...] = ()
    period: str | None = None
    value: Scalar | None = None
    due_at: Moment | None = None


@attrs.frozen(slots=True, kw_only=True)
class Subscription(Recorded):
    """What a customer has subscribed to and what their contract supplies (P2); `to_at` None: open."""

    from_at: Moment
    to_at: Moment | None = None
    parameters: Attributes = ()
    billing_day: int | None = None


@attrs.frozen(slots=True, kw_only=True)
class Charge(Recorded):
    """What was charged for the civil days from `first_day` to `last_day`, both included (C4)."""

    first_day: CivilDate
    last_day: CivilDate
    amount: Decimal
    currency: str
    category: str | None = None
    attributes: Attributes = ()


@attrs.frozen(slots=True, kw_only=True)
class Claim(Recorded):
    """A claim for a period; `commitment` None: all; `about` holds incident ids (C6)."""

    at: int
    period: str
    commitment: str | None = None
    step: str | None = None
    includes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@attrs.frozen(slots=True, kw_only=True)
class Settlement(Recorded):
    """What was decided about a claim or a credit (C8)."""

    at: int
    period: str
    commitment: str | None = None
    decision: Decision
    amount: Decimal | None = None
    currency: str | None = None


@attrs.frozen(slots=True, kw_only=True)
class Correct(Recorded):
    """Fields of another event to replace; `fields` is canonical JSON of an object (O6)."""

    about: str
    fields: str


@attrs.frozen(slots=True, kw_only=True)
class Retract(Recorded):
    """Another event is taken back (O6)."""

    about: str


Event: TypeAlias = (
    Outage
    | Probe
    | Counts
    | Execution
    | Measure
    | Resource
    | Maintenance
    | Ticket
    | Fact
    | Subscription
    | Charge
    | Claim
    | Settlement
    | Correct
    | Retract
)
