"""Share targets: how many of the runs that belong to a period were kept (S5)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import ClassVar, assert_never

import attrs

from slalang.engine.credit.credits import brackets
from slalang.engine.customers import Customer
from slalang.engine.outcomes import Case, Doubt, Outcome
from slalang.engine.support.run_outcomes import belongs_at, names_of
from slalang.engine.support.runs import Run
from slalang.engine.targets import Measured, status_against
from slalang.engine.terms import Missing
from slalang.semantics.policy import (
    Comparison,
    EmptyRule,
    NoTarget,
    Policy,
    Promised,
    Service,
    Share,
    ShareTarget,
    Target,
)
from slalang.time.periods import Period
from slalang.values import verdicts as out
from slalang.values.intervals import Interval
from slalang.values.verdicts import Budget, Status, Step

_MISSES = "misses"
"""The unit of what is left of a share's budget: how many runs may still be missed."""

_OPEN = "open runs"


@attrs.frozen(slots=True)
class Placed:
    """The runs of one clock or duty in the order of the instants by which they belong to periods; others are left out."""

    instants: tuple[int, ...]
    runs: tuple[Run, ...]

    @property
    def spans(self) -> list[Interval]:
        """The instants as spans of no length."""
        return [(at, at) for at in self.instants]

    def inside(self, period: Period) -> tuple[Run, ...]:
        """The runs that belong to a period."""
        return self.runs[bisect_left(self.instants, period.start_at) : bisect_left(self.instants, period.end_at)]


def place(runs: Iterable[Run]) -> Placed:
    """The runs that belong to some period, by the instant that says so (S6)."""
    found = sorted(((at, run) for run in runs for at in [belongs_at(run)] if at is not None), key=lambda pair: pair[0])
    return Placed(tuple(at for at, _ in found), tuple(run for _, run in found))


def judge_share(
    policy: Policy, share: Share, service: Service | None, customer: Customer, runs: tuple[Run, ...], period: Period
) -> Outcome:
    """The verdict on one period; `runs` are those that belong to it."""
    case = _ShareCase(policy=policy, commitment=share, service=service, customer=customer, period=period, runs=runs)
    case.about = tuple(name for run in runs if run.status is Status.BREACHED for name in names_of(run))
    if (why := case.not_applicable()) is not None:
        return case.outcome(Status.NOT_APPLICABLE, why)
    target = case.terms.first((t.guard, t) for t in share.targets)
    if target is None or isinstance(target, NoTarget):
        return case.without_target(target)
    if not case.decided and not case.open_runs:
        return _empty(case, target)
    case.book_runs()
    case.booked(target)
    case.warn(case.best)
    if isinstance(target, Missing):
        return case.undetermined(target.names, case.best, target)
    worst, status = case.worst, status_against(target, case.best)
    if worst is None or status_against(target, worst) is status:
        case.target(target, status, case.best)
    return case.credited(case.best, worst, target, case.last_miss())


def _empty(case: _ShareCase, target: ShareTarget | Missing) -> Outcome:
    """A period without anything to keep, as the policy says (S5)."""
    share = case.commitment
    case.steps.append(Step("S5", "nothing_to_keep", name=share.of, clauses=share.cited.clauses, detail=share.empty.value))
    if share.empty is EmptyRule.NOT_JUDGED:
        return case.outcome(Status.NOT_APPLICABLE, "there was nothing to keep in the period")
    kept = share.empty is EmptyRule.KEPT
    measured = case.measured_at(0 if kept else 1, 1)
    case.warn(measured)
    if isinstance(target, Missing):
        return case.undetermined(target.names, measured, target)
    return case.credited(measured, None, target, None)


