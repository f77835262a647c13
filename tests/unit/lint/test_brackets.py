"""The tables of credits against a naive reading of their rows, figure by figure, for every customer (C1, C2)."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

import pytest

from slalang.lint.analysis.tables import judged_of, standings, table_of, tables
from slalang.lint.check import lint_policy
from slalang.lint.registry import LintRule, all_rules
from slalang.lint.subject import Subject
from slalang.pipeline import compile_policy
from slalang.semantics.brackets import Stretch, figure_of
from slalang.semantics.gauges import promised
from slalang.semantics.policy import Compiled, Credit, Row
from slalang.trials.least import with_downtime
from slalang.trials.stream import first_period
from slalang.values.diagnostics import Diagnostic
from slalang.values.instants import DAY, MINUTE, day_number
from slalang.values.verdicts import CreditState, Status

HEAD = """
agreement "Hosting": zone UTC; currency EUR.
parameter plan: one of "basic", "gold"; default "basic".
throughout: watched by outages; measured over the whole period; counted exactly;
  of a period covered in part, the rest counts as up; money rounded half up.
service web: no components.
commitment uptime of web:
  available {0} {1}% where plan is "gold";
  available at least 95% otherwise;
  per calendar month.
credit for uptime:
  {2}
  where rows overlap, the highest applies;
  rows {3};
  of the charges of the period;
  given without a claim.
"""
FIGURES = [90, 91, 92, 93, 94, 95, 96, 97, 98, 99]
LOOKED_AT = [Fraction(n, 200) for n in range(170, 201)]


def compiled(text: str) -> Compiled:
    found = compile_policy(text)
    assert found.compiled is not None, found.diagnostics
    return found.compiled


def found(text: str, *names: str) -> tuple[Diagnostic, ...]:
    """What the rules of those names find."""
    rules: list[LintRule] = [rule for rule in all_rules() if rule.name in names]
    assert len(rules) == len(names)
    return lint_policy(Subject(compiled(text), "policy.sla"), rules)


def _row(made: random.Random) -> str:
    low, high = sorted(made.sample(FIGURES, 2))
    sides = [f"{made.choice(('below', 'at most'))} {high}%", f"{made.choice(('above', 'at least'))} {low}%"]
    limits = " and ".join(made.choice((sides, sides[:1], sides[1:])))
    plan = made.choice(("", "", ' where plan is "gold"', ' where plan is not "gold"'))
    return f"{limits} earns {made.randint(1, 9)}%{plan};"


def _policy(seed: int) -> tuple[Compiled, Credit]:
    made = random.Random(seed)
    rows = "\n  ".join(_row(made) for _ in range(made.randint(1, 5)))
    comparison = made.choice(("at least", "more than"))
    alone = made.choice(("need a missed target", "stand alone"))
    policy = compiled(HEAD.format(comparison, made.choice(FIGURES), rows, alone))
    return policy, policy.policy.credits[0]


def _applies(row: Row, credit: Credit, figure: Fraction, missed: bool) -> bool:
    """Whether a row applies to a figure, as C2 says it."""
    limits = all(limit.at is not None and limit.bound.holds(figure, limit.at) for limit in row.limits or ())
    return limits and (missed or not credit.rows_need_miss)


@pytest.mark.parametrize("seed", range(60))
def test_every_figure_meets_the_rows_that_apply_to_it(seed: int) -> None:
    policy, credit = _policy(seed)
    judged = judged_of(policy, credit)
    assert judged is not None
    there = standings(policy, credit, judged)
    assert there is not None
    assert {standing.target for standing in there} == set(promised(judged.targets))
    for standing in there:
        table = table_of(credit, judged, standing)
        if table is None:
            assert not standing.rows
            continue
        for figure in LOOKED_AT:
            at = Stretch(figure, True, figure, True)
            (piece,) = [piece for piece in table.pieces if not piece.at.common(at).empty]
            missed = not table.target.comparison.holds(figure, figure_of(table.target))
            assert piece.missed is missed
            assert piece.rows == tuple(row for row in standing.rows if _applies(row, credit, figure, missed)), figure
            holed = any(not hole.at.common(at).empty for hole in table.holes())
            assert holed is (missed and not piece.rows)


@pytest.mark.parametrize("seed", range(60, 100))
def test_what_falls_earns_less_at_some_worse_figure_and_nothing_else_does(seed: int) -> None:
    policy, credit = _policy(seed)
    falls = False
    for table in tables(policy):
        highest = Fraction(0)
        for figure in sorted(LOOKED_AT, reverse=True):
            missed = not table.target.comparison.holds(figure, figure_of(table.target))
            earned = [row.award.percent.share for row in table.rows if _applies(row, credit, figure, missed)]  # type: ignore[union-attr]
            if earned:
                falls = falls or max(earned) < highest
                highest = max(highest, *earned)
    rule = [rule for rule in all_rules() if rule.name == "credit-falls"]
    assert bool(lint_policy(Subject(policy, "policy.sla"), rule)) is falls


@pytest.mark.parametrize("seed", range(100, 140))
def test_a_row_is_unreachable_where_it_wins_at_no_figure_for_nobody(seed: int) -> None:
    policy, credit = _policy(seed)
    winning: set[int] = set()
    for table in tables(policy):
        for figure in LOOKED_AT:
            missed = not table.target.comparison.holds(figure, figure_of(table.target))
            applying = [row for row in table.rows if _applies(row, credit, figure, missed)]
            most = max((row.award.percent.share for row in applying), default=None)  # type: ignore[union-attr]
            winning.update(id(row) for row in applying if row.award.percent.share == most)  # type: ignore[union-attr]
    rule = [rule for rule in all_rules() if rule.name == "unreachable-row"]
    lost = {diagnostic.span for diagnostic in lint_policy(Subject(policy, "policy.sla"), rule)}
    assert lost == {row.cited.span for row in credit.rows if id(row) not in winning}


def test_a_table_of_many_plans_and_rows_is_looked_at_soon() -> None:
    plans = ", ".join(f'"p{n}"' for n in range(300))
    rows = "\n  ".join(f"below {99 - n / 100:.2f}% and at least {98.99 - n / 100:.2f}% earns {1 + n % 9}%;" for n in range(190))
    text = HEAD.format("at least", 99, rows, "need a missed target").replace('"basic", "gold"', f'"basic", "gold", {plans}')
    names = ("bracket-gap", "bracket-open-point", "credit-falls", "unreachable-row", "target-credit-disconnected")
    assert found(text, *names)


CROSSED = """
agreement "Hosting": zone UTC; currency EUR.
throughout: watched by outages; measured over the whole period; counted exactly;
  of a period covered in part, the rest counts as up; rows need a missed target; money rounded half up.
