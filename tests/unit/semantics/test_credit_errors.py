"""What does not fit a credit by time, points, a joint rule, steps of a claim, or a right, is refused in plain words (C, R1)."""

from __future__ import annotations

import pytest
from counting import COUNTING
from sample import COMPLETE, SUPPORTED, changed, errors

FAILURES = "above 10 and at most 20 earns the unavailable share"
LATENCY = "above 200 and at most 400 earns EUR 1"
CAPACITY = "credit for capacity: a missed target earns 2 points;"

CREDITS = [
    # code, what is replaced, by what, words of the title, words of the hint
    ("limits-mixed", "below 98% and at least 97%", "above 4 hours and at most 5 hours", "limits of different things",
     "all as lengths"),
    ("limits-mixed", "below 98% and at least 97%", "below 98% and above 5 hours", "cannot run", "both as lengths"),
    ("limits-mixed", "below 97% earns", "above 4 earns", "limits of different things", "all as numbers"),
    ("missing-percent", "below 97% earns", "below 97 earns", "the number of times it was down", "write `below 97%`"),
    ("missing-percent", "below 98% and at least 97% earns", "below 98 and at least 97 earns", "`below 98`", "`below 98%`"),
    ("missing-percent", "below 97% earns", "below 97.5 earns", "97.5 is not", "write `97.5%`"),
    ("missing-percent", FAILURES, "above 10.5 and at most 20 earns EUR 1", "the number of failed requests", "`10.5%`"),
    ("number-not-whole", FAILURES, "above 10 and at most 200.5 earns EUR 1", "200.5 is not", "check"),
    ("number-out-of-range", FAILURES, "above -1 and at most 20 earns EUR 1", "never -1", "only measured values"),
    ("bracket-empty", FAILURES, "above 20 and below 21 earns EUR 1", "never above 20 and below 21", "whole numbers"),
    ("unknown-name", 'earns 10% where "zone" is "a"', 'earns 10% where zone is "a"', "no parameter `zone`", '`"zone" is "a"`'),
    ("limit-scale", FAILURES, "above 4 hours earns EUR 1", "measured by requests", "a number"),
    ("limit-scale", LATENCY, "below 99% earns EUR 1", "measured by values", "a number, as in `above 120`"),
    ("number-out-of-range", LATENCY, "above 99000000000000000 earns EUR 1", "a limit is at most", "check"),
    ("target-not-share", FAILURES, "above 10 and at most 20 earns the shortfall", "`the shortfall`", "as a percentage"),
    ("bracket-empty", "above 200 and at most 400", "above 500 and at most 400", "the value is never above 500", "exchange"),
    ("award-of-time", FAILURES, "above 10 and at most 20 earns 2 times the fee for the time lost", "measured by requests",
     "a percentage"),
    ("award-of-time", LATENCY, "above 200 and at most 400 earns the fee of each day down at least 1 hour",
     "measured by values", "a percentage"),
    ("award-of-share", LATENCY, "above 200 and at most 400 earns the unavailable share", "no share", "a percentage"),
    ("row-of-run", "a missed target earns 1 points", "a missed target earns the fee of each day down at least 1 hour",
     "no availability", "a percentage"),
    ("length-out-of-range", "down more than 15 minutes", "down more than 1 hour", "no clock hour", "shorter"),
    ("number-out-of-range", "2 times the fee of each", "0 times the fee of each", "nothing", "`1 times`"),
    ("number-out-of-range", "earns 3 days of service", "earns 0 days of service", "days of service", "check"),
    ("number-not-whole", "earns 3 days of service", "earns 2.5 days of service", "days of service", "write 2"),
    ("accrual-without-downtime", FAILURES, "above 10 and at most 20 earns EUR 1 for each 1 hour begun of downtime",
     "no downtime", "measured by time"),
    ("accrual-without-downtime", "a missed target earns 1 points", "a missed target earns 1 points for each 1 hour begun of "
     "downtime", "`respond` counts no downtime", "leave it out"),
    ("accrual-without-deadline", "for each 1 hour completed of each run", "for each day past the deadline", "no deadline",
     "of downtime"),
    ("accrual-award", "earns EUR 10 for each", "earns the unavailable share for each", "by the bad time already", "percentage"),
    ("length-not-exact", "after the first 10 minutes", "after the first 1 day", "an allowance", "24 hours"),
    ("phrase-needless", "  downtime that a paid", "  accrues at most 3 times; downtime that a paid", "past the deadline",
     "leave"),
    ("phrase-needless", "given without a claim;\n  barred", "a day of service is the base over 30; given without a claim;\n  "
     "barred", "by the day", "leave"),
    ("points-mixed", "above 8 hours earns 5 points", "above 8 hours earns EUR 5", "points in one row and money", "joint"),
    ("phrase-needless", CAPACITY, CAPACITY + " money rounded up;", "which a joint rule turns into money", "leave"),
    ("phrase-needless", CAPACITY, CAPACITY + " of the charges of the period;", "which a joint rule", "leave"),
    ("phrase-needless", CAPACITY, CAPACITY + " capped at EUR 5;", "which a joint rule", "leave"),
    ("phrase-needless", "earns EUR 2;", "earns EUR 2; a repeat multiplies the points by 2;", "no row earns points", "leave"),
    ("phrase-needless", "earns 1 points;", "earns 1 points; a repeat multiplies the points by 2;", "run by run", "leave"),
    ("number-out-of-range", "multiplies the points by 2", "multiplies the points by 0", "more than 0", "by 2"),
    ("number-out-of-range", "multiplies the points by 2", "multiplies the points by 1", "by 1", "by 2"),
    ("points-not-whole", "multiplies the points by 2", "multiplies the points by 1.5", "not whole", "whole points"),
    ("part-noun", "for the affected component", "for the affected resource", "consists of components", "write `component`"),
    ("base-of-component", 'for the affected "region"', "for the affected resource", "each resource on its own", '"region"'),
    ("base-of-component", 'for the affected "region"', 'for the affected "rack"', '"rack"', "grouped by"),
    ("base-of-component", "  owed only from EUR 5.",
     "  owed only from EUR 5; capped at 5% of the charges of the period for the "
     "affected component.", "the sum of several credits", "leave"),
    ("period-shorter", "calendar quarter that holds it in", "calendar week that holds it in", "shorter", "at least as long"),
    ("rolling-holds", "calendar quarter that holds it in", "rolling 90 days every 1 day ending 2025-01-31 that holds it in",
     "no single one", "calendar quarter"),
    ("length-zero", "the 12 months before it ends", "the 0 months before it ends", "of nothing", "leave"),
    ("base-missing", "  of the charges of the calendar quarter that holds it in category \"recurring\" "
     "for the affected component;\n", "", "of what", "of the charges"),
]  # fmt: skip

