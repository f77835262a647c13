"""A failed scenario: what was expected beside what came, and why."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.engine.scenario.scenarios import Check, Expected, ScenarioResult
from slalang.output.tests.reasons import reasons
from slalang.output.visible import visible
from slalang.shell.testing.lines import Line, Part, column, paragraph
from slalang.time.zones import Zone


def failure(result: ScenarioResult, zone: Zone, *, every_step: bool) -> Iterator[Line]:
    """The lines of a failed scenario, its title first."""
    place = f"{result.span.file}:{result.span.line}"
    yield (("failed", "failed"), ("title", f"  {visible(result.title)}"), ("plain", f"  ({place})"))
    if not result.expected:
        yield from _sides(result.checks, "")
        return
    for one in result.expected:
        if not one.passed:
            yield from _expected(one, zone, every_step)


def _expected(one: Expected, zone: Zone, every_step: bool) -> Iterator[Line]:
    yield (("title", f"  {visible(one.about)}"), ("plain", f"  (line {one.checks[0].span.line})"))
    yield from _sides(one.checks, f"{one.about}: ")
    if one.verdict is None:
        return
    yield (("plain", "    why"),)
    for text in reasons(one.verdict, zone, every_step=every_step):
        yield from paragraph(text, "      - ")


def _sides(checks: tuple[Check, ...], about: str) -> Iterator[Line]:
    """Two columns, what passed as well, so that the rest can be read beside it."""
    rows = [(check.passed, visible(check.expected.removeprefix(about)), visible(check.actual)) for check in checks]
    width = max(len("expected"), *(len(expected) for _, expected, _ in rows))
    yield (("plain", f"      {column('expected', width)}   actual"),)
    for passed, expected, actual in rows:
        styles: tuple[Part, Part] = ("plain", "plain") if passed else ("expected", "actual")
        mark = " " if passed else "x"
        yield (("plain", f"    {mark} "), (styles[0], column(expected, width)), ("plain", "   "), (styles[1], actual))
