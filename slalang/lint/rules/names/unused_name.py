"""Something that is declared, and that nothing uses.

## What it finds

- a calendar, a parameter or a service that no rule names;
- components of a service that nothing measures: only clocks and duties speak of it, and no exclusion names them;
- an exclusion that no commitment can be touched by: it excludes outages from what is watched by probes or counts alone, or
  it holds only for components that none of its services has;
- an ambiguity under whose readings nothing stands.

What a file declares for several policies (`use "house/calendars.sla"`) may stay unused in any of them. A cause is part of
what events may say, so it is not unused where nothing excludes it (see `cause-without-effect`).

## Why it costs money

Whoever reads the policy takes the rule to be at work. A calendar of closed days that no length asks for, or an exclusion that
takes out nothing, was meant to decide something: the money that hangs on it is computed without it.

## Example

Before: the hours of the desk are declared, and the target runs around the clock.

    calendar desk_hours: Monday to Friday 09:00-17:00.
    clock respond of web: runs from "opened" to "responded"; within 4 hours; ...

After:

    calendar desk_hours: Monday to Friday 09:00-17:00.
    clock respond of web: runs from "opened" to "responded"; within 4 business hours of desk_hours; ...
"""

from __future__ import annotations

from collections.abc import Iterator

from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.policy import Commitment, Components, Exclusion
from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Severity

SEVERITY = Severity.WARNING

_Declared = ast.Calendar | ast.Parameter | ast.Service | ast.Exclusion | ast.Ambiguity
_Measured = ast.Commitment | ast.Clock | ast.Duty


def in_tree(subject: Subject) -> Iterator[Diagnostic]:
    """What the checked file itself declares in vain, under every reading."""
    uses = _Uses(subject.tree)
    for rule in subject.tree.rules:
        if rule.span.file != subject.file:
            continue
        match rule:
            case ast.Calendar(name) if name.text not in uses.calendars:
                yield _unused(
                    rule,
                    f"no rule asks for the calendar {name.text}",
                    f"whatever {name.text} says of hours and closed days, every verdict is the same",
                    "name it where a length or a basis runs along it, as in "
                    f"`within 4 business hours of {name.text}`, or leave it out",
                )
            case ast.Parameter(name) if name.text not in uses.parameters:
                yield _unused(
                    rule,
                    f"no rule asks for the parameter {name.text}",
                    f"whatever a customer's contract says of {name.text}, every verdict is the same",
                    f"ask for it, as in `where {name.text} is ...`, or leave it out",
                )
            case ast.Service(name) if name.text not in uses.services:
                yield _unused(
                    rule,
                    f"nothing is promised of the service {name.text}",
                    f"an outage of {name.text}, however long, changes no verdict",
                    f"promise something of it (`commitment ... of {name.text}: ...`), or leave it out",
                )
            case ast.Service(name) if name.text not in uses.measured:
                yield from _components(rule, uses)
            case ast.Ambiguity(name, _, readings) if not any(r.name.text in uses.readings for r in readings):
                yield _unused(
                    rule,
                    f"nothing stands under a reading of {name.text}, so it changes nothing",
                    f"every verdict is the same {' and '.join(f'as `{r.name.text}`' for r in readings[:2])}",
                    "write `under reading ...` after the phrases that differ, or leave the ambiguity out",
                )
    yield from _exclusions(subject)


_NAMING: frozenset[type[ast.Node]] = frozenset(
    (
        ast.AllowedCalendar,
        ast.BusinessDay,
        ast.BusinessLength,
        ast.CalendarHours,
        ast.ChosenCalendar,
        ast.OnlyComponents,
        ast.ParameterAmount,
        ast.ParameterAward,
        ast.ParameterBase,
        ast.ParameterIs,
        ast.Qualifiers,
        ast.WheneverAll,
        ast.WheneverAny,
        ast.WheneverWithout,
    )
)
"""The nodes that name what `_Uses` keeps."""