CLAIMS = [
    ("steps-missing", '  step "report" by a ticket within 24 hours after the fact "aware";\n  step "notice" by the fact "told" '
     'within 3 days after the last incident;\n  step "claim" within 30 days after the end of the period including "logs";\n',
     "",
     "names none", 'step "report"'),
    ("steps-without-claim", "given on a claim in steps", "given on a claim within 30 days after the end of the period",
     "asks for no claim in steps", "in steps"),
    ("declared-twice", 'step "notice"', 'step "report"', "step `report`", "another name"),
    ("contents-of-event", 'by a ticket within 24 hours after the fact "aware"',
     'by a ticket within 24 hours after the fact "aware" including "cause"', "taken by a ticket", "let a fact take"),
    ("contents-without-claim", "given on a claim in steps;", 'given on a claim in steps; the claim includes "dates";',
     "each with its own contents", "at the end of a step"),
    ("said-twice", "given on a claim in steps;", "given on a claim in steps; given without a claim;", "how it is given",
     "keep one"),
    ("claim-order", "given on a claim in steps;",
     "given on a claim in steps; given on a claim within 30 days after the end of the period;", "without a condition",
     "at the end"),
    ("precondition-without-claim", "suspended meanwhile", "tested at the claim", "asks for no claim", "`suspended meanwhile`"),
    ("precondition-circle", 'until the fact "paid up", suspended', 'until the fact "overdue", suspended', "at once",
     "mends it"),
    ("said-twice", "suspended meanwhile.", 'suspended meanwhile; barred by the fact "overdue" until the fact "paid", suspended '
     "meanwhile.", "what mends", "keep one"),
    ("phrase-needless", "given without a claim;\n  barred",
     "downtime that a paid claim used does not count again; given without a claim;\n  barred", "asks for no claim", "leave"),
    ("phrase-needless", "above 20 earns EUR 10;",
     "above 20 earns EUR 10; downtime that a paid claim used does not count again;",
     "counts no downtime", "leave"),
    ("anchor-incident", "above 400 earns EUR 2; given without a claim",
     "above 400 earns EUR 2; given on a claim within 3 days after the last incident", "is an outage", "the end of the period"),
]  # fmt: skip

