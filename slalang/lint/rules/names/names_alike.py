"""Two names or quoted words of one kind that differ only in case, blanks, hyphens or underscores.

## What it finds

Among the names of one kind that the policy declares (calendars, parameters, services, components, causes, exclusions,
commitments and the like), and among the quoted words of one kind (severities, facts, labels, environments, categories,
sources, attributes and their values), two that are the same but for capitals, blanks, hyphens and underscores. Scenarios are
not looked at: they may misspell a word to show what comes of it.

## Why it costs money

Words are compared letter by letter. An outage of severity `Sev-1` is none of severity `SEV-1`: it counts for nothing, and
nobody is told.

## Example

Before: tickets of severity "p2" have no target.

    within 1 hour where the severity is "P1";
    within 8 hours where the severity is "P2";
    a change of severity restarts the clock;
    ...
    a missed target earns EUR 10.00 where the severity is "p2";

After:

    a missed target earns EUR 10.00 where the severity is "P2";
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from slalang.lint.analysis.headings import heading_of_rule
from slalang.lint.subject import Subject
from slalang.syntax import ast
from slalang.syntax.walk import walk
from slalang.values.diagnostics import Diagnostic, Label, Severity
from slalang.values.places import Span

SEVERITY = Severity.WARNING

_Word = tuple[str, str, Span]
_JOINTS = re.compile(r"(?<![0-9])[\s_-]+|[\s_-]+(?![0-9])")
"""What joins words: not between figures, where it parts them (`1-1` is not `11`)."""


def in_tree(subject: Subject) -> Iterator[Diagnostic]:
    """The later of two words that are nearly the same, beside the first place of the earlier one."""
    first: dict[tuple[str, str], tuple[str, Span]] = {}
    said: set[tuple[str, str]] = set()
    for rule in subject.tree.rules:
        if isinstance(rule, ast.Scenario):
            continue
        for kind, word, span in _words(rule):
            known, place = first.setdefault((kind, _JOINTS.sub("", word).casefold()), (word, span))
            if known == word or (kind, word) in said:
                continue
            said.add((kind, word))
            shown = (f"`{word}`", f"`{known}`") if kind in _NAMED else (f'"{word}"', f'"{known}"')
            yield Diagnostic(
                f"the {kind} {shown[0]} is nearly the {kind} {shown[1]}",
                span,
                label="here",
                clause=heading_of_rule(rule),
                labels=(Label(place, f"{shown[1]} stands here"),),
                case=f"{shown[0]} is not {shown[1]}: what holds for the one does not hold for the other",
                hint=f"write {shown[1]} in both places, or make the difference plain",
            )


_NAMED = frozenset(("calendar", "parameter", "service", "component", "cause", "exclusion", "promise", "right", "reading"))


def _words(rule: ast.Rule) -> Iterator[_Word]:
    """Every word of a rule whose kind is certain; of values, that of the attribute or the parameter."""
    match rule:
        case ast.Calendar(name) | ast.Parameter(name) | ast.Service(name) | ast.Exclusion(name) | ast.Right(name):
            yield type(rule).__name__.lower(), name.text, name.span
        case ast.Commitment(name) | ast.Clock(name) | ast.Duty(name) | ast.Share(name) | ast.Joint(name):
            yield "promise", name.text, name.span
        case _:
            pass
    for node in walk(rule):
        if type(node) in _SAYING:
            yield from ((kind, word, node.span) for kind, word in _of_node(node))


_SAYING: frozenset[type[ast.Node]] = frozenset(
    (
        ast.AffectedAttribute,
        ast.AnchorFact,
        ast.AttributeIs,
        ast.ByNextFact,
        ast.Cause,
        ast.ClaimIncludes,
        ast.ClassScores,
        ast.Components,
        ast.ExceptCategory,
        ast.ExercisedBy,
        ast.FactHappening,
        ast.FirstReported,
        ast.GroupedBy,
        ast.InCategory,
        ast.InEnvironment,
        ast.Including,
        ast.Labelled,
        ast.MeanOf,
        ast.Notified,
        ast.OfClass,
        ast.OnlyComponents,
        ast.Parameter,
        ast.ParameterIs,
        ast.PercentileOf,
        ast.Precondition,
        ast.QueueIs,
        ast.Reading,
        ast.ReportedBy,
        ast.ReportedByAll,
        ast.ReportedByAny,
        ast.Severities,
        ast.SeverityIs,
        ast.SpreadOver,
        ast.TakenByFact,
        ast.WeightedByAttribute,
        ast.WithFact,
        ast.WorstOf,
    )
)
"""The nodes that hold such words."""


def _of_node(node: ast.Node) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Components(names) | ast.OnlyComponents(names):
            yield from (("component", name.text) for name in names)
        case ast.Cause(name):
            yield "cause", name.text
        case ast.Reading(name):
            yield "reading", name.text
        case ast.Severities(severities) | ast.SeverityIs(_, severities):
            yield from (("severity", word) for word in severities if word is not None)
        case ast.QueueIs(_, queues):
            yield from (("queue", word) for word in queues)
        case ast.Labelled(_, labels):
            yield from (("label", word) for word in labels)
        case ast.InEnvironment(environments):
            yield from (("environment", word) for word in environments)
        case ast.InCategory(categories) | ast.ExceptCategory(categories):
            yield from (("category", word) for word in categories)
        case ast.OfClass(classes):
            yield from (("class", word) for word in classes)
        case ast.ClassScores(name):
            yield "class", name
        case ast.ReportedBy(source):
            yield "source", source
        case ast.ReportedByAny(sources) | ast.ReportedByAll(sources) | ast.FirstReported(sources):
            yield from (("source", word) for word in sources)
        case ast.MeanOf(measure) | ast.WorstOf(measure) | ast.PercentileOf(_, measure):
            yield "measure", measure
        case ast.AttributeIs(attribute, _, values):
            yield "attribute", attribute
            yield from ((f'value of "{attribute}"', word) for word in values)
        case ast.GroupedBy(attributes):
            yield from (("attribute", word) for word in attributes)
        case ast.SpreadOver(_, attribute) | ast.AffectedAttribute(attribute) | ast.WeightedByAttribute(attribute):
            yield "attribute", attribute
        case ast.ParameterIs(parameter, _, str(value)):
            yield f"value of {parameter.text}", value
        case ast.Parameter(parameter, _, ast.WordChoice(words)):
            yield from ((f"value of {parameter.text}", word) for word in words)
        case ast.Including(items) | ast.ClaimIncludes(items):
            yield from (("content", word) for word in items)
        case _:
            yield from (("fact", word) for word in _facts(node))


def _facts(node: ast.Node) -> tuple[str, ...]:
    match node:
        case ast.WithFact(fact) | ast.AnchorFact(fact) | ast.ByNextFact(fact) | ast.ExercisedBy(fact) | ast.Notified(fact):
            return (fact,)
        case ast.TakenByFact(fact) | ast.FactHappening(fact):
            return (fact,)
        case ast.Precondition(broken_by, mended_by):
            return broken_by, mended_by
        case _:
            return ()
