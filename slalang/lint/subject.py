"""What a rule looks at: a policy that compiles, with the text's tree, under each of its readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import attrs

from slalang.semantics.policy import Compiled, Policy
from slalang.semantics.readings import phrases_of, select_reading
from slalang.syntax import ast
from slalang.values.places import Span

R = TypeVar("R", bound=ast.Node)


@attrs.frozen(slots=True)
class Subject:
    """A compiled policy. `file` names it in messages; `tree` holds all its rules, with those that it uses, of every reading."""

    compiled: Compiled
    file: str
    tree: ast.Policy = attrs.field(init=False, repr=False)

    @tree.default
    def _tree(self) -> ast.Policy:
        trees = self.compiled.trees.values()
        return ast.Policy(tuple(rule for tree in trees for rule in tree.rules))

    def rules(self, kind: type[R]) -> tuple[R, ...]:
        """The rules of a kind in the text, of every reading."""
        return tuple(rule for rule in self.tree.rules if isinstance(rule, kind))

    def variants(self) -> Iterator[tuple[str | None, Compiled]]:
        """The policy as it governs, then as it would be under each other reading, by its name (P6)."""
        yield None, self.compiled
        for reading in self.compiled.readings:
            if not reading.governs:
                yield reading.name, attrs.evolve(self.compiled, policy=reading.policy, readings=())

    def read_as(self, compiled: Compiled) -> ast.Policy:
        """The tree as one of `variants` reads it: only what stands under its readings (P6)."""
        chosen = {r.ambiguity: r.name for r in self.compiled.readings if r.policy is compiled.policy}
        return select_reading(self.tree, chosen)

    def clauses_at(self, span: Span) -> tuple[str, ...] | None:
        """The clauses that the phrase around a place cites itself; None where it cites none, and outside phrases."""
        for rule in self.tree.rules:
            if _holds(rule.span, span):
                found = (p.qualifiers.clauses for p in phrases_of(rule) if _holds(p.span, span))
                return next(found, None)
        return None

    @property
    def policy(self) -> Policy:
        """The policy as it governs."""
        return self.compiled.policy


def _holds(outer: Span, inner: Span) -> bool:
    return outer.file == inner.file and outer.start <= inner.start and inner.end <= outer.end