JOINTS = [
    ("joint-without-credit", "joint limit of failures:", "joint limit of success:", "`success` has no credit",
     "credit for success"),
    ("joined-twice", "joint limit of failures:", "joint limit of capacity:", "`capacity` is joined twice", "in one place"),
    ("declared-twice", "penalty of databases, capacity, respond", "penalty of databases, capacity, capacity", "`capacity`",
     "leave it out"),
    ("joint-periods", "joint limit of failures:", "joint limit of failures, latency: the credits add up;",
     "per different periods", "the same"),
    ("unknown-name", "joint limit of failures:", "joint limit of failure:", "`failure`", "`failures`"),
    ("declared-twice", "joint limit of failures:", "joint latency of failures:", "the name `latency`", "another"),
    ("choice-missing", "  the credits add up;\n", "", "how the credits come together", "`the highest credit is taken`"),
    ("phrase-needless", "joint limit of failures:", "joint limit of failures: the credits add up;", "only one credit", "leave"),
    ("said-twice", "  the credits add up;\n", "  the credits add up; the highest credit is taken;\n", "come together", "keep"),
    ("point-worth-missing", "  each point is worth EUR 10;\n", "", "what a point is worth", "each point is worth"),
    ("phrase-needless", "joint limit of failures:", "joint limit of failures: each point is worth EUR 1;", "gives points",
     "leave"),
    ("base-missing", "EUR 900;\n  of the charges of the period;", "EUR 900;", "of what", "of the charges"),
    ("phrase-needless", "joint limit of failures:", "joint limit of failures: of the charges of the period;",
     "nothing in the rule is a share", "leave"),
    ("period-shorter", "EUR 1000 per calendar year", "EUR 1000 per calendar week", "shorter", "at least as long"),
    ("rolling-holds", "EUR 1000 per calendar year", "EUR 1000 per rolling 90 days every 1 day ending 2025-01-31",
     "said with `within any`", "`within any 90 days`"),
    ("rolling-holds", "EUR 1000 per calendar year", "EUR 1000 per rolling 1 month", "said with", "`within any 1 month`"),
    ("currency-mixed", "each point is worth EUR 10", "each point is worth GBP 10", "GBP", "EUR"),
    ("percent-out-of-range", "each point is worth EUR 10", "each point is worth 0% of the base", "what a point is worth",
     "check"),
]  # fmt: skip

