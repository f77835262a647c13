"""What provably means the same has one normal form; what does not, has not."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutated_hosting import HOSTING, compiled_of

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.mutation.mutants import mutants_of
from slalang.mutation.normal_form import judged_fingerprint, normal_fingerprint
from slalang.pipeline import compile_policy, recompiler
from slalang.syntax import ast

POLICIES = Path(__file__).parents[3] / "policies"

WORK = (
    HOSTING.replace("currency EUR;", "currency EUR; in force from 2025-01-01 until 2026-12-31;")
    .replace("(network), third_party.", "(network), third_party, force_majeure (war), solar_flare.")
    .replace(
        "or third_party.",
        'or third_party; outages caused by force_majeure with the fact "notified" within 2 days after it starts.',
    )
    + """
calendar week: Monday to Friday all day.
parameter plan: one of "a", "b"; default "a".
exclusion work (clause 2):
  maintenance of kind "scheduled";
  at most 2 windows per calendar month, otherwise void;
  announced at least 2 business days of week before, otherwise void.
right leave (clause 3):
  when uptime is missed in 3 consecutive periods within 12 months;
  when uptime is below 95% 1 time;
  on 90 days' notice.
"""
)

ROWS = ("  below 99.9% and at least 99% earns 5%;\n", "  below 99% earns 10%;\n")
SAME = [
    ("caused by customer or third_party", "caused by third_party or customer"),
    ("caused by customer or third_party", "caused by customer or customer.network or third_party"),
    ("outages caused by customer or third_party", "outages caused by customer; outages caused by third_party"),
    (ROWS[0] + ROWS[1], ROWS[1] + ROWS[0]),
    ("below 99.9% and at least 99%", "below the target and at least 99%"),
    ("rows need a missed target", "rows stand alone"),
    ("2 windows per calendar month, otherwise void", "2 windows per calendar month, otherwise the excess counts"),
    ("in 3 consecutive periods within 12 months", "in 3 consecutive periods within 3 months"),
    ("in 3 consecutive periods within 12 months", "in 3 consecutive periods"),
    ("from 2025-01-01 until 2026-12-31", "from 2024-12-31 until 2026-12-31"),
    ("from 2025-01-01 until 2026-12-31", "from 2025-01-01 until 2026-12-30"),
    ('with the fact "notified"', 'or customer.network with the fact "notified"'),
    ('with the fact "notified"', 'or force_majeure.war with the fact "notified"'),
    ("when uptime is below 95% 1 time", "when uptime is below 95% in 1 consecutive periods"),
]  # fmt: skip
OTHER = [
    ("caused by customer or third_party", "caused by customer.network or third_party"),
    ("caused by customer or third_party", "caused by customer"),
    ("at least 99% earns 5%", "at least 99% earns 6%"),
    ("below 99.9% and at least 99%", "below 99.9% and above 99%"),
    ("announced at least 2 business days of week before, otherwise void", "announced at least 2 days before, otherwise void"),
    ("in 3 consecutive periods within 12 months", "in 3 consecutive periods within 2 months"),
    ("in 3 consecutive periods within 12 months", "3 times within 12 months"),
    ("from 2025-01-01 until 2026-12-31", "from 2025-01-02 until 2026-12-31"),
    ("from 2025-01-01 until 2026-12-31", "from 2025-01-01 until 2027-01-01"),
    ("from 2025-01-01 until 2026-12-31", "from 2024-12-01 until 2026-12-31"),
    ('with the fact "notified"', 'or solar_flare with the fact "notified"'),
    ('with the fact "notified"', 'or customer with the fact "reported"'),
    ("when uptime is below 95% 1 time", "when uptime is below 95% 2 times"),
    ("on 90 days' notice", "on 91 days' notice"),
    ("available at least 99.9%", "available more than 99.9%"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_what_means_the_same_has_the_same_form(before: str, after: str) -> None:
    assert before in WORK
    assert normal_fingerprint(compiled_of(WORK.replace(before, after))) == normal_fingerprint(compiled_of(WORK))


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_what_means_something_else_has_not(before: str, after: str) -> None:
    assert before in WORK
    assert normal_fingerprint(compiled_of(WORK.replace(before, after))) != normal_fingerprint(compiled_of(WORK))


@pytest.mark.parametrize("changed", ["at most 7 hours", "below 8 hours"])
def test_the_upper_limit_of_a_length_is_no_limit_of_the_share_that_is_promised(changed: str) -> None:
    """Seven and a half hours of downtime earn something here and nothing there (C2)."""
    lengths = WORK.replace(ROWS[0] + ROWS[1], "  above 4 hours and at most 8 hours earns 5%;\n  above 8 hours earns 10%;\n")
    assert lengths != WORK
    other = lengths.replace("at most 8 hours", changed)
    assert normal_fingerprint(compiled_of(other)) != normal_fingerprint(compiled_of(lengths))


def test_tickets_and_periods_of_a_subscription_begin_on_any_day() -> None:
    clock = """
