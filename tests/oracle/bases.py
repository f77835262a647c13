"""What a credit is a share of: the charges of a time, or what the contract supplies (C4)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from slalang.syntax import ast
from slalang.values.events import Charge
from slalang.values.instants import civil_date, day_number
from tests.oracle.calendars import latest_before
from tests.oracle.civil import DAY
from tests.oracle.claimants import Claimant, serves
from tests.oracle.periods import Period, days_name, from_at, holding, to_at
from tests.oracle.policy import MissingError, body, covers
from tests.oracle.stream import parts


def base_of(who: Claimant) -> Fraction | None:
    """C4: the base, exact; None where no rule names one. MissingError for a parameter or any charge."""
    rule = body(who.credit, ast.Base)
    if rule is None:
        return None
    if isinstance(rule.of, ast.ParameterBase):
        value: Fraction = who.contract.value(rule.of.parameter.text)
        who.land.seen.add("C4-parameter")
        return value
    return charged(who, rule.of)


def charged(who: Claimant, rule: ast.Charges) -> Fraction:
    """C4: what was charged of a rule's time, as its filter admits."""
    span = time_of(who, rule)
    matching = [e for e in who.events if isinstance(e, Charge) and _is_in(who, e, rule) and _share(who, e, span) > 0]
    if not matching:
        who.land.seen.add("C4-no-charges")
        raise MissingError("charges")
    who.land.seen.add("C4-charges")
    return sum((_share(who, e, span) * Fraction(e.amount) for e in matching), Fraction(0))


# -------------------- the base's time


def time_of(who: Claimant, rule: ast.Charges) -> Period:
    """C4: the time whose charges are taken: the period, one that holds its start, or a length before."""
    match rule.time:
        case ast.ThePeriod():
            return who.period
        case ast.HoldingPeriod(period):
            who.land.seen.add("C4-holding")
            held = holding(who.land, period, who.subscriptions, who.period.start)
            if held is None:
                raise MissingError("subscription")
            return held
        case ast.TimeBefore(length, edge):
            who.land.seen.add(f"C4-before-{edge.name.lower()}")
            end = who.period.start if edge is ast.Edge.STARTS else who.period.end
            start = latest_before(who.land, end, length)
            first, last = who.land.zone.day_of(start), who.land.zone.day_of(end - 1)
            return Period(days_name(first, last), start, end, first, last)
    raise TypeError(rule)


def base_time(who: Claimant) -> Period:
    """C3: the time that the base is for: its charges', else the period."""
    rule = body(who.credit, ast.Base)
    return time_of(who, rule.of) if rule is not None and isinstance(rule.of, ast.Charges) else who.period


def covered_in(who: Claimant, span: Period) -> list[tuple[int, int]]:
    """C3: what of a base's time fees go by: where only the covered part is judged, that; else all of it."""
    if not who.covered_only or not who.subscriptions:
        return [(span.start, span.end)]
    ends = [(from_at(who.land, s), to_at(who.land, s)) for s in who.subscriptions]
    edges = {span.start, span.end, *(e for pair in ends for e in pair if e is not None and span.start < e < span.end)}
    found = [(a, b) for a, b in pairwise(sorted(edges)) if any(covers(who.land, s, a) for s in who.subscriptions)]
    if not found:
        return [(span.start, span.end)]
    if found != [(span.start, span.end)]:
        who.land.seen.add("C3-covered-part")
    return found


def length_of(who: Claimant, span: Period) -> int:
    """C3: how long the time is that fees go by."""
    return sum(end - start for start, end in covered_in(who, span))


def day_fee(who: Claimant, base: Fraction) -> Fraction:
    """C3: a day's fee: the base over the civil days of its time, or over the stated number."""
    stated = body(who.credit, ast.ServiceDay)
    if stated is not None:
        who.land.seen.add("C3-day-over")
        return base / Fraction(stated.number.value)
    return base / days_in(who, base_time(who))


def days_in(who: Claimant, span: Period) -> Fraction:
    """C3: the civil days of a time, in the policy's zone; a day that it cuts counts with its part."""
    return sum((_days_between(who, start, end) for start, end in covered_in(who, span)), Fraction(0))


def _days_between(who: Claimant, first: int, last: int) -> Fraction:
    zone, total = who.land.zone, Fraction(0)
    day = zone.day_of(first)
    while day <= zone.day_of(last - 1):
        start, end = zone.midnight(day), zone.midnight(day + timedelta(days=1))
        # A day that the zone leaves out has no length, but a date.
        total += Fraction(min(end, last) - max(start, first), end - start) if start < end else 1
        day += timedelta(days=1)
    return total


# -------------------- which charges, and how much of them


def _is_in(who: Claimant, charge: Charge, rule: ast.Charges) -> bool:
    """C4: whether the base's filter admits a charge."""
    if not serves(who.commitment, charge.service):
        return False
    if rule.in_category and charge.category not in rule.in_category.categories:
        who.land.seen.add("C4-category")
        return False
    if rule.except_category and charge.category in rule.except_category.categories:
        who.land.seen.add("C4-category")
        return False
    # A charge for components that the service does not have is none of it, whatever its attributes (O7).
    if charge.components is not None and not parts(charge, who.components):
        return False
    if isinstance(rule.affected, ast.AffectedAttribute):
        # What has no such attribute is of no value of it, and no charge is for it.
        wanted = (who.attributes or {}).get(rule.affected.attribute)
        who.land.seen.add("C4-attribute")
        return wanted is not None and dict(charge.attributes).get(rule.affected.attribute) == wanted
    if isinstance(rule.affected, ast.PartNoun) and who.component is not None:
        who.land.seen.add("C4-component")
        return charge.components is not None and who.component in charge.components
    return True


def _share(who: Claimant, charge: Charge, span: Period) -> Fraction:
    """C4, wire: the share of a charge's days in the base's time; of its time, for one shorter than a day (C3)."""
    zone, first, last = who.land.zone, charge.first_day.day, charge.last_day.day
    days = [(zone.midnight(civil_date(d)), zone.midnight(civil_date(d + 1))) for d in range(first, last + 1)]
    inside = [max(0, min(e, span.end) - max(s, span.start)) for s, e in days]
    if span.end - span.start < 23 * DAY // 24:
        return Fraction(sum(inside), days[-1][1] - days[0][0])
    # A day that the zone leaves out has no length, but a date.
    whole = [Fraction(us, e - s) for us, (s, e) in zip(inside, days, strict=True) if us]
    dates = range(max(first, day_number(span.first_day)), min(last, day_number(span.last_day)) + 1)
    left_out = sum(days[d - first][0] == days[d - first][1] for d in dates)
    share = (sum(whole, Fraction(0)) + left_out) / len(days)
    if 0 < share < 1:
        who.land.seen.add("C4-share")
    return share
