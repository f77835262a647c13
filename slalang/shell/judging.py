"""From the names of files to verdicts, as `evaluate` and `explain` both need them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import click

from slalang.shell.files import PolicySource, read_event_sources, read_policy
from slalang.shell.moments import Moment, MomentType
from slalang.shell.reporting import refuse, report
from slalang.shell.selecting import Selection, judged_span, select, unknown_names
from slalang.shell.terminal import coloured, progress, say
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.instants import format_instant
from slalang.values.streams import first_recorded, last_instant

if TYPE_CHECKING:
    from slalang.semantics.artifact.reading import Artifact
    from slalang.semantics.policy import Compiled
    from slalang.values.events import Event
    from slalang.values.verdicts import Verdict

C = TypeVar("C", bound=Callable[..., Any])


@attrs.frozen(slots=True)
class Nothing:
    """Why no verdict is shown, in one line, and one next step."""

    why: str
    hint: str


@attrs.frozen(slots=True)
class Judged:
    """The policy and the verdicts that were asked for; where there are none, `nothing` says why."""

    compiled: Compiled
    verdicts: tuple[Verdict, ...]
    nothing: Nothing


@attrs.frozen(slots=True)
class Question:
    """What both commands are told: the files, which verdicts, as of when, and how to read."""

    policy: str
    events: tuple[str, ...]
    selection: Selection
    as_of: Moment | None
    set_aside: bool


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
                help="Only this commitment, clock, duty, share, joint rule or right. Repeatable.",
            ),
            click.option(
                "--component",
                "components",
                multiple=True,
                metavar="N",
                help="Only this component or resource. Repeatable.",
            ),
            click.option(
                "--group",
                "groups",
                multiple=True,
                metavar="NAME=VALUE",
                help="Only groups with this attribute, such as region=eu or location=paris. Repeatable.",
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
                help="Only periods inside 2025-03, 2025-Q1 or 2025-01..2025-12, and of clocks and duties without a period of "
                "their own those that start in it; with two dots, and no subscription, all of that span is judged.",
            ),
            click.option(
                "--as-of",
                type=MomentType(),
                metavar="MOMENT",
                help="Judge by what was known then: 2025-04-01T00:00:00Z, or in the policy's zone 2025-04-01 (as that day "
                "begins) or 2025-04-01T09:00. Without it: the last instant of the events.",
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
    if source.artifact is not None:
        return _loaded(source.artifact)
    from slalang.pipeline import compile_policy

    with progress(f"Compiling {source.file}"):
        compilation = compile_policy(source.text, source.file, source.load)
    if compilation.compiled is None:
        refuse(compilation.diagnostics, source.texts)
    return compilation.compiled


def _loaded(artifact: Artifact) -> Compiled:
    from slalang.semantics.artifact.reading import read_artifact

    found = read_artifact(artifact)
    if isinstance(found, Diagnostic):
        refuse((found,), {})
    return found


def judge(question: Question) -> Judged:
    """Read the files, evaluate, select. Where that fails, say all that is wrong and end the command."""
    compiled = compile_source(read_policy(question.policy, for_its_rules=True))
    from slalang.engine.evaluate import evaluate_policy
    from slalang.importers.events import read_events

    span = judged_span(question.selection, compiled)
    as_of = question.as_of.in_zone(compiled.policy.zone) if question.as_of is not None else None
    with progress("Reading events"):
        reading = read_events(read_event_sources(question.events), set_aside=question.set_aside)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in reading.diagnostics):
        refuse(reading.diagnostics, {})
    report(reading.diagnostics, {})
    if not reading.events:
        say("note: the files hold no events")
    with progress(f"Evaluating {len(reading.events)} events"):
        evaluation = evaluate_policy(compiled, reading.events, as_of=as_of, span=span)
    if evaluation.errors:
        refuse(evaluation.diagnostics, {})
    report(evaluation.diagnostics, {})
    for note in unknown_names(question.selection, reading.events, evaluation.verdicts):
        say(f"note: {note}")
    chosen = select(question.selection, evaluation.verdicts, compiled)
    nothing = _NOT_ASKED_FOR if evaluation.verdicts else _nothing(question.selection, as_of, compiled, reading.events)
    return Judged(compiled, chosen, nothing)


_SPAN = "--period 2025-01..2025-03"
_NOT_ASKED_FOR = Nothing("no verdict matches", f"Leave an option out, or name a span with two dots ({_SPAN}).")


def _nothing(selection: Selection, as_of: int | None, compiled: Compiled, events: tuple[Event, ...]) -> Nothing:
    """Why a stream gives no verdict at all."""
    day_start = compiled.policy.zone.day_start
    if as_of is None and last_instant(events, day_start) is None:
        span = "" if selection.period is not None else f" {_SPAN}"
        return Nothing(
            "nothing to judge: no event says when something happened or became known (charges and planned work do not)",
            f"Say as of when to judge{', and which span' if span else ''} (--as-of 2025-04-01T00:00:00Z{span}).",
        )
    first = first_recorded(events, day_start)
    if as_of is not None and first is not None and as_of < first:
        return Nothing(
            f"nothing to judge: nothing was known at {format_instant(as_of)}",
            f"Name a later instant: the first event became known at {format_instant(first)} (--as-of {format_instant(first)}).",
        )
    return Nothing("nothing to judge", f"Name a span with two dots ({_SPAN}).")
