"""Kinds of customers and tickets against all that the engine can be asked about (C1, C7, S1)."""

from __future__ import annotations

import random
from itertools import product

import pytest

from slalang.engine.terms import Terms, TicketTerms
from slalang.lint.analysis.kinds import hidden, kinds, never_holds
from slalang.pipeline import compile_policy
from slalang.semantics.policy import (
    AttributeIs,
    Condition,
    Guard,
    Labelled,
    ParameterIs,
    ParameterValue,
    Policy,
    QueueIs,
    SeverityIs,
    StartsBefore,
    StartsFrom,
)

TEXT = """
agreement "Hosting": zone UTC; currency EUR; in force from 2025-01-01 until 2025-12-31.
parameter plan: one of "basic", "gold"; default "basic".
parameter vip: yes or no; default no.
parameter offer: a word; no default.
duty tell: for each day; requires the fact "told".
"""
DAY = 86_400_000_000
JANUARY = 20_089 * DAY
DATES = [JANUARY - DAY, JANUARY, JANUARY + 100 * DAY, JANUARY + 365 * DAY]
CONDITIONS: tuple[Condition, ...] = (
    *(ParameterIs("plan", negated, word) for negated in (False, True) for word in ("basic", "gold")),
    ParameterIs("vip", False, True),
    ParameterIs("offer", False, "spring"),
    ParameterIs("offer", True, "spring"),
    AttributeIs("tier", False, ("a", "b")),
    AttributeIs("tier", True, ("b",)),
    SeverityIs(False, ("P1", None)),
    SeverityIs(True, ("P2",)),
    QueueIs(False, ("x",)),
    Labelled(False, ("l", "m")),
    Labelled(True, ("l",)),
    *(StartsBefore(at) for at in DATES),
    *(StartsFrom(at) for at in DATES),
)


def _policy() -> Policy:
    done = compile_policy(TEXT).compiled
    assert done is not None
    return done.policy


def _everybody() -> list[Terms]:
    """All customers and tickets whose values differ for the conditions above, at instants at which the policy is in force."""
    return [
        Terms(
            at, {"plan": plan, "vip": vip, "offer": offer}, TicketTerms(severity, queue, frozenset(labels)), (("tier", tier),)
        )
        for at in (JANUARY, JANUARY + 99 * DAY, JANUARY + 100 * DAY, JANUARY + 364 * DAY)
        for plan, vip, offer in product(("basic", "gold"), (True, False), ("spring", "autumn"))
        for severity, queue, labels in product(("P1", "P2", "P3", None), ("x", "y"), (("l",), ("m",), ("l", "m"), ()))
        for tier in ("a", "b", "c")
    ]


@pytest.mark.parametrize("seed", range(30))
def test_a_guard_is_hidden_where_nobody_meets_it_first(seed: int) -> None:
    made = random.Random(seed)
    guards: list[Guard] = [tuple(made.sample(CONDITIONS, made.randint(0, 2))) for _ in range(made.randint(2, 4))]
    governing: set[int] = set()
    meeting: set[int] = set()
    for terms in _everybody():
        holding = [i for i, guard in enumerate(guards) if terms.holds(guard) is True]
        governing.update(holding[:1])
        meeting.update(holding)
    found = dict(hidden(_policy(), guards))
    assert set(found) == set(range(len(guards))) - governing
    assert {i for i, before in found.items() if before is None} == set(range(len(guards))) - meeting


@pytest.mark.parametrize("seed", range(30))
def test_conditions_that_never_hold_together(seed: int) -> None:
    guard: Guard = tuple(random.Random(seed).sample(CONDITIONS, 3))
    assert never_holds(_policy(), guard) is not any(terms.holds(guard) is True for terms in _everybody())


def test_of_more_kinds_than_can_be_told_apart_one_guard_alone_may_still_hide_another() -> None:
    many: list[Guard] = [(QueueIs(False, (f"q{n}",)), SeverityIs(False, (f"S{n}",))) for n in range(300)]
    assert kinds(_policy(), many) is None
    assert list(hidden(_policy(), many)) == []
    assert next(hidden(_policy(), [many[0], (), *many[1:]])) == (2, 1)


def test_a_kind_says_what_it_is() -> None:
    values: tuple[ParameterValue, ...] = ("gold",)
    guard: Guard = (ParameterIs("plan", False, values[0]), StartsFrom(JANUARY + 100 * DAY))
    found = [kind for kind in kinds(_policy(), (guard,)) or () if kind.holds(guard)]
    assert [kind.words for kind in found] == ['plan is "gold" and the period starts on 2025-04-11']