clock answer of web (clause 3):
  runs from "opened" to "responded"; within 4 hours; never pauses; reopening begins a run of its own;
  an automatic reply does not count; a later stage stops it too.
"""
    for other in (WORK + clock, WORK.replace("per calendar month;\n  watched", "per billing cycle of 1 month;\n  watched")):
        earlier = other.replace("from 2025-01-01 until", "from 2024-12-31 until")
        assert normal_fingerprint(compiled_of(earlier)) != normal_fingerprint(compiled_of(other))


def test_rows_that_reach_above_the_target_need_the_rule_that_they_need_a_miss() -> None:
    above = WORK.replace("below 99.9% and at least 99% earns 5%", "below 99.95% and at least 99% earns 5%")
    alone = above.replace("rows need a missed target", "rows stand alone")
    assert normal_fingerprint(compiled_of(above)) != normal_fingerprint(compiled_of(alone))


def test_what_is_left_to_the_last_word_is_said_of_that_word() -> None:
    first = 'given on a claim within 1 day after the end of the period where plan is "a"'
    other = "given on a claim within 2 days after the end of the period LAST"
    claims = WORK.replace("given without a claim", f"{first};\n  {other}")
    asked, left = (compiled_of(claims.replace(" LAST", last)) for last in (' where plan is "b"', ""))
    assert normal_fingerprint(asked) == normal_fingerprint(left)
    open_ = claims.replace('one of "a", "b"; default "a"', 'one of "a", "b", "c"; default "a"')
    asked, left = (compiled_of(open_.replace(" LAST", last)) for last in (' where plan is "b"', ""))
    assert normal_fingerprint(asked) != normal_fingerprint(left)


def test_a_right_s_notice_is_told_and_decides_nothing() -> None:
    longer = compiled_of(WORK.replace("on 90 days' notice", "on 91 days' notice"))
    assert judged_fingerprint(longer) == judged_fingerprint(compiled_of(WORK))


def test_a_calendar_without_hours_is_open_all_day() -> None:
    closed = WORK.replace("calendar week: Monday to Friday all day.", "calendar week: HOURS closed on 2025-12-24.")
    named, silent = (compiled_of(closed.replace("HOURS", hours)) for hours in ("every day all day;", ""))
    assert normal_fingerprint(named) == normal_fingerprint(silent)


def test_what_is_said_to_mean_the_same_passes_every_scenario_of_a_real_agreement() -> None:
    file = "quantive.scenarios.sla"
    text = (POLICIES / file).read_text(encoding="utf-8")
    compiled = compile_policy(text, file, _load).required()
    scenarios = [rule for rule in compiled.trees[file].rules if isinstance(rule, ast.Scenario)]
    compiled_again, meaning = recompiler(text, file, _load), normal_fingerprint(compiled)
    changed = (compiled_again({mutant.at.file: mutant.tree}).compiled for mutant in mutants_of(compiled.trees))
    same = [one for one in changed if one is not None and normal_fingerprint(one) == meaning]
    assert len(same) > 20
    assert all(result.passed for one in same for result in run_scenarios(one, scenarios))


def _load(name: str) -> str | None:
    path = POLICIES / name
    return path.read_text(encoding="utf-8") if path.is_file() else None
