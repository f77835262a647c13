"""Service credits and their claims (C2-C6)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

import attrs

from slalang.syntax import ast
from slalang.values.events import Charge, Claim, Event, Fact, Subscription
from slalang.values.instants import civil_date, day_number
from slalang.values.money import Rounding
from tests.oracle.calendars import Land, after, end_of_full_day
from tests.oracle.civil import DAY
from tests.oracle.periods import Period, following, holding
from tests.oracle.policy import Contract, MissingError, bodies, body, said
from tests.oracle.stream import parts

MINOR = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "TND": 3, "OMR": 3, "JOD": 3}


@attrs.frozen(slots=True)
class Judged:
    """What a credit depends on: the availability after rounding, bad time, the miss."""

    availability: Fraction
    counted: int
    breached: bool


class Promise(Protocol):
    """What carries a credit: a commitment, clock, duty or share by its name and service."""

    @property
    def name(self) -> ast.Name: ...

    @property
    def service(self) -> ast.Name | None: ...


def _serves(promise: Promise, service: str | None) -> bool:
    return service is None or promise.service is None or service == promise.service.text


@attrs.frozen(slots=True)
class Claimant:
    """Whose credit it is, and what is known of them."""

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
    target: Fraction | None
    last_incident: int | None


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


# -------------------- C4: the base


def base_of(who: Claimant) -> Fraction | None:
    """C4: the base, exact; None where no rule names one. MissingError for a parameter or any charge."""
    rule = body(who.credit, ast.Base)
    if rule is None:
        return None
    if isinstance(rule.of, ast.ParameterBase):
        value: Fraction = who.contract.value(rule.of.parameter.text)
        who.land.seen.add("C4-parameter")
        return value
    matching = [e for e in who.events if isinstance(e, Charge) and _is_in(who, e, rule.of) and _share(who, e) > 0]
    if not matching:
        who.land.seen.add("C4-no-charges")
        raise MissingError("charges")
    who.land.seen.add("C4-charges")
    return sum((_share(who, e) * Fraction(e.amount) for e in matching), Fraction(0))


def _is_in(who: Claimant, charge: Charge, rule: ast.Charges) -> bool:
    """C4: whether the base's filter admits a charge."""
    if not _serves(who.commitment, charge.service):
        return False
    if charge.components is not None and not parts(charge, who.components):
        return False
    if rule.in_category and charge.category not in rule.in_category.categories:
        who.land.seen.add("C4-category")
        return False
    if rule.except_category and charge.category in rule.except_category.categories:
        who.land.seen.add("C4-category")
        return False
    if rule.affected_component and who.component is not None:
        who.land.seen.add("C4-component")
        return charge.components is not None and who.component in charge.components
    return True


def _share(who: Claimant, charge: Charge) -> Fraction:
    """C4, wire: the share of a charge's days in the period; of its time, for one shorter than a day (C3)."""
    zone, first, last = who.land.zone, charge.first_day.day, charge.last_day.day
    days = [(zone.midnight(civil_date(d)), zone.midnight(civil_date(d + 1))) for d in range(first, last + 1)]
    inside = [max(0, min(e, who.period.end) - max(s, who.period.start)) for s, e in days]
    if who.period.end - who.period.start < 23 * DAY // 24:
        return Fraction(sum(inside), days[-1][1] - days[0][0])
    # A day that the zone leaves out has no length, but a date.
    whole = [Fraction(us, e - s) for us, (s, e) in zip(inside, days, strict=True) if us]
    dates = range(max(first, day_number(who.period.first_day)), min(last, day_number(who.period.last_day)) + 1)
    left_out = sum(days[d - first][0] == days[d - first][1] for d in dates)
    share = (sum(whole, Fraction(0)) + left_out) / len(days)
    if 0 < share < 1:
        who.land.seen.add("C4-share")
    return share


# -------------------- C2, C3: the rows


def row_applies(row: ast.CreditRow, judged: Judged, target: Fraction | None) -> bool:
    """C2: whether what was measured lies within a row's limits, as written."""
    if isinstance(row.limits, ast.MissedTarget):
        return judged.breached
    for limit in row.limits.limits:
        edge = target if isinstance(limit.of, ast.TheTarget) else limit.of.share
        if edge is None:
            return False
        a = judged.availability
        inside = {
            ast.Bound.BELOW: a < edge,
            ast.Bound.AT_MOST: a <= edge,
            ast.Bound.ABOVE: a > edge,
            ast.Bound.AT_LEAST: a >= edge,
        }[limit.bound]
        if not inside:
            return False
    return True


