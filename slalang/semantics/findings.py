"""What a resolver has to say about a policy, gathered while one rule after another is resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

import attrs

from slalang.syntax import wording
from slalang.values.diagnostics import Diagnostic, Severity, nearest
from slalang.values.places import Span

_MOST_SUGGESTIONS = 100
_MOST_NAMES = 1_000
"""Similar names are looked for in so many errors, among so many names: a text full of them must not take minutes."""

_ERRORS = "errors"
"""Where the tally keeps the number of errors; no code has this name."""

_LISTED = 8
"""How many names a hint lists before it stops."""


@attrs.frozen(slots=True)
class Findings:
    """The diagnostics of one run in order; `heading` is the rule in which they are found, with its clause."""

    heading: str = ""
    found: list[Diagnostic] = attrs.field(factory=list, eq=False)
    tally: Counter[str] = attrs.field(factory=Counter, eq=False)

    @property
    def errors(self) -> int:
        """How many errors there are so far."""
        return self.tally[_ERRORS]

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """What another phase has to say."""
        for diagnostic in diagnostics:
            self.found.append(diagnostic)
            self.tally[diagnostic.code] += 1
            self.tally[_ERRORS] += diagnostic.severity is Severity.ERROR

    def under(self, heading: str) -> Findings:
        """The same findings, seen from another rule."""
        return attrs.evolve(self, heading=heading)

    def error(self, code: str, title: str, span: Span, *, label: str = "", hint: str = "", text: str = "") -> None:
        """Something that must be put right."""
        self.add((Diagnostic(title, span, code, label=label, clause=self.heading, text=text, hint=hint),))

    def once(self, code: str, title: str, span: Span, *, label: str = "", hint: str = "") -> None:
        """An error of which one is enough for a policy."""
        if not self.tally[code]:
            self.error(code, title, span, label=label, hint=hint)

    def unknown(
        self,
        noun: str,
        name: str,
        span: Span,
        known: Iterable[str],
        *,
        declare: str,
        code: str = "unknown-name",
    ) -> None:
        """A name that nothing declares; `declare` is what to write where nothing similar is known."""
        names = sorted(set(known)) if self.errors < _MOST_SUGGESTIONS else []
        close = self.meant(name, names)
        listed = ", ".join(f"`{n}`" for n in names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
        if close is not None:
            hint = f"is `{close}` meant?"
        elif names:
            hint = f"{declare}, or use one of {listed}"
        else:
            hint = declare
        self.error(code, f"there is no {noun} `{name}`", span, label="not declared", hint=hint)

    def meant(self, name: str, known: Collection[str]) -> str | None:
        """The known name that is most like another; None where none is, or where looking would take too long."""
        if self.errors >= _MOST_SUGGESTIONS or len(known) > _MOST_NAMES:
            return None
        return nearest(name, known)

    def twice(self, what: str, first: Span, second: Span, hint: str, code: str = "said-twice") -> None:
        """The same thing said in two places; the diagnostic stands at the second and names the first."""
        self.error(
            code,
            f"{what} twice",
            second,
            label="again here",
            text=f"The first stands in {place(first)}.",
            hint=hint,
        )


def place(span: Span) -> str:
    """A place in words: `cdg.sla, line 12`."""
    return f"{span.file}, line {span.line}" if span.file else f"line {span.line}"


def heading_of(noun: str, name: str, clauses: tuple[str, ...] | None) -> str:
    """A rule as messages name it: `exclusion scheduled (clause 1.2.9)`."""
    head = f"{noun} {name}".strip()
    return f"{head} {wording.citation(clauses)}" if clauses else head
