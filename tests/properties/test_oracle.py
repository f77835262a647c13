"""The engine and the naive reference evaluation agree on policies and streams that nobody wrote by hand."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.oracle.compare import differences
from tests.oracle.evaluate import evaluate_tree
from tests.oracle.generate import Case, case_groups, cases
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
    for seed in range(60):
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
