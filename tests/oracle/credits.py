"""What a credit's rules yield for one measurement (C2-C5)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from slalang.syntax import ast
from slalang.values.money import Rounding
from tests.oracle.awards import Earned, award, needed, needs_base, row_applies, units
from tests.oracle.bases import base_of, charged, day_fee
from tests.oracle.claimants import Claimant as Claimant
from tests.oracle.claimants import Judged as Judged
from tests.oracle.claimants import Piece as Piece
from tests.oracle.claimants import Promise as Promise
from tests.oracle.claimants import in_minor, money, nothing, undetermined
from tests.oracle.claimants import rounded as rounded
from tests.oracle.policy import MissingError, bodies, body, said


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
    for rule in bodies(who.credit, ast.Cap, ast.Floor, ast.JointCap):
        if isinstance(rule.at, ast.ParameterAmount):
            ask(rule.at.parameter)
    return missing


def rows_stand_alone(who: Claimant) -> bool:
    """C2: whether a row applies to a period that was not missed."""
    found = said(who.tree, who.credit, ast.RowsNeedMiss, ast.RowsStandAlone)
    return any(isinstance(b, ast.RowsStandAlone) for b in found)


def yielded(who: Claimant, judged: Judged) -> dict[str, Any]:
    """C2-C5: what the rules yield for one measurement, before any claim."""
    missing = what_is_needed(who)
    if missing:
        return undetermined(who.currency, missing)
    rows = [row for row in bodies(who.credit, ast.CreditRow) if who.contract.holds(row.where)]
    stand_alone = rows_stand_alone(who)
    applicable = [r for r in rows if (judged.breached or stand_alone) and row_applies(r, judged, who.target)]
    if not applicable:
        hole = judged.breached and any(isinstance(r.limits, ast.Limits) for r in rows)
        if hole:
            who.land.seen.add("C2-hole")
        return nothing(who.currency) | ({"hole": True} if hole else {})
    if not judged.breached:
        who.land.seen.add("C2-stand-alone")
    try:
        if all(isinstance(r.accrual, ast.EachDowntime) and not units(r.accrual, judged) for r in applicable):
            return nothing(who.currency)
        base = base_where_needed(who, applicable, judged)
        return owed(who, _winner(who, applicable, judged, base), base)
    except MissingError as error:
        return undetermined(who.currency, list(error.names))


def comes_to(credit: dict[str, Any]) -> tuple[Any, ...]:
    """O5, wire: what must be the same whatever unknown time was: all that the credit shows."""
    fields = ("state", "amount", "percent", "rule", "points", "days")
    return (*(credit.get(field) for field in fields), tuple(credit["missing"]))


def base_where_needed(who: Claimant, rows: list[ast.CreditRow], judged: Judged) -> Fraction | None:
    ceilings = [b.at for b in bodies(who.credit, ast.Cap, ast.Floor)]
    asked = any(needs_base(r, judged, who) for r in rows)
    in_money = any(not isinstance(r.award, ast.Points) for r in rows)
    if asked or (in_money and any(isinstance(c, ast.ShareOfBase | ast.ServiceDays) for c in ceilings)):
        return base_of(who)
    try:
        return base_of(who)
    except MissingError:
        return None


def _winner(who: Claimant, rows: list[ast.CreditRow], judged: Judged, base: Fraction | None) -> Earned:
    """C2: for rows that overlap the author says which wins."""
    awards = [award(row, judged, base, who) for row in rows]
    rule = body(who.credit, ast.OverlapRule)
    if len(awards) > 1:
        who.land.seen.add("C2-overlap")
    if rule is not None and rule.winner is ast.OverlapWinner.HIGHEST:
        return max(awards, key=lambda a: (a.amount, a.points or 0))
    return awards[0]


# -------------------- C4, C5: what is owed of it


def owed(who: Claimant, earned: Earned, base: Fraction | None) -> dict[str, Any]:
    """C4, C5: floors, caps (the lower of several), one rounding, and the least payable amount."""
    who.land.seen.add(f"C3-{earned.rule}")
    if earned.points is not None:
        return _in_points(who, earned, base)
    floors = [ceiling(who, b.at, base) for b in bodies(who.credit, ast.Floor)]
    caps = [ceiling(who, b.at, base) for b in bodies(who.credit, ast.Cap)]
    raised = max([earned.amount, *floors])
    capped = min([raised, *caps])
    if raised != earned.amount:
        who.land.seen.add("C5-floor")
    if capped != raised:
        who.land.seen.add("C5-cap")
    roundings = said(who.tree, who.credit, ast.MoneyRounding)
    final = in_minor(capped, who.currency, roundings[0].rounding if roundings else Rounding.HALF_UP)
    if final != capped:
        who.land.seen.add("C4-rounding")
    if final <= 0 or not reaches_least(who, final):
        return nothing(who.currency)
    found: dict[str, Any] = {"state": "due", "amount": money(final, who.currency), "currency": who.currency}
    found |= {"percent": earned.percent} if earned.percent is not None else {"rule": earned.rule}
    if earned.days is not None:
        most = [int(b.at.number.value) for b in bodies(who.credit, ast.Cap) if isinstance(b.at, ast.ServiceDays)]
        found["days"] = min([earned.days, *most])
    return found | {"base": base, "missing": []}


def reaches_least(who: Claimant, final: Fraction) -> bool:
    """C5: what does not reach the least payable amount is not owed."""
    for least in bodies(who.credit, ast.LeastPayableFrom, ast.LeastPayableAbove):
        edge = least.money.number.value
        if final < edge or (final == edge and isinstance(least, ast.LeastPayableAbove)):
            who.land.seen.add("C5-least")
            return False
    return True


def _in_points(who: Claimant, earned: Earned, base: Fraction | None) -> dict[str, Any]:
    """C3: points are no money of their own: nothing caps, raises or rounds them."""
    if not earned.points:
        return nothing(who.currency)
    found = nothing(who.currency, "due")
    return found | {"rule": earned.rule, "points": earned.points, "base": base}


def ceiling(who: Claimant, at: ast.Ceiling, base: Fraction | None) -> Fraction:
    """C5: a cap or floor in money."""
    who.land.seen.add(f"C5-{type(at).__name__}")
    match at:
        case ast.Money(_, number):
            return number.value
        case ast.ShareOfBase(percent):
            return percent.share * needed(base)
        case ast.ShareOfCharges(percent, charges):
            return percent.share * charged(who, charges)
        case ast.ServiceDays(number):
            return number.value * day_fee(who, needed(base))
        case ast.ParameterAmount(parameter):
            value: Fraction = who.contract.value(parameter.text)
            return value
    raise TypeError(at)
