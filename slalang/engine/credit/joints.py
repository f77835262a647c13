"""What the credits of several verdicts come to together: sums, alternatives, points in money, caps that they share (C5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from slalang.engine.credit.credits import least_step, nothing, reaches, rounding_step
from slalang.engine.credit.joint_caps import Booked, Caps, Use, Used
from slalang.engine.credit.joint_members import COUNTING, Member, by_commitment, members_of
from slalang.engine.credit.settlements import Settleable, paid_of, settlements_for, with_settled
from slalang.engine.credit.shown_credits import currency_of, missing_steps
from slalang.engine.customers import Customer
from slalang.engine.outcomes import Outcome
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.engine.terms import Missing, terms_at
from slalang.semantics.policy import Joining, Joint, Policy, Service, ShareOfBase
from slalang.time.periods import Period
from slalang.values import verdicts as out
from slalang.values.events import Decision, Settlement
from slalang.values.money import to_decimal
from slalang.values.verdicts import CreditState, Status, Step

POINTS = "points"
"""What an explanation calls all points as one credit."""

_WAITING = (CreditState.SUSPENDED, CreditState.CLAIMABLE)
"""The states of a credit that lacks something yet."""

_WORST = (Status.BREACHED, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE)


@attrs.frozen(slots=True)
class JointOutcome:
    """What a joint rule comes to for one customer and period under one variant, before readings are compared."""

    joint: Joint
    period: Period
    status: Status
    provisional: bool
    credit: out.Credit
    service: str | None = None
    reason: str | None = None
    missing: tuple[str, ...] = ()
    """What its verdicts lack whose status is undetermined."""
    because: tuple[Step, ...] = ()
    used: Use | None = None
    """What it uses of the caps."""
    open: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The commitments whose credit nobody can tell, each with what that lacks."""


@attrs.frozen(slots=True)
class Earlier:
    """What versions of the policy that were in force before leave to this one: all verdicts with a credit, and for each joint
    rule by name what its credits used of the caps.
    """

    members: tuple[Member, ...] = ()
    uses: tuple[tuple[str, Use], ...] = ()

    def before(self, joint: Joint) -> tuple[list[Member], list[Use]]:
        """What an earlier rule of the same name used, else the verdicts on its commitments, as if it had always stood."""
        uses = [use for name, use in self.uses if name == joint.name]
        return ([] if uses else [m for m in self.members if m.name in joint.commitments]), uses


NOTHING_BEFORE = Earlier()


def judge_joints(
    policy: Policy,
    customer: Customer,
    outcomes: Iterable[Outcome],
    runs: Iterable[RunOutcome],
    earlier: Earlier = NOTHING_BEFORE,
) -> tuple[JointOutcome, ...]:
    """Every joint rule in every period that any of its verdicts is about, in order of their ends (C5).

    What `earlier` versions of the policy judged uses caps, and gets no verdict here.
    """
    outcomes, runs = tuple(outcomes), tuple(runs)
    found: list[JointOutcome] = []
    for joint in policy.joints:
        members = members_of(policy, joint.commitments, outcomes, runs)
        before, used = earlier.before(joint)
        settling = _Settling(policy, joint, customer)
        for use in used:
            settling.used.add(use)
        found += settling.all(members, before)
    return tuple(found)


def for_later(
    policy: Policy,
    outcomes: Iterable[Outcome],
    runs: Iterable[RunOutcome],
    joints: Iterable[JointOutcome],
    earlier: Earlier,
) -> Earlier:
    """What this version of the policy and those before it leave to the one that replaces it."""
    names = tuple(credit.commitment for credit in policy.credits)
    members = members_of(policy, names, tuple(outcomes), tuple(runs))
    uses = ((joint.joint.name, joint.used) for joint in joints if joint.used is not None)
    return Earlier((*earlier.members, *members), (*earlier.uses, *uses))


# ---------------------------------------------------------------------------------------------- settling