class _Uses:
    """The names that the rules of a policy use, by what they name; scenarios use nothing."""

    def __init__(self, tree: ast.Policy) -> None:
        self.calendars, self.parameters, self.readings = set[str](), set[str](), set[str]()
        self.components, self.services, self.measured = set[str](), set[str](), set[str]()
        for rule in tree.rules:
            if isinstance(rule, ast.Scenario):
                continue
            if isinstance(rule, _Measured) and rule.service is not None:
                self.services.add(rule.service.text)
            if isinstance(rule, ast.Commitment):
                self.measured.add(rule.service.text)
            for node in walk(rule):
                if type(node) in _NAMING:
                    self._take(node)

    def _take(self, node: ast.Node) -> None:
        match node:
            case ast.Qualifiers(reading=ast.Name(text)):
                self.readings.add(text)
            case (
                ast.BusinessLength(calendar=ast.Name(text))
                | ast.BusinessDay(ast.Name(text))
                | ast.CalendarHours(ast.Name(text))
                | ast.AllowedCalendar(calendar=ast.Name(text))
                | ast.ChosenCalendar(ast.Name(text))
            ):
                self.calendars.add(text)
            case ast.WheneverAny(names) | ast.WheneverAll(names):
                self.calendars.update(name.text for name in names)
            case ast.WheneverWithout(ast.Name(text), ast.Name(closed)):
                self.calendars.update((text, closed))
            case (
                ast.ParameterIs(parameter=ast.Name(text))
                | ast.ParameterAward(ast.Name(text))
                | ast.ParameterBase(ast.Name(text))
                | ast.ParameterAmount(ast.Name(text))
            ):
                self.parameters.add(text)
            case ast.OnlyComponents(names):
                self.components.update(name.text for name in names)
            case _:
                pass


def _unused(rule: _Declared, title: str, case: str, hint: str) -> Diagnostic:
    noun = type(rule).__name__.lower()
    return Diagnostic(
        title,
        rule.name.span,
        clause=heading_of(noun, rule.name.text, rule.qualifiers.clauses),
        case=case,
        hint=hint,
        fix=Fix(f"leave the {noun} {rule.name.text} out", (Edit(rule.span, ""),)),
    )


def _components(rule: ast.Service, uses: _Uses) -> Iterator[Diagnostic]:
    """Components of a service of which nothing is measured."""
    for phrase in rule.phrases:
        if not isinstance(phrase.body, ast.Components):
            continue
        idle = [name.text for name in phrase.body.names if name.text not in uses.components]
        if idle and len(idle) == len(phrase.body.names):
            yield Diagnostic(
                f"the components of {rule.name.text} decide nothing: no commitment measures the service",
                phrase.body.span,
                clause=heading_of("service", rule.name.text, rule.qualifiers.clauses),
                case=f"an outage of {idle[0]} and one of all of {rule.name.text} lead to the same verdicts",
                hint="promise an availability of the service, or write `no components`",
                fix=Fix("write `no components`", (Edit(phrase.body.span, "no components"),)),
            )


def _exclusions(subject: Subject) -> Iterator[Diagnostic]:
    """Exclusions that reach no commitment and no clock under any reading."""
    idle: dict[str, tuple[Exclusion, str]] = {}
    reaching: set[str] = set()
    for _, compiled in subject.variants():
        policy = compiled.policy
        for exclusion in policy.exclusions:
            of = [c for c in policy.commitments if exclusion.commitments is None or c.name in exclusion.commitments]
            if exclusion.tickets or any(_reaches(exclusion, commitment) for commitment in of):
                reaching.add(exclusion.name)
            else:
                idle.setdefault(exclusion.name, (exclusion, of[0].name if of else ""))
    rules = {rule.name.text: rule for rule in subject.rules(ast.Exclusion)}
    for name, (exclusion, commitment) in idle.items():
        rule = rules.get(name)
        if name in reaching or rule is None or rule.span.file != subject.file:
            continue
        yield _unused(
            rule,
            f"nothing that is promised can be touched by the exclusion {name}",
            _why(exclusion, commitment),
            "write `watched by outages` in the commitment, or `an excluded outage explains what lies inside it`"
            if commitment and exclusion.components is None
            else "correct the components or the promises that it names, or leave the exclusion out",
        )


def _reaches(exclusion: Exclusion, commitment: Commitment) -> bool:
    there = () if commitment.service.components is Components.NONE else commitment.service.components
    if exclusion.components is not None and isinstance(there, tuple) and set(there).isdisjoint(exclusion.components):
        return False
    return exclusion.windows is not None or commitment.outages is not None or commitment.explained is not None


def _why(exclusion: Exclusion, commitment: str) -> str:
    """An event that it would be about, and that changes nothing."""
    if not commitment:
        return f"no commitment is there from which {exclusion.name} could take time"
    if exclusion.components is not None:
        return f"an outage of {exclusion.components[0]} is no outage of what {commitment} is about"
    return f"an outage that falls under {exclusion.name} takes nothing from {commitment}, which is not watched by outages"
