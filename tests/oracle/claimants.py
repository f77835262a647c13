"""Whose credit it is, what was measured, and money (C2, C4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

import attrs

from slalang.syntax import ast
from slalang.values.events import Event, Subscription
from slalang.values.money import Rounding
from tests.oracle.calendars import Land
from tests.oracle.periods import Period
from tests.oracle.policy import Contract

MINOR = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "TND": 3, "OMR": 3, "JOD": 3}


@attrs.frozen(slots=True)
class Piece:
    """A stretch of counted time with what it weighs (D3), and what made it bad.

    `incidents` are the ids of the outages that count then; `unnamed`: something that is no outage is bad too.
    """

    start: int
    end: int
    weight: Fraction
    incidents: frozenset[str] = frozenset()
    unnamed: bool = False

    @property
    def weighed(self) -> Fraction:
        return self.weight * (self.end - self.start)


@attrs.frozen(slots=True)
class Judged:
    """What a credit depends on: the availability after rounding, bad time (weighted) or how many were bad, the miss.

    `availability` is 0 where a value was measured, which then is the `value`; `pieces` is the counted time of the period,
    None where a figure between two measurements is supposed; `runs` is how many runs of it begin there.
    """

    availability: Fraction
    counted: int | Fraction
    breached: bool
    value: Fraction | None = None
    pieces: tuple[Piece, ...] | None = ()
    runs: int | None = None
    own: int | Fraction | None = None
    """The bad time of the verdict's own period, where it is judged over a longer one (C1)."""


class Promise(Protocol):
    """What carries a credit: a commitment, clock, duty or share by its name and service."""

    @property
    def name(self) -> ast.Name: ...

    @property
    def service(self) -> ast.Name | None: ...


@attrs.frozen(slots=True)
class Claimant:
    """Whose credit it is, and what is known of them.

    `last_incident` is where the last incident ends, `incident_start` where it starts, `behind` are the ids of the events behind
    the counted time, `attributes` those of the resource or group that is judged; `repeated`: the period before was breached.
    """

    tree: ast.Policy
    land: Land
    credit: ast.Credit
    commitment: Promise
    contract: Contract
    period: Period
    component: str | None
    components: tuple[str, ...]
    events: Sequence[Event]
    subscriptions: list[Subscription]
    as_of: int
    currency: str
    target: Any
    last_incident: int | None
    incident_start: int | None = None
    behind: frozenset[str] = frozenset()
    attributes: Mapping[str, str] | None = None
    repeated: bool = False
    covered_only: bool = False
    """Whether only the part that the subscription covers is judged (T8)."""


def serves(promise: Promise, service: str | None) -> bool:
    return service is None or promise.service is None or service == promise.service.text


def nothing(currency: str, state: str = "none") -> dict[str, Any]:
    return {"state": state, "amount": money(Fraction(0), currency), "currency": currency, "missing": []}


def undetermined(currency: str, missing: list[str]) -> dict[str, Any]:
    return {"state": "undetermined", "amount": None, "currency": currency, "missing": sorted(set(missing))}


def money(amount: Fraction, currency: str) -> str:
    """An amount that has no more digits than the currency."""
    digits = MINOR.get(currency, 2)
    scaled = amount * 10**digits
    return str(Decimal(scaled.numerator).scaleb(-digits)) if scaled else str(Decimal(0).scaleb(-digits))


def rounded(value: Fraction, digits: int, rounding: Rounding) -> Fraction:
    """C4, D7: to that many decimals, half decided exactly; up and down are away from zero and toward it."""
    scaled = value * 10**digits
    low = scaled.numerator // scaled.denominator
    rest = scaled - low
    half = Fraction(1, 2)
    raise_it = {
        Rounding.UP: rest > 0,
        Rounding.DOWN: False,
        Rounding.HALF_UP: rest >= half,
        Rounding.HALF_DOWN: rest > half,
        Rounding.HALF_EVEN: rest > half or (rest == half and low % 2 == 1),
    }[rounding]
    return Fraction(low + raise_it, 10**digits)


def in_minor(value: Fraction, currency: str, rounding: Rounding) -> Fraction:
    """C4: rounded to the currency's minor unit."""
    return rounded(value, MINOR.get(currency, 2), rounding)


def digits(value: Fraction) -> str:
    """A decimal figure in plain digits."""
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")
