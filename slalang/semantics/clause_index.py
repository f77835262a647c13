"""The index of an agreement's clauses: what encodes each of them, or why no machine decides it (P1)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.semantics.findings import heading_of
from slalang.semantics.readings import phrases_of
from slalang.syntax import ast, wording
from slalang.values.places import Span


@attrs.frozen(slots=True)
class Encoding:
    """A rule, or a phrase of it in its words, that rests on a clause; `reading` is the one under which it stands."""

    rule: str
    phrase: str | None
    reading: str | None
    span: Span


@attrs.frozen(slots=True)
class Prose:
    """Why no machine decides a clause."""

    because: str
    span: Span


@attrs.frozen(slots=True)
class ClauseEntry:
    """One clause: the rules and phrases that encode it, why it is prose, and the scenarios that try it.

    A clause may be both encoded and prose: a part of it is decided, the rest is not.
    """

    clause: str
    encodings: tuple[Encoding, ...] = ()
    prose: tuple[Prose, ...] = ()
    scenarios: tuple[Encoding, ...] = ()

    @property
    def lost(self) -> bool:
        """Whether nothing encodes it and nothing says why."""
        return not self.encodings and not self.prose


@attrs.frozen(slots=True)
class ClauseIndex:
    """Every clause of an agreement in the order in which it lists them, then those that are cited and not listed.

    `listed` is None where the agreement lists no clauses; `unlisted` then holds all that are cited.
    """

    title: str | None
    listed: tuple[ClauseEntry, ...] | None
    unlisted: tuple[ClauseEntry, ...]

    @property
    def lost(self) -> tuple[ClauseEntry, ...]:
        """The listed clauses that nothing encodes and no prose names."""
        return tuple(entry for entry in self.listed or () if entry.lost)

    @property
    def complete(self) -> bool:
        """Whether every listed clause is accounted for, and only listed ones are cited."""
        return self.listed is None or not (self.lost or self.unlisted)


def clause_index(tree: ast.Policy) -> ClauseIndex:
    """The index of a policy with all that it uses; what stands under any reading counts (P1, P6)."""
    agreements = [rule for rule in tree.rules if isinstance(rule, ast.Agreement)]
    lists = [phrase.body for rule in agreements for phrase in rule.phrases if isinstance(phrase.body, ast.Clauses)]
    found: dict[str, ClauseEntry] = {clause: ClauseEntry(clause) for body in lists for clause in body.clauses}
    listed = tuple(found)
    for rule in tree.rules:
        for clause, citation in _citations(rule):
            entry = found.get(clause, ClauseEntry(clause))
            found[clause] = _with(entry, citation, isinstance(rule, ast.Scenario))
    return ClauseIndex(
        agreements[0].title if agreements else None,
        tuple(found[clause] for clause in listed) if lists else None,
        tuple(entry for clause, entry in found.items() if clause not in listed),
    )


def _with(entry: ClauseEntry, citation: Encoding | Prose, tried: bool) -> ClauseEntry:
    if isinstance(citation, Prose):
        return attrs.evolve(entry, prose=(*entry.prose, citation))
    if tried:
        return attrs.evolve(entry, scenarios=(*entry.scenarios, citation))
    return attrs.evolve(entry, encodings=(*entry.encodings, citation))


def _citations(rule: ast.Rule) -> Iterator[tuple[str, Encoding | Prose]]:
    """Each clause that a rule cites: in its heading, which covers the whole rule, then phrase by phrase."""
    if isinstance(rule, ast.Prose):
        for clause in rule.clauses:
            yield clause, Prose(rule.because, rule.span)
        return
    heading = _heading(rule)
    own = getattr(rule, "qualifiers", None)
    over = own.reading.text if isinstance(own, ast.Qualifiers) and own.reading is not None else None
    if isinstance(own, ast.Qualifiers):
        for clause in own.clauses or ():
            yield clause, Encoding(heading, None, over, rule.span)
    for phrase in phrases_of(rule):
        reading = phrase.qualifiers.reading.text if phrase.qualifiers.reading is not None else over
        for clause in phrase.qualifiers.clauses or ():
            yield clause, Encoding(heading, wording.body(phrase.body), reading, phrase.span)


def _heading(rule: ast.Rule) -> str:
    """A rule as the policy heads it, without its clauses: `credit for uptime`."""
    match rule:
        case ast.Credit(commitment=name):
            return heading_of("credit for", name.text, None)
        case ast.Agreement(title=title) | ast.Scenario(title=title):
            return heading_of(type(rule).__name__.lower(), f'"{title}"', None)
        case ast.Prose() | ast.Throughout() | ast.Causes() | ast.Use() | ast.Replaces():
            return type(rule).__name__.lower()
        case _:
            return heading_of(type(rule).__name__.lower(), rule.name.text, None)
