"""Caps that several credits share in each period, against what these come to (C5)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slalang.lint.analysis.tables import judged_of
from slalang.lint.analysis.worth import In, Worth, in_money, most_worth, worth_of
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import (
    CapWords,
    CombineWords,
    Commitment,
    Compiled,
    Credit,
    FromLocations,
    Joining,
    Joint,
    JointCap,
    ShareOfBase,
    ShareOfCharges,
)
from slalang.values.money import Money


def heading(joint: Joint) -> str:
    """The heading of a joint rule: `joint penalty (clause 5)`."""
    return heading_of("joint", joint.name, joint.cited.clauses)


def caps_of_a_period(compiled: Compiled) -> Iterator[tuple[Joint, JointCap]]:
    """The caps that hold for the credits of one period."""
    for joint in compiled.policy.joints:
        yield from ((joint, cap) for cap in joint.caps if cap.within is CapWords.EACH)


def members_of(compiled: Compiled, joint: Joint) -> tuple[tuple[Credit, Commitment], ...] | None:
    """The credits with what each is for; None where one is for anything but a commitment."""
    found = []
    for credit in compiled.policy.credits:
        if credit.commitment in joint.commitments:
            judged = judged_of(compiled, credit)
            if not isinstance(judged, Commitment):
                return None
            found.append((credit, judged))
    return tuple(found) if len(found) == len(joint.commitments) else None


def ceiling_of(joint: Joint, cap: JointCap) -> Worth | None:
    """What a cap comes to; None where that hangs on more than the rule's own base."""
    match cap.at:
        case Money() | ShareOfBase():
            return worth_of(cap.at)
        case ShareOfCharges(share, _, charges) if charges == joint.base:
            return In.BASE, share
        case _:
            return None


def comparable(joint: Joint, credit: Credit, worth: Worth | None) -> Worth | None:
    """What a credit comes to, points as what they are worth; None for a share of another base than the joint rule's."""
    found = in_money(worth, joint.point)
    own = found is worth
    return None if found is not None and own and found[0] is In.BASE and credit.base != joint.base else found


def most_together(compiled: Compiled, joint: Joint) -> Worth | None:
    """A bound that the credits of a period never exceed, where no charge is below zero; None where there is none to be told."""
    members = members_of(compiled, joint)
    highest = [_most(joint, credit, judged) for credit, judged in members or ()]
    found = [worth for worth in highest if worth is not None]
    if not found or len(found) < len(highest) or len({unit for unit, _ in found}) > 1:
        return None
    amounts = [amount for _, amount in found]
    return found[0][0], sum(amounts, Fraction(0)) if joint.joining is Joining.SUM else max(amounts)


def _most(joint: Joint, credit: Credit, judged: Commitment) -> Worth | None:
    """The highest award of one credit, within its own caps; None where it has several verdicts, or nothing bounds it."""
    if credit.repeat is not None or not _judged_once(judged):
        return None
    reached = [comparable(joint, credit, most_worth(row, credit, judged)) for row in credit.rows]
    reached += [comparable(joint, credit, worth_of(floor.at, credit)) for floor in credit.floors]
    found = [worth for worth in reached if worth is not None]
    if not found or len(found) < len(reached) or len({unit for unit, _ in found}) > 1:
        return None
    unit, most = max(found, key=lambda one: one[1])
    caps = [comparable(joint, credit, worth_of(cap.at, credit)) for cap in credit.caps]
    return unit, min([most, *(cap[1] for cap in caps if cap is not None and cap[0] is unit)])


def _judged_once(judged: Commitment) -> bool:
    """Whether there is one verdict per customer and period, and not one for each part."""
    if judged.resources is not None or (judged.probes is not None and judged.probes.locations is FromLocations.EACH):
        return False
    return judged.combine is not CombineWords.EACH