service web: no components.
commitment uptime of web: available at least 99.9%; per calendar month.
credit for uptime: {}; of the charges of the period; given without a claim.
"""


def _unpaid(made: Compiled, minutes: range) -> bool:
    """Whether any outage of so many minutes, in April or in February, is breached and earns nothing."""
    (commitment,) = made.policy.commitments
    for month in (date(2025, 4, 1), date(2025, 2, 1)):
        period = first_period(made.policy, commitment.period, day_number(month) * DAY)
        for long in minutes:
            found = with_downtime(made, commitment, period, long * MINUTE).case("uptime")
            assert found is not None
            if found.verdict.status is Status.BREACHED and found.verdict.credit.state is CreditState.NONE:
                return True
    return False


@pytest.mark.parametrize("seed", range(12))
def test_lengths_under_a_percentage_are_found_where_a_miss_earns_nothing(seed: int) -> None:
    made = random.Random(seed)
    ends = sorted(made.sample(range(36, 70, 2), 4))
    rows = [f"above {ends[0]} minutes and at most {ends[1]} minutes", f"above {made.choice(ends[1:3])} minutes"]
    text = CROSSED.format("; ".join(f"{row} earns {5 * (i + 1)}%" for i, row in enumerate(rows)))
    names = ("bracket-gap", "bracket-open-point", "target-credit-disconnected")
    assert bool(found(text, *names)) is _unpaid(compiled(text), range(39, 72))