RIGHTS = [
    ("ground-of-runs", "respond is missed 3 times within one calendar quarter", "respond is missed in 3 consecutive periods",
     "run by run", "`when respond is missed 3 times"),
    ("ground-of-runs", "respond is missed 3 times", "respond is below 95% 3 times", "kept or missed", "is missed"),
    ("ground-of-runs", "respond is missed 3 times", "respond is down more than 4 hours 3 times", "kept or missed", "is missed"),
    ("ground-of-runs", "respond is missed 3 times within one calendar quarter",
     'respond is missed 3 times, each notified by the fact "n" within 3 days after it ends', "no period", "leave"),
    ("ground-of-time", "uptime is down more than 24 hours", "latency is down more than 24 hours", "no downtime", "is missed"),
    ("ground-target", "uptime is below 95%", "uptime is below the target", "missed anyway", "is missed"),
    ("limit-scale", "uptime is below 95%", "latency is below 95%", "measured by values", "a number"),
    ("length-not-exact", "down more than 24 hours", "down more than 1 day", "counts as a miss", "24 hours"),
    ("rolling-holds", "within one calendar quarter", "within one rolling 30 days every 1 day ending 2025-01-31",
     "no single one", "within 12 months"),
    ("ground-without-points", "penalty earns at least", "uptime earns at least", "`uptime` gives no points", "joint"),
    ("ground-without-points", "penalty earns at least", "limit earns at least", "`limit` gives no points", "joint"),
    ("unknown-name", "penalty earns at least", "penalti earns at least", "credit or joint rule `penalti`", "`penalty`"),
    ("number-out-of-range", "at least 20 points", "at least 0 points", "the number of points", "check"),
    ("number-out-of-range", "down more than 24 hours 1 time", "down more than 24 hours 0 times", "missed periods", "check"),
    ("length-zero", "within 10 days after it ends", "within 0 days after it ends", "of nothing", "leave"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "title", "hint"), CREDITS + CLAIMS + JOINTS + RIGHTS)
def test_an_error_has_its_code_and_a_next_step(code: str, old: str, new: str, title: str, hint: str) -> None:
    found = [d for d in errors(changed(old, new, COUNTING)) if d.code == code]
    assert found, errors(changed(old, new, COUNTING))
    assert any(title in d.title for d in found), found
    assert any(hint in d.hint for d in found), found


@pytest.mark.parametrize(
    ("span", "old"),
    [
        ("charges", "the 12 months before it ends"),
        ("a cap", "within any 12 months"),
        ("an age", "it is at least 30 days old"),
    ],
)
def test_a_span_of_time_runs_along_no_business_calendar(span: str, old: str) -> None:
    words = old.replace("12 months", "9 business days of open").replace("30 days", "9 business days of open")
    (found,) = errors(changed(old, words, COUNTING) + "calendar open: Monday to Friday 09:00-17:00.")
    assert found.code == "length-unit"
    assert span in found.title


def test_steps_and_joint_rules_are_limited() -> None:
    many = "".join(f'step "s{i}" within 3 days after the end of the period;\n' for i in range(21))
    (found,) = errors(changed('  step "report"', many + '  step "report"', COUNTING))
    assert (found.code, "20 steps" in found.title) == ("too-much", True)
    names = ", ".join(f"c{i}" for i in range(101))
    (found,) = [d for d in errors(COUNTING + f"joint many of {names}: the credits add up.") if d.code == "too-much"]
    assert "100 credits" in found.title


def test_rows_and_targets_that_take_minutes_to_compare_are_too_many() -> None:
    targets = "; ".join(f"value at most {i} where the period starts before 20{10 + i % 80}-01-01" for i in range(150))
    rows = "; ".join(f"above {i} and at most {i + 1} earns EUR 1" for i in range(400, 598))
    text = changed("value at most 200;", f"{targets}; no target;", COUNTING)
    (found,) = errors(changed("above 400 earns EUR 2", rows, text))
    assert (found.code, "199 rows for 150 targets" in found.title) == ("too-much", True)


@pytest.mark.parametrize(
    ("award", "needed"),
    [
        ("the fee of each day down at least 2 hours", True),
        ("3 days of service", True),
        ("the fee of each clock hour down at least 20 minutes", False),
    ],
)
def test_what_a_day_of_service_is_counts_wherever_a_day_has_a_fee(award: str, needed: bool) -> None:
    rows = COUNTING[COUNTING.index("above the target and at most 8 hours") : COUNTING.index(" by 2;") + 5]
    base = "of the charges of the period; a day of service is the base over 30"
    text = changed(rows, f"a missed target earns {award}; {base}", COUNTING)
    text = changed("joint penalty of databases, capacity, respond", "joint penalty of capacity, respond", text)
    assert [d.code for d in errors(text)] == ([] if needed else ["phrase-needless"])


