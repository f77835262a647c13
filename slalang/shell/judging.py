"""From the names of files to verdicts, as `evaluate` and `explain` both need them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import click

from slalang.shell.files import PolicySource, read_event_sources, read_policy
from slalang.shell.reporting import refuse, report
from slalang.shell.selecting import Selection, judged_span, select, unknown_customers
from slalang.shell.terminal import coloured, progress, say
from slalang.values.diagnostics import Severity
from slalang.values.instants import parse_instant

if TYPE_CHECKING:
    from slalang.semantics.policy import Compiled
    from slalang.values.verdicts import Verdict

C = TypeVar("C", bound=Callable[..., Any])


@attrs.frozen(slots=True)
class Judged:
    """The policy, the verdicts that were asked for, and whether there were any to ask for."""

    compiled: Compiled
    verdicts: tuple[Verdict, ...]
    any_at_all: bool


@attrs.frozen(slots=True)
class Question:
    """What both commands are told: the files, which verdicts, as of when, and how to read."""

    policy: str
    events: tuple[str, ...]
    selection: Selection
    as_of: int | None
    set_aside: bool


class _InstantType(click.ParamType[int]):
    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return parse_instant(value)
        except ValueError as reason:
            self.fail(f"`{value}` is {reason}: write 2025-04-01T00:00:00Z", param, ctx)


def asks(function: C) -> C:
    """The arguments and options with which both commands ask."""
    for option in reversed(
        (
            click.argument("policy"),
            click.argument("events", nargs=-1, required=True),
            click.option("--customer", "customers", multiple=True, metavar="C", help="Only this customer. Repeatable."),
            click.option(
                "--commitment",
                "commitments",
                multiple=True,
                metavar="N",
                help="Only this commitment, clock, duty, share or right. Repeatable.",
            ),
            click.option(
                "--component",
                "components",
                multiple=True,
                metavar="N",
                help="Only this component. Repeatable.",
            ),
            click.option("--ticket", "tickets", multiple=True, metavar="N", help="Only this ticket. Repeatable."),
            click.option(
                "--event",
                "occasions",
                multiple=True,
                metavar="ID",
                help="Only what this event started, such as a duty's occasion. Repeatable.",
            ),
            click.option(
                "--period",
                metavar="P",
                help="Only periods inside 2025-03, 2025-Q1 or 2025-01..2025-12; with two dots, and no "
                "subscription, all of that span is judged.",
            ),
            click.option(
                "--as-of",
                type=_InstantType(),
                metavar="INSTANT",
                help="Judge by what was known then, such as 2025-04-01T00:00:00Z. Without it: the last instant of the events.",
            ),
            click.option(
                "--set-aside",
                is_flag=True,
                help="Set bad lines of events aside, count them and say so, instead of stopping.",
            ),
            coloured,
        )
    ):
        function = option(function)
    return function


def compile_source(source: PolicySource) -> Compiled:
    """The compiled policy. Errors are reported and end the command; warnings are left to `slalang check`."""
    from slalang.pipeline import compile_policy

    with progress(f"Compiling {source.file}"):
        compilation = compile_policy(source.text, source.file, source.load)
    if compilation.compiled is None:
        refuse(compilation.diagnostics, source.texts)
    return compilation.compiled


def judge(question: Question) -> Judged:
    """Read the files, evaluate, select. Where that fails, say all that is wrong and end the command."""
    compiled = compile_source(read_policy(question.policy))
    from slalang.importers.events import read_events
    from slalang.pipeline import evaluate_stream

    span = judged_span(question.selection, compiled)
    with progress("Reading events"):
        reading = read_events(read_event_sources(question.events), set_aside=question.set_aside)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in reading.diagnostics):
        refuse(reading.diagnostics, {})
    report(reading.diagnostics, {})
    if not reading.events:
        say("note: the files hold no events")
    with progress(f"Evaluating {len(reading.events)} events"):
        evaluation = evaluate_stream(compiled, reading.events, as_of=question.as_of, span=span)
    if evaluation.errors:
        refuse(evaluation.diagnostics, {})
    report(evaluation.diagnostics, {})
    for note in unknown_customers(question.selection, evaluation.verdicts):
        say(f"note: {note}")
    return Judged(compiled, select(question.selection, evaluation.verdicts, compiled), bool(evaluation.verdicts))
