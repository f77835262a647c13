"""What a verdict would be under each named reading of the text (P6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from slalang.engine.credit.joints import JointOutcome
from slalang.engine.outcomes import Outcome
from slalang.engine.right.rights import RightOutcome
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.engine.views import View
from slalang.semantics.policy import Clock, Compiled, Duty, Policy, Share
from slalang.values import verdicts as out
from slalang.values.verdicts import ReadingOutcome, Status, Step

Readings: TypeAlias = tuple[tuple[str, ReadingOutcome], ...] | None
"""Each reading by name; None where the policy has none."""

Subject: TypeAlias = tuple[str, str | None, str | None, str | None]

_WORST = (Status.BREACHED, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE)


def outcome_readings(variants: Mapping[str, View], customer: str | None, outcome: Outcome) -> Readings:
    """The status and amount of a verdict on a period.

    A reading that joins the components gives the status of all together; one that parts them, the worst and the sum.
    """
    found = {name: _corresponding(view, customer, outcome) for name, view in variants.items()}
    answers = {name: [(o.status, o.credit) for o in same] for name, same in found.items()}
    return _compared(answers, outcome.status, outcome.credit)


def runs_by_subject(view: View, customer: str | None) -> Mapping[Subject, Sequence[RunOutcome]]:
    """The runs of a variant by what they are about: rule, ticket, event and own period."""
    found: dict[Subject, list[RunOutcome]] = {}
    for outcome in view.runs.get(customer, ()):
        found.setdefault(_subject(outcome), []).append(outcome)
    return found


def run_readings(variants: Mapping[str, Mapping[Subject, Sequence[RunOutcome]]], outcome: RunOutcome) -> Readings:
    """The status and amount of a run under each variant's `runs_by_subject`."""
    subject = _subject(outcome)
    answers = {name: [(o.run.status, o.credit) for o in runs.get(subject, ())] for name, runs in variants.items()}
    return _compared(answers, outcome.run.status, outcome.credit)


def right_readings(variants: Mapping[str, RightOutcome], right: RightOutcome) -> Readings:
    """The state of a right."""
    found = [(name, ReadingOutcome(r.status, None, r.status is not right.status)) for name, r in variants.items()]
    return tuple(found) or None


def _corresponding(view: View, customer: str | None, outcome: Outcome) -> list[Outcome]:
    """The outcomes of a variant that answer the same question: the period of that name, this component or all there are."""
    same = [
        o
        for o in view.outcomes.get(customer, ())
        if o.commitment.name == outcome.commitment.name and o.period.name == outcome.period.name
    ]
    own = [o for o in same if o.component == outcome.component and o.group == outcome.group]
    return own or same


def joint_readings(variants: Mapping[str, View], customer: str | None, joint: JointOutcome) -> Readings:
    """The status and amount of what several verdicts come to together."""
    answers = {
        name: [
            (j.status, j.credit)
            for j in view.joints.get(customer, ())
            if j.joint.name == joint.joint.name and j.period.name == joint.period.name
        ]
        for name, view in variants.items()
    }
    return _compared(answers, joint.status, joint.credit)


def _subject(outcome: RunOutcome) -> Subject:
    run = outcome.run
    return run.rule.name, run.ticket, run.event, run.period.name if run.period else None


def _compared(answers: Mapping[str, Sequence[tuple[Status, out.Credit]]], status: Status, credit: out.Credit) -> Readings:
    """The worst status and the sum of the amounts of each reading that has an answer."""
    found: list[tuple[str, ReadingOutcome]] = []
    for name, same in answers.items():
        if not same:
            continue
        worst = min((s for s, _ in same), key=_WORST.index)
        amounts = [c.amount for _, c in same]
        amount = None if any(a is None for a in amounts) else sum((a for a in amounts if a is not None), Decimal(0))
        found.append((name, ReadingOutcome(worst, amount, (worst, amount) != (status, credit.amount))))
    return tuple(found) or None


Concerned: TypeAlias = Mapping[str, frozenset[str]]
"""By the name of a clock, a duty or a share, the readings that say something about it."""


def concerned_rules(compiled: Compiled) -> Concerned:
    """Which readings make each clock, duty or share another one, with those that govern instead of them (P6)."""
    policy = compiled.policy
    rules: tuple[Clock | Duty | Share, ...] = (*policy.clocks, *policy.duties, *policy.shares)
    found: dict[str, frozenset[str]] = {}
    for rule in rules:
        stands = _basis(policy, rule.name)
        differ = [r for r in compiled.readings if not r.governs and _basis(r.policy, rule.name) != stands]
        about = {r.ambiguity for r in differ}
        governing = [r.name for r in compiled.readings if r.governs and r.ambiguity in about]
        found[rule.name] = frozenset((*governing, *(r.name for r in differ)))
    return found


def _basis(policy: Policy, name: str) -> object:
    """What the verdicts on a clock, a duty or a share rest on in one variant of the text."""
    share = next((s for s in policy.shares if s.name == name), None)
    counted = name if share is None else share.of
    rules: tuple[Clock | Duty, ...] = (*policy.clocks, *policy.duties)
    return (
        policy.zone,
        share,
        tuple(rule for rule in rules if rule.name == counted),
        tuple(credit for credit in policy.credits if credit.commitment == name),
        tuple(
            (exclusion.name, exclusion.tickets, exclusion.zone, exclusion.cited)
            for exclusion in policy.exclusions
            if exclusion.excludes and exclusion.tickets and (exclusion.commitments is None or counted in exclusion.commitments)
        ),
    )


def reading_steps(
    compiled: Compiled,
    readings: Readings,
    amount: Decimal | None,
    status: Status,
    concerning: frozenset[str] | None = None,
) -> Iterable[Step]:
    """Whether each reading would change the status or the amount, with its reason.

    Of a rule that only the readings `concerning` say something about (None: all do), others count only where they change it.
    """
    reasons = {r.name: r for r in compiled.readings}
    for name, reading in readings or ():
        if concerning is not None and name not in concerning and not reading.differs:
            continue
        changes = [
            word
            for word, differs in (("status", reading.status is not status), ("amount", reading.amount != amount))
            if differs
        ]
        yield Step(
            "P6",
            "reading",
            name=name,
            clauses=reasons[name].clauses,
            before=status.value if amount is None else f"{status.value}, {amount}",
            after=reading.status.value if reading.amount is None else f"{reading.status.value}, {reading.amount}",
            reason=reasons[name].reason,
            detail=("governs" if reasons[name].governs else " and ".join(changes) + " differ" if changes else "no difference"),
        )
