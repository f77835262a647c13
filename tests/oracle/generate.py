"""Cases for the oracle: a policy and streams made for it, from a seed; and the same as Hypothesis strategies."""

from __future__ import annotations

from random import Random

import attrs
from hypothesis import strategies as st

from slalang.syntax import ast
from slalang.values.events import Event
from tests.oracle.make_counting import CountingMaker
from tests.oracle.make_duties import SupportMaker
from tests.oracle.make_events import StreamMaker
from tests.oracle.make_history import HistoryMaker
from tests.oracle.make_observed import ObservationMaker
from tests.oracle.make_owed import OwedMaker, OwedStream
from tests.oracle.make_policy import PolicyMaker
from tests.oracle.make_times import Setting

STREAMS = 8
"""How many streams a seed's policy is tried with: a policy costs more to compile than a stream to judge."""


@attrs.frozen(slots=True)
class Case:
    """One policy, one stream, one `as of`."""

    seed: int
    tree: ast.Policy = attrs.field(repr=False)
    events: tuple[Event, ...] = attrs.field(repr=False)
    as_of: int | None


def is_support(seed: int) -> bool:
    """Whether a seed's policy is of clocks, duties and shares: every third one."""
    return seed % 3 == 1


def is_counting(seed: int) -> bool:
    """Whether a seed's policy counts in other ways than by outages: every second of the others."""
    return seed % 3 == 2


def is_owed(seed: int) -> bool:
    """Whether a seed's policy is about money: every second of what is left."""
    return seed % 6 == 3


def makers(seed: int) -> tuple[type[PolicyMaker], type[StreamMaker]]:
    """Who draws a seed's policy, and its streams."""
    if is_support(seed):
        return SupportMaker, HistoryMaker
    if is_counting(seed):
        return CountingMaker, ObservationMaker
    return (OwedMaker, OwedStream) if is_owed(seed) else (PolicyMaker, StreamMaker)


def policy(seed: int) -> tuple[ast.Policy, Setting]:
    """The policy of a seed, with what it is about."""
    maker = makers(seed)[0](Random(seed))
    return maker.draw(), maker.setting


def cases(seed: int, streams: int = STREAMS) -> list[Case]:
    """A seed's policy with so many streams."""
    tree, setting = policy(seed)
    found = []
    for number in range(streams):
        events, as_of = makers(seed)[1](Random(seed * 1_000 + number), tree, setting).draw()
        found.append(Case(seed, tree, tuple(events), as_of))
    return found


def case_groups(streams: int = 3) -> st.SearchStrategy[list[Case]]:
    """Hypothesis: policies with their streams. The seed shrinks; `smallest` makes a failing case small."""
    return st.integers(min_value=0, max_value=2**40).map(lambda seed: cases(seed, streams))
