"""The shape of a verdict on the wire; its JSON Schema is made from these types.

The order of the fields is the order in the line. A field that does not apply is left out.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from slalang.values.verdicts import CreditState, Kind, Status

Instant: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$")]
Ratio: TypeAlias = Annotated[str, Meta(pattern="^-?[0-9]+/[0-9]+$")]
Digits: TypeAlias = Annotated[str, Meta(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]
Names: TypeAlias = str | list[str]


class PeriodShape(Struct):
    """The period, half-open."""

    name: str
    start: Instant
    end: Instant


class AvailabilityShape(Struct):
    """The measure: `exact` in lowest terms, `percent` (or `value`, of what is no share) cut to six decimals."""

    exact: Ratio
    percent: Digits | UnsetType = UNSET
    value: Digits | UnsetType = UNSET
    target: str | UnsetType = UNSET
    comparison: str | UnsetType = UNSET
    rounded: Digits | UnsetType = UNSET
    least: Ratio | UnsetType = UNSET
    most: Ratio | UnsetType = UNSET


class TimeShape(Struct):
    """Microseconds of the period by class; all but basis and weighted sum to total."""

    total: int
    basis: int
    up: int
    unknown: int
    outside: int
    ignored: int
    counted: int
    excluded: dict[str, int]
    weighted: int | Ratio | UnsetType = UNSET


class BudgetShape(Struct):
    """What is left until the target or a bracket, in microseconds or in the measure's unit."""

    to: str
    us: int | UnsetType = UNSET
    left: int | Ratio | UnsetType = UNSET
    unit: str | UnsetType = UNSET


class SettledShape(Struct):
    """What was owed, claimed, granted, denied and paid, side by side; what there was none of is left out."""

    owed: Digits | UnsetType = UNSET
    claimed: Digits | UnsetType = UNSET
    granted: Digits | UnsetType = UNSET
    denied: Digits | UnsetType = UNSET
    paid: Digits | UnsetType = UNSET


class CreditShape(Struct):
    """What is owed, and what has become of it."""

    state: CreditState
    percent: str | UnsetType = UNSET
    rule: str | UnsetType = UNSET
    base: Digits | UnsetType = UNSET
    amount: Digits | None = None
    currency: str | UnsetType = UNSET
    points: int | UnsetType = UNSET
    days: int | UnsetType = UNSET
    claim_by: Instant | UnsetType = UNSET
    missing: list[str] = []
    settled: SettledShape | UnsetType = UNSET


class FindingShape(Struct):
    """What else a reader must know; one clause or event stands alone, several as a list."""

    kind: str
    text: str
    clause: Names | UnsetType = UNSET
    event: Names | UnsetType = UNSET
    rule: str | UnsetType = UNSET
    limits: str | UnsetType = UNSET


class StepShape(Struct):
    """One step of the explanation: the rule that acted, on what, and the figure before and after."""

    rule: str
    what: str
    name: str | UnsetType = UNSET
    clause: Names | UnsetType = UNSET
    events: list[str] | UnsetType = UNSET
    before: int | str | UnsetType = UNSET
    after: int | str | UnsetType = UNSET
    unit: str | UnsetType = UNSET
    intervals: list[tuple[Instant, Instant]] | UnsetType = UNSET
    also: list[str] | UnsetType = UNSET
    limit: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET


class ReadingShape(Struct):
    """What the verdict is under one named reading; a right has no amount, an undetermined one is null."""

    status: Status
    amount: Digits | UnsetType | None = UNSET


class VerdictShape(Struct, kw_only=True):
    """One verdict, one line. Fields that do not apply are left out; the order of the names is fixed."""

    kind: Kind
    policy: str
    agreement: str
    engine: str
    customer: str | None
    service: str | UnsetType = UNSET
    component: str | UnsetType = UNSET
    group: dict[str, str | bool | int] | UnsetType = UNSET
    ticket: str | UnsetType = UNSET
    event: str | UnsetType = UNSET
    commitment: str
    period: PeriodShape | UnsetType = UNSET
    status: Status
    reason: str | UnsetType = UNSET
    missing: list[str] | UnsetType = UNSET
    provisional: bool
    availability: AvailabilityShape | UnsetType = UNSET
    time_us: TimeShape | UnsetType = UNSET
    budget: list[BudgetShape] | UnsetType = UNSET
    credit: CreditShape
    started_at: Instant | UnsetType = UNSET
    due_at: Instant | UnsetType = UNSET
    stopped_at: Instant | UnsetType = UNSET
    measured_us: int | UnsetType = UNSET
    periods: list[str] | UnsetType = UNSET
    ground: str | UnsetType = UNSET
    arisen_at: Instant | UnsetType = UNSET
    lapses_at: Instant | UnsetType = UNSET
    exercised_at: Instant | UnsetType = UNSET
    findings: list[FindingShape]
    because: list[StepShape]
    readings: dict[str, ReadingShape] | UnsetType = UNSET
