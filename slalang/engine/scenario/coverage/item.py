"""One thing that a scenario can try, and what a scenario looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from slalang.engine.scenario.coverage.compared import Compares
from slalang.engine.scenario.scenarios import ScenarioResult
from slalang.semantics.policy import Cited
from slalang.syntax import ast
from slalang.values.places import NOWHERE, Span
from slalang.values.verdicts import Step, Verdict


@attrs.frozen(slots=True)
class Tried:
    """A scenario with what came of it. Only the verdicts that it expects something of are looked at, and none where it fails:
    then it is not known which of the two is wrong.
    """

    scenario: ast.Scenario
    result: ScenarioResult

    def verdicts(self, compares: Compares) -> Iterator[Verdict]:
        """The verdicts of which, as the text governs, the scenario expects something that is compared so."""
        for one in self.result.expected if self.result.passed else ():
            if one.verdict is not None and one.reading is None and any(compares(outcome) for outcome in one.outcomes):
                yield one.verdict

    def of(self, rule: str, compares: Compares) -> Iterator[Verdict]:
        """Those of one commitment, clock, duty, share, joint rule or right."""
        return (verdict for verdict in self.verdicts(compares) if verdict.commitment == rule)

    def steps(self, rule: str | None, compares: Compares, *codes: str) -> Iterator[Step]:
        """The steps with one of these codes that led to them, of one rule where one is named."""
        for verdict in self.verdicts(compares) if rule is None else self.of(rule, compares):
            yield from (step for step in verdict.because if step.what in codes)


@attrs.frozen(slots=True)
class Item:
    """A way in which a phrase can come out: `target` `available at least 99.8%`, `just met`; with its place and clauses."""

    rule: str
    """The noun and the name of the rule: `commitment uptime`."""
    phrase: str
    way: str
    clauses: tuple[str, ...]
    span: Span
    shown_by: Callable[[Tried], bool] = attrs.field(repr=False, eq=False)


def item(rule: str, cited: Cited, way: str, shown_by: Callable[[Tried], bool], phrase: str | None = None) -> Item:
    """An item about what a phrase of a policy says; `phrase` where it is not the phrase's own words."""
    span = cited.span if cited.span is not None else NOWHERE
    return Item(rule, cited.written if phrase is None else phrase, way, cited.clauses, span, shown_by)
