"""Which verdict an expectation is about, and what there is where there is none (P4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import attrs

from slalang.engine.scenario.fields import attribute_values
from slalang.engine.scenario.names import Check, Vocabulary, unknown_component, unknown_name
from slalang.syntax import ast
from slalang.values.events import Attributes, scalar_text
from slalang.values.verdicts import Kind, Verdict
from slalang.values.wire_forms import ATTRIBUTES

Subject: TypeAlias = ast.CommitmentSubject | ast.JointSubject | ast.ClockSubject | ast.DutySubject | ast.RightSubject


@attrs.frozen(slots=True)
class _Form:
    """Rules of one sort: what a subject says of them, what they are, and how a subject names them."""

    subject: type[Subject]
    names: tuple[str, ...]
    are: str
    written: str


def _forms(words: Vocabulary) -> tuple[_Form, ...]:
    return (
        _Form(ast.CommitmentSubject, (*words.commitments, *words.shares), "judged in each period", "{} in {}"),
        _Form(ast.CommitmentSubject, words.regular_duties, "owed in each period", "{} in {}"),
        _Form(ast.JointSubject, words.joints, "a joint rule", "joint {} in {}"),
        _Form(ast.ClockSubject, words.clocks, "a clock", '{} on ticket "..."'),
        _Form(ast.DutySubject, words.duties, "a duty", '{} after "..."'),
        _Form(ast.RightSubject, words.rights, "a right", "right {}"),
    )


_SORTS: dict[type[Subject], str] = {
    ast.CommitmentSubject: "a commitment",
    ast.JointSubject: "a joint rule",
    ast.ClockSubject: "a clock",
    ast.DutySubject: "a duty",
    ast.RightSubject: "a right",
}


def unknown_subject(subject: Subject, words: Vocabulary) -> Check | None:
    """A failed check where the policy has no such rule, component or reading, or names it in another way."""
    name = _rule(subject)
    forms = _forms(words)
    problem = unknown_name(_SORTS[type(subject)], name, (n for f in forms if f.subject is type(subject) for n in f.names))
    other = next((form for form in forms if name.text in form.names), None)
    if problem is not None and other is not None:
        instead = f"`{name.text}` is {other.are}: write `{other.written.format(name.text, _period(subject))}`"
        return attrs.evolve(problem, actual=instead)
    if problem is None and isinstance(subject, ast.CommitmentSubject):
        problem = unknown_component(subject.component, words.services)
    if problem is None and subject.reading is not None:
        problem = unknown_name("a reading", subject.reading.reading, words.readings)
    return problem


def _period(subject: Subject) -> str:
    return subject.period if isinstance(subject, ast.CommitmentSubject | ast.JointSubject) else "2025-03"


def subject_words(subject: Subject) -> str:
    """The subject as a policy writes it."""
    return f"{_of_no_reading(subject)} read as {subject.reading.reading.text}" if subject.reading else _of_no_reading(subject)


def verdict_of(subject: Subject, verdicts: Iterable[Verdict]) -> Verdict | Check:
    """The one verdict that the subject names, else a failed check that says which there are.

    Where a clock has several runs on a ticket, the subject without an event names the run that has none of its own.
    """
    there = tuple(verdict for verdict in verdicts if _of_its_rule(subject, verdict))
    found = tuple(verdict for verdict in there if _is(subject, verdict))
    if isinstance(subject, ast.ClockSubject) and subject.start is None and len(found) > 1:
        found = tuple(verdict for verdict in found if verdict.event is None) or found
    if len(found) == 1 or (found and isinstance(subject, ast.RightSubject)):
        return found[0]
    about = subject_words(subject)
    if found:
        runs = ", ".join(f'`from "{verdict.event}"`' for verdict in found)
        return Check(f"one verdict for {about}", f"the ticket has several: say which with {runs}", False, subject.span)
    return Check(f"a verdict for {about}", _what_there_is(subject, there), False, subject.span)


def _rule(subject: Subject) -> ast.Name:
    match subject:
        case ast.CommitmentSubject():
            return subject.commitment
        case ast.JointSubject():
            return subject.joint
        case ast.ClockSubject():
            return subject.clock
        case ast.DutySubject():
            return subject.duty
        case ast.RightSubject():
            return subject.right
        case _:
            assert_never(subject)


def _of_no_reading(subject: Subject) -> str:
    match subject:
        case ast.CommitmentSubject(commitment, component, group, period):
            of = f" of {component.text}" if component else ""
            alike = f" {_group_words(_values(group))}" if group else ""
            return f"{commitment.text}{of}{alike} in {period}"
        case ast.JointSubject(joint, period):
            return f"joint {joint.text} in {period}"
        case ast.ClockSubject(clock, ticket, start):
            begun = f' from "{start.id}"' if start else ""
            return f'{clock.text} on ticket "{ticket}"{begun}'
        case ast.DutySubject(duty, occasion):
            return f'{duty.text} after "{occasion}"'
        case ast.RightSubject(right):
            return f"right {right.text}"
        case _:
            assert_never(subject)


_KINDS: dict[type[Subject], frozenset[Kind]] = {
    ast.CommitmentSubject: frozenset({Kind.AVAILABILITY, Kind.SHARE, Kind.DUTY}),
    ast.JointSubject: frozenset({Kind.CREDIT}),
    ast.ClockSubject: frozenset({Kind.CLOCK}),
    ast.DutySubject: frozenset({Kind.DUTY}),
    ast.RightSubject: frozenset({Kind.RIGHT}),
}


def _of_its_rule(subject: Subject, verdict: Verdict) -> bool:
    return verdict.kind in _KINDS[type(subject)] and verdict.commitment == _rule(subject).text


def _is(subject: Subject, verdict: Verdict) -> bool:
    match subject:
        case ast.CommitmentSubject(_, component, group, period):
            about = verdict.component, _written(verdict.group)
            return _in(period, verdict) and about == (component.text if component else None, _values(group))
        case ast.JointSubject(_, period):
            return _in(period, verdict)
        case ast.ClockSubject(_, ticket, start):
            return verdict.ticket == ticket and (start is None or verdict.event == start.id)
        case ast.DutySubject(_, occasion):
            return verdict.event == occasion
        case ast.RightSubject():
            return True
        case _:
            assert_never(subject)


def _in(period: str, verdict: Verdict) -> bool:
    return verdict.period is not None and verdict.period.name == period


def _values(group: ast.WithAttributes | None) -> dict[str, str]:
    return _written(ATTRIBUTES.read(attribute_values(group)))


def _written(group: Attributes | None) -> dict[str, str]:
    return {name: scalar_text(value) for name, value in group or ()}


def _group_words(group: dict[str, str]) -> str:
    """A group as a subject names it: `with "region" "eu" and "zone" "1"`."""
    return "with " + " and ".join(f'"{name}" "{value}"' for name, value in group.items())


def _what_there_is(subject: Subject, verdicts: tuple[Verdict, ...]) -> str:
    there = list(dict.fromkeys(one for verdict in verdicts if (one := _named(subject, verdict)) is not None))
    if not there:
        return f"there is no verdict of that name{_NOTHING[type(subject)]}"
    more = f" and {len(there) - 12} more" if len(there) > 12 else ""
    return f"there are verdicts for {', '.join(there[:12])}{more}"


_NOTHING: dict[type[Subject], str] = {
    ast.CommitmentSubject: ": nothing that is given touches a period of it",
    ast.JointSubject: ": nothing that is given touches a period of its commitments",
    ast.ClockSubject: ": nothing that is given happens to a ticket",
    ast.DutySubject: ": nothing that is given is an occasion of it",
    ast.RightSubject: "",
}


def _named(subject: Subject, verdict: Verdict) -> str | None:
    """How the same rule's verdict would be named."""
    match subject:
        case ast.CommitmentSubject():
            if verdict.period is None:
                return None
            parts = [verdict.component] if verdict.component else []
            parts += [_group_words(_written(verdict.group))] if verdict.group else []
            return f"{' '.join(parts)} in {verdict.period.name}" if parts else verdict.period.name
        case ast.JointSubject():
            return verdict.period.name if verdict.period else None
        case ast.ClockSubject():
            begun = f' from "{verdict.event}"' if verdict.event else ""
            return f'ticket "{verdict.ticket}"{begun}'
        case ast.DutySubject():
            return f'"{verdict.event}"'
        case ast.RightSubject():
            return None
        case _:
            assert_never(subject)
