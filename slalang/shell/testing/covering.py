"""What scenarios try of a policy, as a table of its rules and as a list of what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from slalang.engine.scenario.coverage.coverage import Coverage, coverage
from slalang.engine.scenario.coverage.item import Item, Tried
from slalang.output.explanation.wording import clauses_cited
from slalang.shell.testing.lines import Line, column, paragraph, percent
from slalang.shell.testing.suites import Suite
from slalang.values.places import NOWHERE


def covered(suite: Suite) -> Coverage:
    """What the scenarios of a policy try of it."""
    return coverage(suite.compiled, [Tried(s, r) for s, r in zip(suite.scenarios, suite.results, strict=True)])


def table(suite: Suite, found: Coverage) -> Iterator[Line]:
    """A row for each rule with how much of it is tried, then what is not, each with its place and clauses."""
    every = Counter(one.item.rule for one in found.items)
    tried = Counter(one.item.rule for one in found.items if one.by is not None)
    width = max((len(rule) for rule in every), default=0)
    yield (("title", f"{suite.file}: {summary(found)}"),)
    for rule, number in every.items():
        part = "passed" if tried[rule] == number else "failed"
        yield (("plain", f"  {column(rule, width)}  "), (part, f"{tried[rule]} of {number}"))  # type: ignore[misc]
    if found.untried:
        yield (("plain", "  not tried:"),)
    for item in found.untried:
        yield from paragraph(f"{place(item)}{item.rule}: {words(item)}{clauses_cited(item.clauses)}", "    - ")


def summary(found: Coverage) -> str:
    """`68 of 70 ways are tried (97.1%)`."""
    number = len(found.items)
    tried = number - len(found.untried)
    return f"{tried} of {number} ways are tried ({percent(tried, number)})" if number else "nothing to try"


def words(item: Item) -> str:
    """`“available at least 99.8%” met`."""
    return f"“{item.phrase}” {item.way}" if item.phrase else item.way


def place(item: Item) -> str:
    """`cdg.sla:39: `; nothing where an item has no place of its own."""
    return "" if item.span == NOWHERE else f"{item.span.file}:{item.span.line}: "
