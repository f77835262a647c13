"""Good of all requests and executions, means of slots, and what a period without any is (D7)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slalang.values.diagnostics import PolicyError
from slalang.values.events import Event
from slalang.values.verdicts import Budget, Status, Verdict
from tests.unit.engine.counting import counts, event, policy, step, verdict, verdicts

EMPTY = "a period without any counts as up"


def requests(said: str = "", *, target: str = "good at least 90%", uneven: str = "are an error", more: str = "") -> str:
    return policy(
        f"measured by good requests{said}; {EMPTY}; counts that fit no slot {uneven}", target=target, time="", more=more
    )


def executions(said: str = "", *, target: str = "good at least 90%", empty: str = EMPTY, more: str = "") -> str:
    return policy(f"measured by good executions{said}; {empty}", target=target, time="", more=more)


def slots(
    said: str = "",
    *,
    target: str = "good at least 90%",
    empty: str = "counts as up",
    unobserved: str = "counts as up",
    more: str = "",
) -> str:
    return policy(
        f"measured by the mean of good requests in slots of 6 hours{said}; {EMPTY}; counts that fit no slot are an error; "
        f"a slot without requests {empty}; unobserved time {unobserved}",
        target=target,
        time="",
        more=more,
    )


def done(name: str, at: str, good: bool, **fields: object) -> Event:
    return event("execution", name, at=at, good=good, **fields)


def jobs(good: int, bad: int, at: str = "10:00", **fields: object) -> list[Event]:
    return [done(f"{at}-{fields.get('class_', '')}{i}", at, i < good, **fields) for i in range(good + bad)]


def exact(of: Verdict) -> Fraction | None:
    return of.availability.exact if of.availability else None


# ---------------------------------------------------------------------------------------------- requests


def test_requests_are_a_ratio_of_sums_over_the_period() -> None:
    found = verdict(requests(), counts("a", "10:00", "10:05", 900, 100), counts("b", "11:00", "11:05", 100, 0))
    assert exact(found) == Fraction(9, 10)
    assert found.status is Status.MET
    assert found.time_us is None
    assert (step(found, "good_share").before, step(found, "good_share").limit) == (100, "1000")


def test_what_may_yet_be_bad_is_told_of_the_total_so_far() -> None:
    found = verdict(requests(), counts("a", "10:00", "10:05", 1000, 40), as_of="2025-03-03T12:00:00Z")
    assert found.provisional
    assert found.budget == (Budget("target", 60, "requests"),)


def test_an_interval_across_the_end_of_the_period_is_an_error_or_spread() -> None:
    across = counts("a", "23:00", "2025-03-04T01:00:00Z", 100, 50)
    with pytest.raises(PolicyError, match="counts a: the interval"):
        verdicts(requests(), across)
    found = verdicts(requests(uneven="are spread evenly"), across, as_of="2025-03-05T00:00:00Z")
    assert [step(v, "good_share").limit for v in found] == ["50", "50"]


def test_requests_in_a_valid_window_are_left_out_where_the_interval_lies_in_it_wholly() -> None:
    text = requests(more='exclusion work: maintenance of kind "scheduled".')
    work = event("maintenance", "m", kind="scheduled", start="10:00", end="10:07")
    seen = counts("in", "10:00", "10:05", 100, 100), counts("partly", "10:05", "10:10", 100, 10)
    found = verdict(text, work, *seen)
    assert exact(found) == Fraction(90, 100)
    assert (step(found, "left_out_by").name, step(found, "left_out_by").events) == ("work", ("in",))
    spread = verdict(text.replace("are an error", "are spread evenly"), work, *seen)
    assert step(spread, "good_share").limit == "60"


def test_requests_inside_an_excluded_outage_are_left_out_where_it_explains_them() -> None:
    text = requests("; an excluded outage explains what lies inside it", more="exclusion theirs: outages caused by customer.")
    outage = event("outage", "o", start="10:00", end="10:10", cause="customer")
    found = verdict(text, outage, counts("in", "10:05", "10:10", 100, 100), counts("out", "10:10", "10:15", 100, 10))
    assert exact(found) == Fraction(90, 100)


def test_bad_requests_may_be_counted() -> None:
    text = requests(target="bad at most 10 times")
    assert verdict(text, counts("a", "10:00", "10:05", 1000, 10)).status is Status.MET
    missed = verdict(text, counts("a", "10:00", "10:05", 1000, 11))
    assert missed.status is Status.BREACHED
    assert step(missed, "margin_of_bad").after == -1


# ---------------------------------------------------------------------------------------------- executions


def test_executions_are_good_of_all() -> None:
    found = verdict(executions(), *jobs(97, 3), *jobs(1, 7, "11:00", source="x"))
    assert exact(found) == Fraction(98, 108)
    assert found.status is Status.MET
    assert verdict(executions(' as reported by "x"'), *jobs(97, 3), *jobs(1, 7, "11:00", source="x")).status is Status.BREACHED


def test_a_good_one_counts_for_the_score_of_its_class_and_a_bad_one_for_nothing() -> None:
    text = executions('; class "slow" scores 0.5', target="bad at most 5 times")
    found = verdict(text, *jobs(6, 2), *jobs(2, 0, class_="slow"))
    assert exact(found) == Fraction(7, 10)
    assert found.status is Status.MET


def test_only_the_classes_named_are_executions() -> None:
    found = verdict(executions(' of class "fast"'), *jobs(9, 1, class_="fast"), *jobs(0, 9, class_="slow"))
    assert exact(found) == Fraction(9, 10)


def test_one_in_excluded_time_is_left_out() -> None:
    text = executions(more='exclusion work: maintenance of kind "scheduled".')
    work = event("maintenance", "m", kind="scheduled", start="10:00", end="10:05")
    found = verdict(text, work, done("in", "10:00", False), done("out", "10:05", False), *jobs(9, 0, "12:00"))
    assert exact(found) == Fraction(9, 10)


@pytest.mark.parametrize(
    ("rule", "status", "share"),
    [
        ("counts as up", Status.MET, Fraction(1)),
        ("counts as down", Status.BREACHED, Fraction(0)),
        ("is left out", Status.UNDETERMINED, None),
    ],
)
def test_a_period_without_any(rule: str, status: Status, share: Fraction | None) -> None:
    text = executions(empty=f"a period without any {rule}")
    found = verdict(text, event("outage", "o", start="10:00", end="10:05"))
    assert (found.status, exact(found)) == (status, share)
    assert found.missing == (("observations",) if share is None else ())


def test_executions_of_all_components_go_together_unless_each_is_on_its_own() -> None:
    text = executions().replace("no components", "components eu, us")
    seen = (*jobs(9, 1, component="eu"), *jobs(0, 10, "11:00", component="us"))
    assert exact(verdict(text, *seen)) == Fraction(9, 20)
    each = text.replace(EMPTY, f"{EMPTY}; each component on its own")
    assert [(v.component, exact(v)) for v in verdicts(each, *seen)] == [("eu", Fraction(9, 10)), ("us", Fraction(0))]


# ---------------------------------------------------------------------------------------------- means of slots


def test_the_mean_of_slots_weighs_each_slot_alike() -> None:
    seen = (
        counts("a", "00:00", "06:00", 10, 5),
        counts("b", "06:00", "12:00", 1000, 0),
        counts("c", "12:00", "18:00", 10, 0),
        counts("d", "18:00", "23:00", 10, 0),
    )
    assert exact(verdict(slots(), *seen)) == (Fraction(1, 2) + 3) / 4


@pytest.mark.parametrize(
    ("empty", "share"),
    [("counts as up", Fraction(7, 8)), ("counts as down", Fraction(5, 8)), ("is left out", Fraction(5, 6))],
)
def test_an_empty_slot_is_what_the_policy_says(empty: str, share: Fraction) -> None:
    seen = (
        counts("a", "00:00", "06:00", 10, 5),
        counts("b", "06:00", "12:00", 0, 0),
        counts("c", "12:00", "18:00", 10, 0),
        counts("d", "18:00", "23:00", 10, 0),
    )
    assert exact(verdict(slots(empty=empty), *seen)) == share


def test_slots_that_nobody_counted_leave_a_span() -> None:
    seen = counts("a", "00:00", "06:00", 10, 1), counts("b", "06:00", "12:00", 10, 0)
    found = verdict(slots(unobserved="stays unknown"), *seen, as_of="2025-03-03T18:00:00Z")
    assert found.availability is not None
    # Three slots have begun: 9/10, 1, and one of which nobody knows anything.
    assert (found.availability.least, found.availability.most) == (Fraction(19, 30), Fraction(29, 30))
    assert found.status is Status.UNDETERMINED
    assert exact(verdict(slots(unobserved="counts as down"), *seen, as_of="2025-03-03T18:00:00Z")) == Fraction(19, 30)


def test_slots_that_are_excluded_wholly_are_left_out() -> None:
    text = slots(more='exclusion work: maintenance of kind "scheduled".', unobserved="counts as down")
    work = event("maintenance", "m", kind="scheduled", start="06:00", end="18:00")
    seen = counts("a", "00:00", "06:00", 10, 5), counts("b", "06:00", "12:00", 10, 10), counts("d", "18:00", "23:00", 10, 0)
    assert exact(verdict(text, work, *seen)) == Fraction(3, 4)


def test_a_broken_covenant_is_found_where_no_time_is_measured() -> None:
    work = 'exclusion work: maintenance of kind "scheduled"; at most 1 hour each, otherwise the breach is noted.'
    long = event("maintenance", "m", kind="scheduled", start="10:00", end="12:00")
    found = verdict(executions(more=work), long, done("in", "11:00", False), *jobs(9, 1, "13:00"))
    assert exact(found) == Fraction(9, 10)
    assert [f.kind for f in found.findings] == ["covenant"]
    assert step(found, "covenant_broken").events == ("m",)


# ---------------------------------------------------------------------------------------------- while the period runs

SO_FAR = "the target is missed so far"
FOR_GOOD = "the target is missed already, whatever the rest of the period brings"
NOON = "2025-03-03T12:00:00Z"


@pytest.mark.parametrize(
    ("text", "seen", "reason"),
    [
        (requests(), [counts("a", "10:00", "11:00", 10, 10)], SO_FAR),
        (requests(target="bad at most 3 times"), [counts("a", "10:00", "11:00", 10, 10)], FOR_GOOD),
        (executions(), jobs(0, 1), SO_FAR),
        (executions(target="bad at most 0 times"), jobs(0, 1), FOR_GOOD),
        (slots(), [counts("a", "06:00", "12:00", 10, 10)], SO_FAR),
        (executions(empty="a period without any counts as down"), [event("outage", "o", start="10:00", end="10:05")], SO_FAR),
    ],
)
def test_what_may_recover_is_missed_only_so_far(text: str, seen: list[Event], reason: str) -> None:
    found = verdict(text, *seen, as_of=NOON)
    assert (found.status, found.provisional, found.reason) == (Status.BREACHED, True, reason)


# ---------------------------------------------------------------------------------------------- what is told


def test_the_phrase_told_of_an_empty_slot_is_the_one_that_applies() -> None:
    found = verdict(slots(empty="is left out"), counts("a", "06:00", "12:00", 0, 0), counts("b", "12:00", "18:00", 10, 0))
    assert step(found, "empty_slots_counted").limit == "a slot without requests is left out"


def test_the_worst_slots_are_told_with_their_counts() -> None:
    found = verdict(slots(), *(counts(f"c{i}", f"{6 * i:02d}:00", f"{6 * i + 5:02d}:00", 100, 10 * i) for i in range(4)))
    assert [(s.events, s.before, s.after) for s in found.because if s.what == "worst_slot"] == [
        (("c3",), 30, 100),
        (("c2",), 20, 100),
        (("c1",), 10, 100),
    ]


def test_counts_that_the_period_cuts_are_told() -> None:
    across = counts("a", "23:00", "2025-03-04T01:00:00Z", 100, 10)
    (today, _) = verdicts(requests(uneven="are spread evenly"), across, as_of="2025-03-05T00:00:00Z")
    assert (step(today, "counts_cut").events, step(today, "counts_cut").limit) == (
        ("a",),
        "counts that fit no slot are spread evenly",
    )


def test_scores_are_told() -> None:
    found = verdict(executions('; class "retry" scores 0.5'), *jobs(1, 0, class_="retry"), *jobs(9, 0))
    assert step(found, "good_share").detail == 'a good one of class "retry" counts 0.5'