def award(row: ast.CreditRow, judged: Judged, base: Fraction | None, who: Claimant) -> tuple[str, str | None, Fraction]:
    """C3: a row's rule, its percent where it is one, and what it yields before rounding."""
    rule = row.award
    match rule:
        case ast.FlatAward(sum_):
            return "flat", None, sum_.number.value
        case ast.PercentAward(percent):
            return "percent", percent.digits, percent.share * _needed(base)
        case ast.ParameterAward(parameter):
            value = who.contract.value(parameter.text)
            return "percent", digits(value * 100), value * _needed(base)
        case ast.UnavailableShare():
            return "unavailable_share", None, (1 - judged.availability) * _needed(base)
        case ast.Shortfall():
            return "shortfall", None, ((who.target or Fraction(0)) - judged.availability) * _needed(base)
        case ast.TimeLost(times):
            length = who.period.end - who.period.start
            return "time_lost", None, times.value * _needed(base) * Fraction(judged.counted, length)
    raise TypeError(rule)


def digits(value: Fraction) -> str:
    """A decimal figure in plain digits."""
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


def _needed(base: Fraction | None) -> Fraction:
    if base is None:
        raise MissingError("charges")
    return base


def what_is_needed(who: Claimant, *, rates: bool = True) -> list[str]:
    """P2: parameters that the credit needs and nobody supplies, whatever was measured.

    Where each day has its own rate (S6), `rates` are asked of that day's terms instead.
    """
    missing: list[str] = []

    def ask(name: ast.Name) -> None:
        try:
            who.contract.value(name.text)
        except MissingError as error:
            missing.extend(error.names)

    for row in bodies(who.credit, ast.CreditRow):
        try:
            if rates and who.contract.holds(row.where) and isinstance(row.award, ast.ParameterAward):
                ask(row.award.parameter)
        except MissingError as error:
            missing += error.names
    for rule in bodies(who.credit, ast.Base):
        if isinstance(rule.of, ast.ParameterBase):
            ask(rule.of.parameter)
    for rule in bodies(who.credit, ast.Cap, ast.Floor):
        if isinstance(rule.at, ast.ParameterAmount):
            ask(rule.at.parameter)
    return missing


def yielded(who: Claimant, judged: Judged) -> dict[str, Any]:
    """C2-C5: what the rules yield for one measurement, before any claim."""
    missing = what_is_needed(who)
    if missing:
        return undetermined(who.currency, missing)
    rows = [row for row in bodies(who.credit, ast.CreditRow) if who.contract.holds(row.where)]
    stand_alone = any(
        isinstance(b, ast.RowsStandAlone) for b in said(who.tree, who.credit, ast.RowsNeedMiss, ast.RowsStandAlone)
    )
    applicable = [r for r in rows if (judged.breached or stand_alone) and row_applies(r, judged, who.target)]
    if not applicable:
        hole = judged.breached and any(isinstance(r.limits, ast.Limits) for r in rows)
        if hole:
            who.land.seen.add("C2-hole")
        return nothing(who.currency) | ({"hole": True} if hole else {})
    if not judged.breached:
        who.land.seen.add("C2-stand-alone")
    try:
        base = _base_where_needed(who, applicable)
        rule, percent, amount = _winner(who, applicable, judged, base)
    except MissingError as error:
        return undetermined(who.currency, list(error.names))
    return _owed(who, rule, percent, amount, base)


def _base_where_needed(who: Claimant, rows: list[ast.CreditRow]) -> Fraction | None:
    ceilings = [b.at for b in bodies(who.credit, ast.Cap, ast.Floor)]
    needed = any(not isinstance(r.award, ast.FlatAward) for r in rows)
    if needed or any(isinstance(c, ast.ShareOfBase) for c in ceilings):
        return base_of(who)
    try:
        return base_of(who)
    except MissingError:
        return None


def _winner(
    who: Claimant, rows: list[ast.CreditRow], judged: Judged, base: Fraction | None
) -> tuple[str, str | None, Fraction]:
    """C2: for rows that overlap the author says which wins."""
    awards = [award(row, judged, base, who) for row in rows]
    rule = body(who.credit, ast.OverlapRule)
    if len(awards) > 1:
        who.land.seen.add("C2-overlap")
    if rule is not None and rule.winner is ast.OverlapWinner.HIGHEST:
        return max(awards, key=lambda a: a[2])
    return awards[0]