@attrs.frozen(slots=True)
class _Share:
    """What one credit brings to a joint rule, or all points as one, and what the caps have left of it."""

    name: str
    part: str | None
    amount: Fraction
    paid: Fraction | None = None
    of: Member | None = None
    """The verdict that it is the credit of; None for all points as one."""
    left: Fraction = Fraction(0)

    @property
    def state(self) -> CreditState | None:
        """The state of the credit."""
        return None if self.of is None else self.of.credit.state

    @property
    def points(self) -> int:
        """The points that stand for it."""
        return 0 if self.of is None else self.of.points

    @property
    def valued(self) -> int:
        """Those of them that are worth money."""
        return 0 if self.of is None else self.of.valued


@attrs.define(slots=True)
class _Settling:
    """One joint rule at work on one customer, period by period."""

    policy: Policy
    joint: Joint
    customer: Customer
    currency: str = attrs.field(init=False)
    services: tuple[Service, ...] = attrs.field(init=False)
    used: Booked = attrs.field(factory=Booked)

    def __attrs_post_init__(self) -> None:
        self.currency = currency_of(self.policy, self.customer) or ""
        self.services = _services(self.policy, self.joint)

    @property
    def service(self) -> Service | None:
        """The one service that all credits are about; None where they are about several."""
        return self.services[0] if len(self.services) == 1 else None

    def all(self, members: Sequence[Member], earlier: Sequence[Member]) -> Iterator[JointOutcome]:
        """The periods in order of their ends; what an earlier version of the policy judged only uses caps."""
        periods: dict[tuple[int, int], tuple[Period, list[Member], bool]] = {}
        for mine, own in ((earlier, False), (members, True)):
            for member in mine:
                key = (member.period.end_at, member.period.start_at)
                if own and key in periods and not periods[key][2]:
                    continue  # the version in force at its start has judged it
                periods.setdefault(key, (member.period, [], own))[1].append(member)
        for key in sorted(periods):
            period, found, own = periods[key]
            outcome = self.one(period, found)
            if own:
                yield outcome

    def one(self, period: Period, members: list[Member]) -> JointOutcome:
        """One period: the credits that count, what caps leave of each, points, rounding, the least payable sum."""
        steps: list[Step] = []
        terms = terms_at(self.policy, self.customer, period.start_at, period.end_at)
        caps = Caps(self.policy, self.joint, self.customer, self.services, period, terms, self.currency, self.used)
        open_ = [m for m in members if m.credit.state is CreditState.UNDETERMINED]
        missing = list(caps.needed())
        shares = self.taken(by_commitment(self.joint, self.policy, members), caps, missing, steps)
        shares = self.capped(shares, caps, missing, steps)
        about = Settleable(self.customer, (period.name,), self.joint.name, self.currency or None, self.service)
        # A sum that was paid without naming the rule stands beside one of its credits.
        settled = tuple(s for s in settlements_for(about) if s.commitment is not None or s.decision is not Decision.PAID)
        total = self.payable(shares, period, settled, steps)
        of_open = tuple(dict.fromkeys(name for m in open_ for name in m.credit.missing))
        if open_ and (missing or not self.without(open_, members)):
            missing = [*of_open, *missing]
        lacking = tuple(dict.fromkeys(missing))
        if lacking or (open_ and not self.without(open_, members)):
            credit = self.undetermined(lacking, steps)
        else:
            credit = self.credit(shares, total, of_open, steps)
        status = min((m.status for m in members), key=_WORST.index)
        return JointOutcome(
            self.joint,
            period,
            status,
            any(m.provisional for m in members),
            with_settled(credit, settled, self.currency or None, claimed=credit.state is CreditState.CLAIMED),
            self.service.name if self.service is not None else None,
            None if status is Status.MET else _why(status, members),
            tuple(dict.fromkeys(n for m in members for n in m.missing)) if status is Status.UNDETERMINED else (),
            tuple(steps),
            Use(period, self.used.sums[-1] - self.used.sums[-2], self.used.by[-1]),
            tuple((m.name, m.credit.missing) for m in open_),
        )

    def without(self, open_: Sequence[Member], members: Sequence[Member]) -> bool:
        """Whether the points that are determined count without those of credits that nobody can tell (C3)."""
        return self.joint.joining is Joining.SUM and all(m.in_points for m in open_) and any(m.points for m in members)

    def taken(self, grouped: list[tuple[str, list[Member]]], caps: Caps, missing: list[str], steps: list[Step]) -> list[_Share]:
        """What counts, in the order in which it uses the caps: all credits or the highest, then points in money (C3, C5)."""
        steps += (step for _, mine in grouped for m in mine for step in _member_steps(self.joint, m))
        worth = Fraction(0)
        if self.joint.point is not None and any(m.valued for _, mine in grouped for m in mine):
            each = caps.point_worth()
            if isinstance(each, Missing):
                missing += each.names
            else:
                worth = each
        if self.joint.joining is Joining.HIGHEST:
            grouped = [self.highest(grouped, worth, steps)]
        shares = [
            _Share(name, m.part, m.amount, m.paid, m)
            for name, mine in grouped
            for m in mine
            if m.amount or m.points or m.paid is not None
        ]
        if any(share.amount for share in shares) or worth:
            steps += caps.base_steps()
        points = sum(share.valued for share in shares)
        if points and worth > 0:
            steps.append(Step("C3", "points_worth", before=points, after=points * worth, unit="money", detail=self._point()))
            shares.append(_Share(POINTS, None, points * worth))
        return shares

    def _point(self) -> str:
        """What a point is worth, where that is a share of the base."""
        return f"{self.joint.point.digits}%" if isinstance(self.joint.point, ShareOfBase) else ""

    def highest(self, grouped: list[tuple[str, list[Member]]], worth: Fraction, steps: list[Step]) -> tuple[str, list[Member]]:
        """The commitment whose credits come to the most; of equals the first that the rule lists (C5)."""
        listed = sorted(grouped, key=lambda one: self.joint.commitments.index(one[0]))
        sums = [sum((m.amount + m.valued * worth for m in mine), Fraction(0)) for _, mine in listed]
        most = sums.index(max(sums))
        others = tuple(name for name, _ in listed if name != listed[most][0])
        clauses = self.joint.cited.clauses
        steps.append(
            Step("C5", "highest_credit", name=listed[most][0], clauses=clauses, after=sums[most], unit="money", also=others)
        )
        return listed[most]

    def capped(self, shares: list[_Share], caps: Caps, missing: list[str], steps: list[Step]) -> list[_Share]:
        """What the caps leave of each, one after the other (C5)."""
        if not any(share.amount for share in shares):
            return shares
        found: list[_Share] = []
        for share in shares:
            left = caps.left_of(share.amount, share.paid, share.name, share.part, steps)
            if isinstance(left, Missing):
                missing += left.names
                return shares  # what nobody can tell uses nothing
            found.append(attrs.evolve(share, left=left))
        return found

    def payable(self, shares: list[_Share], period: Period, settled: Sequence[Settlement], steps: list[Step]) -> Fraction:
        """The sum of all, rounded, and nothing where that is too small to be owed; what it uses of the caps is booked."""
        total = sum((share.left for share in shares), Fraction(0))
        rounded = to_decimal(total, self.currency, self.joint.rounding)
        least = self.joint.least_payable
        owed = least is None or reaches(least, rounded)
        if total:
            steps.append(rounding_step(total, rounded, self.joint.rounding))
        if total and least is not None and not owed:
            steps.append(least_step(least, rounded))
        payable = Fraction(rounded) if owed else Fraction(0)
        paid = paid_of(settled, payable)
        if paid is None:
            # What is too small to be owed uses nothing; what was paid all the same does.
            sums = [(s, s.paid if s.paid is not None else s.left if owed else Fraction(0)) for s in shares]
            by = tuple(Used(s.name, s.part, period.name, amount) for s, amount in sums)
        else:
            by = (Used(self.joint.name, None, period.name, paid),)
            events = tuple(s.id for s in settled if s.decision is Decision.PAID)
            steps.append(
                Step("C5", "joint_paid", name=self.joint.name, events=events, before=payable, after=paid, unit="money")
            )
        self.used.add(Use(period, sum((used.amount for used in by), Fraction(0)), by))
        return payable

    def credit(self, shares: list[_Share], total: Fraction, of_open: tuple[str, ...], steps: list[Step]) -> out.Credit:
        """The credit of all together; `of_open` is what points lack that do not count for that reason."""
        points = sum(share.points for share in shares)
        credit = out.Credit(
            amount=nothing(self.currency), currency=self.currency or None, points=points or None, missing=of_open
        )
        steps += missing_steps(of_open, dict.fromkeys(of_open, "C3"))
        if not total and (not points or self.joint.point is not None):
            return credit
        states = _states(shares)
        # What was paid though it was lost or never claimed is as good as due.
        state = next((s for s in COUNTING if s in states), CreditState.DUE)
        if len(states) > 1:
            steps += (
                Step("C5", "joint_state", name=one.value, after=states[one][0], unit="money", detail=str(states[one][1] or ""))
                for one in COUNTING
                if one in states
            )
        waiting = (name for share in shares if share.state in _WAITING and share.of for name in share.of.credit.missing)
        amount = to_decimal(total, self.currency, self.joint.rounding)
        missing = tuple(dict.fromkeys((*waiting, *of_open)))
        return attrs.evolve(credit, state=state, amount=amount, rule=self.joint.joining.value, missing=missing)

    def undetermined(self, lacking: tuple[str, ...], steps: list[Step]) -> out.Credit:
        """A credit that nobody can tell."""
        steps += missing_steps(lacking, {})
        return out.Credit(CreditState.UNDETERMINED, currency=self.currency or None, missing=lacking)


