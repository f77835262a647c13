"""`slalang explain`: one verdict in sentences that a customer would accept, and its period as a timeline."""

from __future__ import annotations

import sys
from typing import Any

import click

from slalang.shell.failures import Exit, Failure
from slalang.shell.judging import Judged, Question, asks, judge
from slalang.shell.moments import Moment
from slalang.shell.selecting import Selection, options_for
from slalang.shell.terminal import ascii_only, say, show, wrapped
from slalang.values.verdicts import Kind, Verdict

_HELP = """Explain one verdict of POLICY about EVENTS, step by step.

Says what happened, what counts and what does not and why, what the agreement promises and in which
clause, what is owed, and what other readings of the text would give; then draws the period.

\b
For example:
  slalang explain uptime.sla march.jsonl --customer acme --period 2025-03
  slalang explain uptime.sla tickets.jsonl --commitment resolve --ticket 4711

Where the options leave several verdicts, they are listed with the options that pick each.
"""

_MOST_LISTED = 40

_TIMELINE_STYLES = {"█": "red", "#": "red", "▒": "cyan", "░": "yellow", "?": "magenta"}


@click.command("explain", help=_HELP)
@asks
def command(policy: str, events: tuple[str, ...], as_of: Moment | None, set_aside: bool, colour: str, **selectors: Any) -> int:
    """Evaluate, choose the one verdict, and print its explanation."""
    selection = Selection(**selectors)
    judged = judge(Question(policy, events, selection, as_of, set_aside))
    chosen = _of_the_period(judged.verdicts) if selection.period is not None else judged.verdicts
    if not chosen:
        raise Failure(judged.nothing.why, judged.nothing.hint)
    first = chosen[0] if len(chosen) == 1 else _first_run(chosen)
    if first is None:
        _list(chosen)
        return Exit.COULD_NOT
    _show(first, judged, colour)
    for other in chosen:
        if other is not first:
            say(f"note: the ticket has another run: {options_for(other)}")
    return Exit.DONE


def _first_run(verdicts: tuple[Verdict, ...]) -> Verdict | None:
    """Of the runs of one clock on one ticket the one that no event tells apart, which is the first; None of anything else."""
    about = {(v.kind, v.customer, v.commitment, v.service, v.ticket) for v in verdicts}
    first = [verdict for verdict in verdicts if verdict.event is None]
    return first[0] if len(about) == 1 and len(first) == 1 and first[0].kind is Kind.CLOCK else None


def _of_the_period(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Where a period is asked for, its own verdicts come before those of rights, which are about all periods."""
    return tuple(verdict for verdict in verdicts if verdict.kind is not Kind.RIGHT) or verdicts


def _list(verdicts: tuple[Verdict, ...]) -> None:
    say(f"error: {len(verdicts)} verdicts match, and one can be explained at a time")
    say("  next: Add the options of one:")
    for number, verdict in enumerate(verdicts[:_MOST_LISTED], start=1):
        say(f"  {number:>3}. {verdict.status.replace('_', ' '):<14} {options_for(verdict)}")
    if len(verdicts) > _MOST_LISTED:
        say(f"       and {len(verdicts) - _MOST_LISTED} more")


def _show(verdict: Verdict, judged: Judged, colour: str) -> None:
    from slalang.output.explanation.prose import explain, explanation_title

    zone = judged.compiled.policy.zone
    show(click.style(explanation_title(verdict), bold=True), colour)
    for section in explain(verdict, zone):
        show(f"\n{click.style(section.heading, bold=True)}" if section.heading else "", colour)
        for number, paragraph in enumerate(section.paragraphs, start=1):
            show(wrapped(paragraph, f"{number:>3}. " if section.numbered else ""), colour)
    _show_timeline(verdict, judged, colour)


def _show_timeline(verdict: Verdict, judged: Judged, colour: str) -> None:
    from slalang.output.explanation.timeline import (
        ASCII_GLYPHS,
        UNICODE_GLYPHS,
        draw_timeline,
        timeline_marks,
    )

    if verdict.period is None or verdict.time_us is None:
        return
    glyphs = ASCII_GLYPHS if ascii_only(sys.stdout) else UNICODE_GLYPHS
    period = verdict.period.start_at, verdict.period.end_at
    show("", colour)
    for line in draw_timeline(period, judged.compiled.policy.zone, timeline_marks(verdict), glyphs):
        show(
            "".join(click.style(c, fg=_TIMELINE_STYLES[c]) if c in _TIMELINE_STYLES else c for c in line),
            colour,
        )
