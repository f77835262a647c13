"""The story, top to bottom: text -> tree -> policy -> verdicts.

Every phase is a pure function from values to values and diagnostics; files, clocks and terminals live in `slalang.shell`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from slalang.engine.evaluate import Evaluation, evaluate_policy
from slalang.semantics.compile import Compilation, compile_trees
from slalang.semantics.policy import Compiled
from slalang.syntax.parser import parse_policy
from slalang.values.diagnostics import PolicyError
from slalang.values.events import Event
from slalang.values.verdicts import Verdict

Load = Callable[[str], str | None]
"""Gives the text of a file that a policy uses, by its name relative to the policy's own folder; None where there is none."""


def compile_policy(text: str, file: str = "policy.sla", load: Load = lambda path: None) -> Compilation:
    """Read and resolve a policy and all that it uses; `load` supplies the other files' texts.

    Never raises on bad input: `Compilation.compiled` is None where there is an error, `Compilation.diagnostics` says why.
    """
    reading = parse_policy(text, file)
    if reading.tree is None:
        return Compilation(None, reading.diagnostics)
    return compile_trees(reading.tree, file, load, parse_policy)


def evaluate(
    compiled: Compiled,
    events: Iterable[Event],
    *,
    as_of: int | None = None,
    span: tuple[int, int] | None = None,
) -> tuple[Verdict, ...]:
    """Judge a stream of events: verdicts sorted by customer, period start, commitment, service or component.

    `as_of` is the instant (microseconds UTC) at which the evaluation stands, by default the last that any event gives; `span`
    widens the judged periods of customers without a subscription to [start, end). Raises PolicyError where the events
    contradict each other or the policy (O6, C4).
    """
    evaluation = evaluate_stream(compiled, events, as_of=as_of, span=span)
    if evaluation.errors:
        raise PolicyError(evaluation.errors)
    return evaluation.verdicts


def evaluate_stream(
    compiled: Compiled,
    events: Iterable[Event],
    *,
    as_of: int | None = None,
    span: tuple[int, int] | None = None,
) -> Evaluation:
    """As `evaluate`, with the notes beside the verdicts: events left out, and errors as values."""
    return evaluate_policy(compiled, tuple(events), as_of=as_of, span=span)