@attrs.define(slots=True, kw_only=True)
class _ShareCase(Case):
    """A verdict on the share of a period's runs that were kept."""

    commitment: Share
    runs: tuple[Run, ...]
    warned_of: ClassVar[str] = "the share that was kept"

    # ---- what was counted

    @property
    def missed(self) -> int:
        """How many runs were missed."""
        return sum(run.status is Status.BREACHED for run in self.runs)

    @property
    def decided(self) -> int:
        """How many runs were kept or missed."""
        return sum(run.status in (Status.MET, Status.BREACHED) for run in self.runs)

    @property
    def open_runs(self) -> int:
        """How many runs nobody can decide, or not yet."""
        return sum(run.status is Status.UNDETERMINED for run in self.runs)

    @property
    def best(self) -> Measured:
        """The share if every undecided run were kept."""
        return self.measured_at(self.missed, self.decided + self.open_runs)

    @property
    def worst(self) -> Measured | None:
        """The share if every undecided run were missed; None where there is none."""
        if not self.open_runs:
            return None
        return self.measured_at(self.missed + self.open_runs, self.decided + self.open_runs)

    def measured_at(self, counted: int | Fraction, basis: int | Fraction) -> Measured:
        """The share if so many of all were missed."""
        exact = 1 - Fraction(counted) / basis
        return Measured(counted, basis, exact, exact)

    def last_miss(self) -> int | None:
        """When the last missed run stopped; one that still runs has stopped, for now, at `as of`."""
        missed = (run for run in self.runs if run.status is Status.BREACHED)
        return max((run.until(self.customer.as_of) for run in missed), default=None)

    def book_runs(self) -> None:
        """Book which runs were kept, missed, undecided (S5)."""
        clauses = self.commitment.cited.clauses
        for status, what in (
            (Status.BREACHED, "runs_missed"),
            (Status.UNDETERMINED, "runs_undecided"),
            (Status.NOT_APPLICABLE, "runs_left_out"),
        ):
            of = [run for run in self.runs if run.status is status]
            if of:
                names = tuple(dict.fromkeys(run.called for run in of))
                self.steps.append(Step("S5", what, name=self.commitment.of, after=len(of), also=names))
        kept = self.decided - self.missed
        if self.decided:
            exact = Fraction(kept, self.decided)
            self.steps.append(
                Step(
                    "S5", "kept_share", name=self.commitment.of, clauses=clauses, before=self.decided, after=exact, unit="share"
                )
            )

    def booked(self, target: Target | Missing) -> None:
        """Book the share, with its span where some runs are not decided (S5)."""
        # Where nothing is decided, all that is left is the span; its better end stands for the share, as with unknown time.
        worst = self.worst
        exact = Fraction(self.decided - self.missed, self.decided) if self.decided else self.best.exact
        promised = target if isinstance(target, ShareTarget) else None
        self.availability = out.Availability(
            exact=exact,
            target=promised.digits if promised else None,
            comparison=promised.comparison.value if promised else "at least",
            least=worst.exact if worst else None,
            most=self.best.exact if worst else None,
        )

    # ---- what it comes to

    def doubt(self) -> Doubt:
        """Runs that nobody can decide, or not yet (S5)."""
        lacked = {name for run in self.runs if run.status is Status.UNDETERMINED for name in run.missing}
        return Doubt(
            tuple(sorted(lacked)) or (_OPEN,),
            "S5",
            f"runs of {self.commitment.of} that are not decided could change the status",
        )

    def budgets(self, measured: Measured, target: Target | Missing) -> tuple[Budget, ...] | None:
        """How many more runs may be missed while the period runs, given those so far (V1)."""
        return tuple(self._spare(target)) if self.provisional else None

    def margins(self, measured: Measured, target: Promised) -> Iterator[Step]:
        """How many more, or fewer, of the same runs would have had to be missed to change the result (V3)."""
        if isinstance(target, ShareTarget) and self.decided:
            allowed = (1 - target.share) * measured.basis
            whole = allowed.numerator // allowed.denominator
            if target.comparison is Comparison.MORE_THAN and allowed.denominator == 1:
                whole -= 1
            spare = whole - measured.counted
            yield Step("V3", "margin_of_runs", name=self.commitment.of, before=measured.counted, after=spare, limit="target")

    def _spare(self, target: Target | Missing) -> Iterator[Budget]:
        kept = self.decided - self.missed
        if isinstance(target, ShareTarget) and target.share > 0:
            yield Budget("target", _more(target.share, kept, self.decided, target.comparison), _MISSES)
        standing = Fraction(kept, self.decided) if self.decided else Fraction(1)
        below = {(share, written) for written, share in brackets(self.credit_rule) if 0 < share <= standing}
        for share, written in sorted(below, reverse=True):
            yield Budget(written, _more(share, kept, self.decided, Comparison.AT_LEAST), _MISSES)


def _more(share: Fraction, kept: int, decided: int, comparison: Comparison) -> int:
    """The most runs that may be missed beside those so far while so many of all stay kept; negative: too many already."""
    all_told = kept / share
    whole = all_told.numerator // all_told.denominator
    match comparison:
        case Comparison.AT_LEAST | Comparison.AT_MOST:
            return whole - decided
        case Comparison.MORE_THAN | Comparison.LESS_THAN:
            exact = all_told.denominator == 1 and decided > 0
            return whole - decided - (1 if exact else 0)
        case _:
            assert_never(comparison)
