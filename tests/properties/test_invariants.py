"""What always holds of the engine, whatever the policy and the stream (O6, D8, V4) and of the printer."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slalang.output.verdicts.json import verdict_json
from slalang.pipeline import evaluate
from slalang.semantics.compile import compile_tree
from slalang.semantics.policy import Compiled
from slalang.syntax.formatter import print_policy
from slalang.syntax.parser import parse_policy
from slalang.values.events import Event
from tests.oracle.generate import Case, case_groups

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def compiled(case: Case) -> Compiled:
    made = compile_tree(case.tree).compiled
    assert made is not None
    return made


def lines(policy: Compiled, events: Sequence[Event], as_of: int | None) -> list[bytes]:
    return [verdict_json(verdict) for verdict in evaluate(policy, events, as_of=as_of)]


@PROPERTY
@given(case_groups(streams=2), st.integers(0, 2**32))
def test_any_order_and_any_duplication_give_the_same_bytes(group: list[Case], seed: int) -> None:
    policy, luck = compiled(group[0]), random.Random(seed)
    for case in group:
        straight = lines(policy, case.events, case.as_of)
        shuffled = [*case.events, *luck.sample(case.events, k=len(case.events) // 2)]
        luck.shuffle(shuffled)
        assert lines(policy, shuffled, case.as_of) == straight


@PROPERTY
@given(case_groups(streams=2))
def test_the_classes_sum_to_the_period(group: list[Case]) -> None:
    policy = compiled(group[0])
    for case in group:
        for verdict in evaluate(policy, case.events, as_of=case.as_of):
            time = verdict.time_us
            if time is None or verdict.period is None:
                continue
            excluded = sum(us for _, us in time.excluded)
            parts = (time.up, time.unknown, time.outside, time.ignored, time.counted, excluded)
            assert min(parts) >= 0
            assert sum(parts) == time.total == verdict.period.end_at - verdict.period.start_at
            assert 0 <= time.basis <= time.total


@PROPERTY
@given(case_groups(streams=1))
def test_what_is_printed_reads_back_as_the_same_tree_and_the_same_policy(group: list[Case]) -> None:
    tree = group[0].tree
    read = parse_policy(print_policy(tree))
    assert read.tree == tree
    again = compile_tree(read.tree).compiled
    assert again is not None
    assert again.sha256 == compiled(group[0]).sha256
