"""What follows from a miss: caps and floors, claims, joint rules, rights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from slalang.engine.scenario.coverage.compared import claim as of_claim
from slalang.engine.scenario.coverage.compared import earned, status
from slalang.engine.scenario.coverage.item import Item, Tried, item
from slalang.engine.scenario.coverage.promises import of_brackets
from slalang.semantics.policy import Cited, Credit, Given, Joint, Policy, Right
from slalang.values.verdicts import CreditState, Status, Verdict

_EARNED = ("award", "per_day", "per_unit", "per_downtime", "joint_credit", "slot_fees")
_CLAIMED = (CreditState.CLAIMED,)
_LATE = (CreditState.FORFEITED,)


def of_money(policy: Policy) -> Iterator[Item]:
    """Credits with their rows, caps and claims, joint rules with their caps, and rights with their grounds."""
    for credit in policy.credits:
        yield from of_brackets(credit)
        limits = (*credit.caps, *credit.floors, *((credit.least_payable,) if credit.least_payable else ()))
        for limit in limits:
            yield from _binding(f"credit for {credit.commitment}", credit.commitment, limit.cited)
        yield from _claims(credit)
    for joint in policy.joints:
        yield from _joint(joint)
    for right in policy.rights:
        yield from _right(right)


def _binding(rule: str, name: str, cited: Cited) -> Iterator[Item]:
    yield item(rule, cited, "binds", partial(_bound, name, cited.written, True))
    yield item(rule, cited, "does not bind", partial(_bound, name, cited.written, False))


def _bound(name: str, written: str, binds: bool, tried: Tried) -> bool:
    for verdict in tried.of(name, earned):
        bound = any(
            step.what in ("cap", "floor", "least_payable", "joint_cap") and step.limit == written for step in verdict.because
        )
        awarded = any(step.what in _EARNED and step.after for step in verdict.because)
        if bound if binds else awarded and not bound:
            return True
    return False


def _claims(credit: Credit) -> Iterator[Item]:
    rule, name = f"credit for {credit.commitment}", credit.commitment
    if credit.given is not Given.ON_CLAIM:
        return
    for claim in credit.claims:
        written = claim.cited.written
        yield item(rule, claim.cited, "open", partial(_claim, name, written, (CreditState.CLAIMABLE,)))
        yield item(rule, claim.cited, "claimed in time", partial(_claim, name, written, _CLAIMED))
        yield item(rule, claim.cited, "forfeited", partial(_claim, name, written, _LATE))
    for one in credit.claim_includes:
        yield item(rule, credit.cited, "lacking", partial(_lacks, name, one), f'the claim includes "{one}"')
    for step in credit.steps:
        yield item(rule, step.cited, "taken", partial(_stepped, name, step.cited.written, "taken"))
        yield item(rule, step.cited, "not taken", partial(_stepped, name, step.cited.written, "forfeited"))
    for condition in credit.preconditions:
        yield item(rule, condition.cited, "in the way", partial(_steps, name, ("claim_barred", "suspended")))


def _claim(name: str, written: str, states: tuple[CreditState, ...], tried: Tried) -> bool:
    return any(
        verdict.credit.state in states and any(s.what == "claim" and s.limit == written for s in verdict.because)
        for verdict in tried.of(name, of_claim)
    )


def _lacks(name: str, content: str, tried: Tried) -> bool:
    return any(content in verdict.credit.missing for verdict in tried.of(name, of_claim))


def _stepped(name: str, written: str, outcome: str, tried: Tried) -> bool:
    return any(step.limit == written and step.after == outcome for step in tried.steps(name, of_claim, "claim_step"))


def _steps(name: str, codes: tuple[str, ...], tried: Tried) -> bool:
    return any(tried.steps(name, of_claim, *codes))


def _joint(joint: Joint) -> Iterator[Item]:
    rule = f"joint {joint.name}"
    yield item(rule, joint.cited, "settled", partial(_earned, joint.name), "")
    for cap in joint.caps:
        yield from _binding(rule, joint.name, cap.cited)
    if joint.least_payable is not None:
        yield from _binding(rule, joint.name, joint.least_payable.cited)


def _earned(name: str, tried: Tried) -> bool:
    return any(verdict.credit.amount for verdict in tried.of(name, earned))


def _right(right: Right) -> Iterator[Item]:
    rule = f"right {right.name}"
    for ground in right.grounds:
        yield item(rule, ground.cited, "reached", partial(_reached, right.name, ground.cited.written))
    yield item(rule, right.cited, "not arisen", partial(_stands, right.name, (Status.NOT_ARISEN,)), "")
    if right.exercised_by is not None:
        yield item(rule, right.cited, "exercised", partial(_stands, right.name, (Status.EXERCISED,)), "")
    if right.use_within is not None:
        yield item(rule, right.cited, "lapsed", partial(_stands, right.name, (Status.LAPSED,)), "")


def _reached(name: str, written: str, tried: Tried) -> bool:
    return any(verdict.ground == written and _arose(verdict) for verdict in tried.of(name, status))


def _arose(verdict: Verdict) -> bool:
    return verdict.status in (Status.ARISEN, Status.EXERCISED, Status.LAPSED)


def _stands(name: str, statuses: tuple[Status, ...], tried: Tried) -> bool:
    return any(verdict.status in statuses for verdict in tried.of(name, status))