def _states(shares: Sequence[_Share]) -> dict[CreditState, tuple[Fraction, int]]:
    """The sum and the points in each state; what the points are worth is in the states of the points."""
    found: dict[CreditState, tuple[Fraction, int]] = {}
    worth = sum((share.left for share in shares if share.of is None), Fraction(0))
    valued = sum(share.valued for share in shares)
    for share in shares:
        if share.of is None or not (share.left or share.points):
            continue
        state = share.state if share.state in COUNTING else CreditState.DUE
        amount, points = found.get(state, (Fraction(0), 0))
        of_points = worth * share.valued / valued if valued else Fraction(0)
        found[state] = amount + share.left + of_points, points + share.points
    return found


def _services(policy: Policy, joint: Joint) -> tuple[Service, ...]:
    """The services that the verdicts of a joint rule are about; none where one of them is about every service."""
    of: dict[str, Service | None] = {commitment.name: commitment.service for commitment in policy.commitments}
    of |= {clock.name: clock.service for clock in policy.clocks} | {duty.name: duty.service for duty in policy.duties}
    of |= {share.name: of[share.of] for share in policy.shares if share.of in of}
    found = [of.get(name) for name in joint.commitments]
    named = tuple(dict.fromkeys(service for service in found if service is not None))
    return named if None not in found else ()


def _why(status: Status, members: Sequence[Member]) -> str:
    named = dict.fromkeys(m.name for m in members if m.status is status)
    words = {
        Status.BREACHED: "missed",
        Status.UNDETERMINED: "undetermined",
        Status.NOT_APPLICABLE: "not applicable",
    }
    return f"{words[status]}: {', '.join(named)}"


def _member_steps(joint: Joint, member: Member) -> Iterator[Step]:
    """What one verdict brings, and for what it waits where it is suspended."""
    also = (member.part,) if member.part is not None else ()
    yield Step(
        "C5",
        "joint_credit",
        name=member.name,
        clauses=joint.cited.clauses,
        before=None if member.credit.amount is None else Fraction(member.credit.amount),
        after=member.amount,
        unit="money",
        also=also,
        limit=member.credit.state.value,
        detail=str(member.credit.points or ""),
    )
    if member.credit.state is CreditState.SUSPENDED:
        for fact in member.credit.missing:
            yield Step("C6", "joint_suspended", name=member.name, also=also, detail=fact)