def _owed(who: Claimant, rule: str, percent: str | None, amount: Fraction, base: Fraction | None) -> dict[str, Any]:
    """C4, C5: floors, caps (the lower of several), one rounding, and the least payable amount."""
    who.land.seen.add(f"C3-{rule}")
    floors = [_ceiling(who, b.at, base) for b in bodies(who.credit, ast.Floor)]
    caps = [_ceiling(who, b.at, base) for b in bodies(who.credit, ast.Cap)]
    raised = max([amount, *floors])
    capped = min([raised, *caps])
    if raised != amount:
        who.land.seen.add("C5-floor")
    if capped != raised:
        who.land.seen.add("C5-cap")
    roundings = said(who.tree, who.credit, ast.MoneyRounding)
    minor = MINOR.get(who.currency, 2)
    final = rounded(capped, minor, roundings[0].rounding if roundings else Rounding.HALF_UP)
    if final != capped:
        who.land.seen.add("C4-rounding")
    for least in bodies(who.credit, ast.LeastPayableFrom, ast.LeastPayableAbove):
        edge = least.money.number.value
        if final < edge or (final == edge and isinstance(least, ast.LeastPayableAbove)):
            who.land.seen.add("C5-least")
            return nothing(who.currency)
    if final == 0:
        return nothing(who.currency)
    owed: dict[str, Any] = {"state": "due", "amount": money(final, who.currency), "currency": who.currency}
    owed |= {"percent": percent} if percent is not None else {"rule": rule}
    return owed | {"base": None if base is None else base, "missing": []}


def _ceiling(who: Claimant, at: ast.Ceiling, base: Fraction | None) -> Fraction:
    match at:
        case ast.Money(_, number):
            return number.value
        case ast.ShareOfBase(percent):
            return percent.share * _needed(base)
        case ast.ParameterAmount(parameter):
            value: Fraction = who.contract.value(parameter.text)
            return value
    raise TypeError(at)


# -------------------- C6: how it is given


def claims_for(events: Sequence[Event], commitment: Promise, period: str, component: str | None) -> list[Claim]:
    """C6: the claims for one verdict, in the order in which they came."""
    mine = [
        e
        for e in events
        if isinstance(e, Claim)
        and e.period == period
        and e.commitment in (None, commitment.name.text)
        and _serves(commitment, e.service)
        and (e.components is None or component is None or component in e.components)
    ]
    return sorted(mine, key=lambda c: (c.at, c.id))


def deadline(who: Claimant, rule: ast.GivenOnClaim) -> int:
    """C6: until when a claim is in time; MissingError names a fact that is not there."""
    match rule.deadline:
        case ast.DeadlineAfter(length, ast.AnchorPeriodEnd()):
            who.land.seen.add("C6-after-period")
            return after(who.land, who.period.end, length)
        case ast.DeadlineAfter(length, ast.AnchorLastIncident()):
            who.land.seen.add("C6-after-incident")
            return after(who.land, who.last_incident or who.period.end, length)
        case ast.DeadlineAfter(length, ast.AnchorFact(name)):
            who.land.seen.add("C6-after-fact")
            facts = [
                e.at
                for e in who.events
                if isinstance(e, Fact) and e.name == name and e.period in (None, who.period.name) and e.about is None
            ]
            if not facts:
                raise MissingError(name)
            return after(who.land, min(facts), length)
        case ast.DeadlineFullDay(day, ast.AnchorPeriodEnd()):
            who.land.seen.add("C6-full-day")
            return end_of_full_day(who.land, who.period.end - 1, day)
        case ast.DeadlineCycle(ordinal, period):
            who.land.seen.add("C6-cycle")
            held = holding(who.land, period, who.subscriptions, who.period.start)
            if held is None:
                raise MissingError("subscription")
            return following(who.land, period, who.subscriptions, held, ordinal.number).end
    raise TypeError(rule)


def given(who: Claimant, credit: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """C6: the credit's state, and the claim that decided it."""
    if credit["state"] != "due":
        return credit, None
    if body(who.credit, ast.GivenAtDiscretion):
        who.land.seen.add("C6-discretion")
        return credit | {"state": "discretionary"}, None
    rules = list(bodies(who.credit, ast.GivenOnClaim))
    if not rules:
        return credit, None
    try:
        rule = next((r for r in rules if who.contract.holds(r.where)), None)
        if rule is None:
            return credit, None
        until = deadline(who, rule)
    except MissingError as error:
        # The amount is what the rule yields, whatever the state (wire).
        return credit | {"state": "undetermined", "missing": sorted(error.names)}, None
    items = [item for b in bodies(who.credit, ast.ClaimIncludes) for item in b.items]
    credit = credit | {"claim_by": until}
    in_time = [c for c in claims_for(who.events, who.commitment, who.period.name, who.component) if c.at <= until]
    for claim in in_time:
        if set(items) <= set(claim.includes):
            who.land.seen.add("C6-claimed")
            return credit | {"state": "claimed"}, claim.id
    state = "claimable" if who.as_of <= until else "refused" if in_time else "forfeited"
    who.land.seen.add(f"C6-{state}")
    lacking = sorted(set(items) - set(in_time[0].includes)) if in_time else []
    return credit | {"state": state, "missing": lacking}, in_time[0].id if in_time else None