def test_a_step_by_a_ticket_needs_a_service() -> None:
    credit = (
        "credit for backup: a missed target earns GBP 1; per calendar month; money rounded up; given on a claim in steps; "
        'step "told" by a ticket within 3 days after the end of the period.'
    )
    (found,) = errors(SUPPORTED + credit)
    assert found.code == "step-by-ticket"
    assert "`backup` names no service" in found.title


def test_a_commitment_in_error_is_said_once_and_its_credit_is_still_looked_at() -> None:
    text = changed("value at most 200", "value at most 2000000000000000", COUNTING)
    assert [d.code for d in errors(text)] == ["number-out-of-range"]
    text = changed("above 400 earns EUR 2", "above 300 earns EUR 2", text)
    assert {d.code for d in errors(text)} == {"number-out-of-range", "bracket-overlap"}
    mixed = changed("above the target and at most 8 hours", "above the target and at most 9 hours", COUNTING)
    mixed = changed("down at most 4 hours", "down at most 4 days", mixed)
    assert [d.code for d in errors(mixed)] == ["length-not-exact"], "what the target is a limit of is not known then"


def test_rows_by_how_often_it_was_down_have_limits_that_are_whole() -> None:
    rows = "above the target and at most 4 earns 2 points; at least 5 earns 4 points"
    text = changed("credit for capacity: a missed target earns 2 points;", f"credit for capacity: {rows};", COUNTING)
    text = changed("down less than 3 times;", "down at most 2 times; warning above 1;", text)
    assert errors(text) == ()
    (found,) = errors(changed("warning above 1;", "warning above 1.5;", text))
    assert (found.code, found.hint) == ("missing-percent", "write `1.5%`, if a share is meant")
    (found,) = errors(changed("at least 5 earns", "at least 4 earns", text))
    assert found.label == "at 4 this row and row 1 both apply"


def test_values_and_their_limits_may_be_negative() -> None:
    rows = "below the target and at least -30 earns EUR 1; below -40.5 earns EUR 2"
    text = changed(f"{LATENCY}; above 400 earns EUR 2", rows, COUNTING)
    text = changed("value at most 200;\n  warning above 150.5;", "value at least -2.5; warning below -1;", text)
    assert errors(text) == ()
    (found,) = errors(changed("below -40.5", "below -20", text))
    assert found.label == "at -30 this row and row 1 both apply"
    (found,) = errors(changed("below -40.5", "above -20 and below -40.5", text))
    assert (found.code, found.title) == ("bracket-empty", "the value is never above -20 and below -40.5")
    (found,) = errors(changed("value at least -2.5", "value at least -2000000000000000", text))
    assert found.code == "number-out-of-range"


def test_rows_of_numbers_that_overlap_say_where() -> None:
    (found,) = errors(changed("above 400 earns EUR 2", "above 300 earns EUR 2", COUNTING))
    assert found.code == "bracket-overlap"
    assert found.label == "at 400 this row and row 1 both apply"


def test_rows_for_resources_that_exclude_each_other_do_not_overlap() -> None:
    rows = 'a missed target earns 10% where "zone" is "a"'
    two = f'{rows}; a missed target earns 20% where "zone" is not "a"'
    assert errors(changed(rows, two, COUNTING)) == ()
    assert errors(changed(rows, two.replace("not ", ""), COUNTING))[0].code == "bracket-overlap"


def test_a_joint_rule_is_not_there_under_another_reading() -> None:
    joined = (
        'ambiguity j: reading one governs because "a"; reading two because "b".\n'
        "joint all of uptime under reading one: capped at GBP 5 per calendar year; money rounded up.\n"
        "right other: when all earns at least 3 points."
    )
    codes = {d.code for d in errors(COMPLETE + joined)}
    assert codes == {"ground-without-points", "only-under-reading"}
