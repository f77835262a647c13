"""What an evaluation says: one frozen class for each thing that a verdict of the wire holds (V1-V3)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.values.events import Attributes
from slalang.values.intervals import EMPTY, Intervals

Figure: TypeAlias = int | Fraction | str
"""A figure in an explanation: a count or microseconds, an exact share or sum, or words."""


class Kind(StrEnum):
    """What sort of thing a verdict judges."""

    AVAILABILITY = "availability"
    CLOCK = "clock"
    DUTY = "duty"
    SHARE = "share"
    RIGHT = "right"
    CREDIT = "credit"


class Status(StrEnum):
    """How a verdict stands (V1); the last four are those of a right (R1)."""

    MET = "met"
    BREACHED = "breached"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    ARISEN = "arisen"
    NOT_ARISEN = "not_arisen"
    EXERCISED = "exercised"
    LAPSED = "lapsed"


class CreditState(StrEnum):
    """What has become of a credit (C6)."""

    NONE = "none"
    DUE = "due"
    CLAIMABLE = "claimable"
    CLAIMED = "claimed"
    FORFEITED = "forfeited"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    DISCRETIONARY = "discretionary"
    UNDETERMINED = "undetermined"


@attrs.frozen(slots=True)
class PeriodName:
    """A period: its name on the wire and its two instants, half-open (T8)."""

    name: str
    start_at: int
    end_at: int


@attrs.frozen(slots=True)
class Availability:
    """The measure as an exact share, before any rounding (D7).

    `target` holds the digits as written, without the percent sign; `comparison` the policy's words (`at
    least`). `rounded` is the share after the declared rounding, with `rounded_digits` decimals of a percent.
    `least` and `most` bound the share where unknown time leaves a span (O5). `is_share` False: a measured value, not a share.
    """

    exact: Fraction
    is_share: bool = attrs.field(default=True, kw_only=True)
    target: str | None = None
    comparison: str = "at least"
    rounded: Fraction | None = None
    rounded_digits: int | None = None
    least: Fraction | None = None
    most: Fraction | None = None


@attrs.frozen(slots=True)
class TimeClasses:
    """How many microseconds of the period ended in each class; they sum to `total` (D8).

    `basis` is the T of D7. `excluded` pairs the name of a rule with its time. `weighted` is the weighted sum
    of the counted time, None where no weights are used.
    """

    total: int
    basis: int
    up: int
    unknown: int
    outside: int
    ignored: int
    counted: int
    excluded: tuple[tuple[str, int], ...] = ()
    weighted: int | Fraction | None = None


@attrs.frozen(slots=True)
class Budget:
    """What is left while the period runs, until the target or a bracket (`to`) is reached (V1).

    `left` is microseconds for `unit` `us`, else an amount of the measure's own unit. Negative: already passed
    by as much.
    """

    to: str
    left: int | Fraction
    unit: str = "us"


@attrs.frozen(slots=True)
class Settled:
    """What was owed, claimed, granted, denied and paid, side by side (C8); None where there was none of it."""

    owed: Decimal | None = None
    claimed: Decimal | None = None
    granted: Decimal | None = None
    denied: Decimal | None = None
    paid: Decimal | None = None


@attrs.frozen(slots=True)
class Credit:
    """What is owed for a verdict, whatever its state (C2-C6).

    `percent` holds digits as written, `rule` the name or the words of a rule that is no plain percentage.
    `base` is exact and `amount` rounded to the currency's minor unit. `missing` names what the credit lacks.
    """

    state: CreditState = CreditState.NONE
    percent: str | None = None
    rule: str | None = None
    base: Fraction | None = None
    amount: Decimal | None = None
    currency: str | None = None
    points: int | None = None
    days: int | None = None
    claim_by: int | None = None
    missing: tuple[str, ...] = ()
    settled: Settled | None = None


@attrs.frozen(slots=True)
class Finding:
    """What else a reader must know: a broken covenant, a bracket hole with its limits, an unused claim."""

    kind: str
    text: str
    clauses: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    rule: str | None = None
    limits: str | None = None


@attrs.frozen(slots=True)
class Step:
    """One step of the explanation, as data (V3).

    `rule` is the number of the language rule that acted (`X2`), `what` a stable code (`excluded_by_cause`),
    `name` the policy's own rule. `before` and `after` are the figure in `unit`: `us` microseconds, `share` a
    share of one, `money` a sum, "" words or counts. `also` names other rules that would have taken the same
    (X5); `limit` is as written; `reason` is the author's (P6).
    """

    rule: str
    what: str
    name: str | None = None
    clauses: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    before: Figure | None = None
    after: Figure | None = None
    unit: str = ""
    intervals: Intervals = EMPTY
    also: tuple[str, ...] = ()
    limit: str | None = None
    reason: str | None = None
    detail: str = ""


@attrs.frozen(slots=True)
class ReadingOutcome:
    """What a verdict would be under one named reading; `differs`: not as under the governing one (P6)."""

    status: Status
    amount: Decimal | None = None
    differs: bool = False


@attrs.frozen(slots=True, kw_only=True)
class Verdict:
    """One judgement, about one customer, period and commitment (V1).

    `policy` is the sha256 of the compiled policy, `engine` the version. Fields that do not apply are None or
    empty. Of a clock or a duty `started_at` is where its run starts,
    None where nothing started it. For rights `periods` names what gave rise to it and `ground` the ground that did (R1, R2).
    """

    kind: Kind
    policy: str
    agreement: str
    engine: str
    customer: str | None
    commitment: str
    period: PeriodName | None
    status: Status
    provisional: bool = False
    service: str | None = None
    component: str | None = None
    ticket: str | None = None
    event: str | None = None
    group: Attributes | None = None
    reason: str | None = None
    missing: tuple[str, ...] = ()
    availability: Availability | None = None
    time_us: TimeClasses | None = None
    budget: tuple[Budget, ...] | None = None
    credit: Credit = Credit()
    started_at: int | None = None
    due_at: int | None = None
    stopped_at: int | None = None
    measured_us: int | None = None
    periods: tuple[str, ...] = ()
    ground: str | None = None
    arisen_at: int | None = None
    lapses_at: int | None = None
    exercised_at: int | None = None
    findings: tuple[Finding, ...] = ()
    because: tuple[Step, ...] = ()
    readings: tuple[tuple[str, ReadingOutcome], ...] | None = None
