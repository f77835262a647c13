"""The engine and the naive reference evaluation agree on policies and streams that nobody wrote by hand."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings

from tests.oracle.compare import differences
from tests.oracle.evaluate import evaluate_case, evaluate_tree
from tests.oracle.generate import Case, case_groups, cases, is_support
from tests.oracle.run import disagreement, engine_of


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(case_groups(streams=4))
def test_engine_and_oracle_agree(group: list[Case]) -> None:
    judge = engine_of(group[0].tree)
    for case in group:
        found, _ = disagreement(case, judge)
        assert not found, (case.seed, case.as_of, found)


def test_verdicts_do_not_depend_on_the_order_of_events() -> None:
    for seed in range(30):
        for case in cases(seed, streams=2):
            forward = evaluate_tree(case.tree, case.events, as_of=case.as_of)
            backward = evaluate_tree(case.tree, tuple(reversed(case.events)), as_of=case.as_of)
            assert not differences(forward, backward), seed


def test_every_instant_of_a_period_is_in_exactly_one_class() -> None:
    judged = 0
    for seed in range(100):
        for case in cases(seed, streams=2):
            for verdict in evaluate_tree(case.tree, case.events, as_of=case.as_of):
                if verdict.get("time_us") is None:
                    continue
                judged += 1
                classes = verdict["time_us"]
                parts = ("up", "unknown", "outside", "ignored", "counted")
                total = sum(classes[part] for part in parts) + sum(classes["excluded"].values())
                assert total == classes["total"], seed
    assert judged > 100


def test_engine_and_oracle_agree_on_clocks_duties_and_shares() -> None:
    judged: Counter[tuple[str, str]] = Counter()
    for seed in filter(is_support, range(150)):
        group = cases(seed, streams=2)
        judge = engine_of(group[0].tree)
        for case in group:
            found, _ = disagreement(case, judge)
            assert not found, (seed, case.as_of, found)
            judged.update((v["kind"], v["status"]) for v in evaluate_tree(case.tree, case.events, as_of=case.as_of))
    for kind in ("clock", "duty", "share"):
        for status in ("met", "breached", "undetermined", "not_applicable"):
            assert judged[kind, status] > 0, (kind, status)


def test_the_rules_of_support_are_all_met() -> None:
    seen: set[str] = set()
    for seed in filter(is_support, range(120)):
        for case in cases(seed, streams=2):
            seen |= {tag.partition("-")[0] for tag in evaluate_case(case.tree, case.events, as_of=case.as_of)[1]}
    assert {"S1", "S2", "S3", "S4", "S5", "S6"} <= seen
