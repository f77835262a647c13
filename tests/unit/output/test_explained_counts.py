"""What an explanation says of slots, requests, executions, values, weights and sources (V3)."""

from __future__ import annotations

import pytest

from slalang.output.explanation.sentences import step_sentence
from slalang.output.explanation.wording import subject
from slalang.pipeline import compile_policy
from slalang.time.zones import Zone
from slalang.values.verdicts import Step, Verdict
from tests.unit.engine.counting import counts, event, policy, verdict, verdicts


@pytest.fixture(scope="module")
def judged() -> tuple[Verdict, Zone]:
    text = policy("watched by outages")
    compiled = compile_policy(text).compiled
    assert compiled is not None
    return verdict(text, event("outage", "o", start="10:00", end="10:05")), compiled.policy.zone


def said(text: str, code: str, *seen: object) -> str:
    compiled = compile_policy(text).compiled
    assert compiled is not None
    found = verdict(text, *seen)  # type: ignore[arg-type]
    (step,) = (s for s in found.because if s.what == code)
    return step_sentence(step, found, compiled.policy.zone)


SLOTS = policy(
    "watched by counts in slots of 5 minutes, down when at least 5% failed of at least 100 requests; "
    "counts that fit no slot are an error; a slot without requests counts as up; unobserved time counts as up"
)


def test_a_slot_is_told_with_its_requests_and_the_limit() -> None:
    assert said(SLOTS, "count_slots", counts("c", "10:00", "10:05", 1000, 120)) == (
        "From 10:00 to 10:05 on 3 March 2025, 120 of 1,000 requests failed (12%), which is at least 5%."
    )


def test_neighbouring_slots_are_told_together() -> None:
    seen = counts("c", "10:00", "10:05", 1000, 120), counts("d", "10:05", "10:10", 1000, 60)
    assert said(SLOTS, "count_slots", *seen) == (
        "From 10:00 to 10:10 on 3 March 2025, 180 of 2,000 requests failed (9%) over 2 slots, of which each has at least 5%."
    )


def test_executions_are_told_with_the_bad_ones() -> None:
    text = policy("measured by good executions; a period without any counts as up", target="good at least 90%", time="")
    seen = [event("execution", f"e{i}", at="10:00", good=i > 0) for i in range(4)]
    assert said(text, "good_share", *seen) == "1 of 4 executions was bad (“e0”), which is a good share of 75%."


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            Step("D3", "weighted", before=3_600_000_000, after=1_800_000_000, unit="us"),
            "the 1 hour that count weigh as 30 minutes",
        ),
        (Step("V3", "margin_of_bad", name="requests", after=-1, limit="target"), "with 1 fewer bad request, the target"),
        (Step("V3", "margin_of_outages", after=0, limit="target"), "down once more, the target would not"),
        (
            Step("D7", "measured_value", name="latency", before=20, after=19, limit="95th percentile"),
            "95th percentile of 20 values",
        ),
        (Step("D7", "left_out_by", name="work", after=1, detail="executions"), "one of the executions lies in time"),
    ],
)
def test_other_steps(judged: tuple[Verdict, Zone], step: Step, words: str) -> None:
    assert words.casefold() in step_sentence(step, *judged).casefold()


def test_too_little_traffic_is_told_with_its_figures() -> None:
    assert said(SLOTS, "low_traffic", counts("c", "10:00", "10:05", 99, 99)) == (
        "From 10:00 to 10:05 on 3 March 2025, 99 of 99 requests failed (100%), but a slot of fewer than 100 requests is up."
    )


def test_an_allowance_is_not_called_a_short_run() -> None:
    text = policy("watched by outages; runs shorter than 5 minutes ignored, longer ones count beyond it")
    outage, short = event("outage", "o", start="10:00", end="10:12"), event("outage", "p", start="11:00", end="11:02")
    assert "only what lies beyond the allowance counts" in said(text, "run_allowance", outage, short)
    assert "5 minutes does not: from 10:00 to 10:05" in said(text, "run_allowance", outage, short)
    assert said(text, "too_short", outage, short).startswith("2 minutes of downtime lies in stretches too short")


def test_a_run_from_before_belongs_to_the_earlier_period() -> None:
    text = policy("watched by outages", target="down at most 2 times")
    compiled = compile_policy(text).compiled
    assert compiled is not None
    across = event("outage", "a", start="2025-03-02T23:00:00Z", end="00:10"), event("outage", "b", start="10:00", end="10:10")
    found = verdicts(text, *across)[-1]
    (step,) = (s for s in found.because if s.what == "runs_counted")
    assert step_sentence(step, found, compiled.policy.zone) == (
        "It was down 1 time in a way that counts; the run from 00:00 to 00:10 on 3 March 2025 began before this period "
        "and belongs to the earlier one."
    )


def test_what_is_judged_of_an_outage_stands_beside_it() -> None:
    text = policy('watched by outages as reported by all of "a", "b"')
    seen = (
        event("outage", "a1", start="10:00", end="11:00", source="a"),
        event("outage", "b1", start="10:30", end="11:00", source="b"),
    )
    assert said(text, "outage_part", *seen) == (
        "What is judged of outage “a1” is 30 minutes: from 10:30 to 11:00 on 3 March 2025, where all of the sources say so."
    )


def test_the_best_case_is_called_so() -> None:
    text = policy("watched by probes, 1 failed in a row from any location; unobserved time stays unknown")
    seen = [event("probe", "p", at="10:00", up=True)]
    assert said(text, "target", *seen) == "The agreement promises at least 99%: kept at best."
    assert said(text, "margin", *seen).startswith("At best, with up to ")


def test_a_resource_is_called_one() -> None:
    text = policy(
        "watched by outages; each resource on its own; other time leaves the period", service="resources as events name them"
    )
    resource = event("resource", "r", resource="m1", from_="00:00", attributes={})
    found = verdict(text, resource, event("outage", "o", start="10:00", end="10:05"))
    assert subject(found) == "the resource “m1” of the service “web”"


def test_an_outage_is_told_in_the_longer_period_over_which_it_is_judged() -> None:
    text = policy("watched by outages; judged over the calendar quarter that holds it")
    seen = event("outage", "o", start="10:00", end="10:05")
    assert said(text, "outage", seen) == (
        "Outage “o” was reported: down from 10:00 to 10:05 on 3 March 2025, 5 minutes of it in 2025-Q1."
    )
