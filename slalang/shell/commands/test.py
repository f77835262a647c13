"""`slalang test`: the scenarios of policies, which are the contract's own tests (P4)."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import click

from slalang.shell.failures import Exit
from slalang.shell.files import policy_files, write_file
from slalang.shell.terminal import coloured, say, show

if TYPE_CHECKING:
    from slalang.shell.testing.suites import Suite

_HELP = """Run the scenarios of policies: given these events, expect those verdicts.

PATH is a policy or a folder of policies; the folder `policies` where none is given. The scenarios in
NAME.scenarios.sla belong to NAME.sla and run with it.

A scenario that fails shows what was expected beside what came, and why. --coverage shows what no
scenario tries: targets met, missed and just met, rows and limits, conditions kept and broken, caps,
claims, rights. --mutate changes the policy in one place after another (a limit, a unit, a cap, a cause)
and shows the changes that no scenario notices, each with a scenario that would.

\b
For example:
  slalang test policies/uptime.sla
  slalang test policies --coverage-min 90 --junit report.xml
  slalang test policies/uptime.sla --mutate

Exits 0 where every scenario passes, 1 where one fails or less is tried or noticed than was asked for,
2 where a policy cannot be read.
"""


class _Percent(click.ParamType[Fraction]):
    """A percentage from 0 to 100, exact."""

    name = "percentage"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        digits = str(value).removesuffix("%")
        if digits.replace(".", "", 1).isascii() and digits.replace(".", "", 1).isdigit() and Fraction(digits) <= 100:
            return Fraction(digits)
        self.fail(f"`{value}` is no percentage from 0 to 100, such as 95 or 97.5", param, ctx)


@attrs.frozen(slots=True)
class _Asked:
    """What is asked for beside the scenarios themselves."""

    every_step: bool
    show_coverage: bool
    least_coverage: Fraction | None
    show_mutants: bool
    least_score: Fraction | None
    as_json: bool
    colour: str

    @property
    def coverage(self) -> bool:
        return self.show_coverage or self.least_coverage is not None

    @property
    def mutation(self) -> bool:
        return self.show_mutants or self.least_score is not None


@click.command("test", help=_HELP)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--explain", "every_step", is_flag=True, help="Why a scenario failed, with every step.")
@click.option("--coverage", "show_coverage", is_flag=True, help="Show what no scenario tries, rule by rule.")
@click.option("--coverage-min", "least_coverage", type=_Percent(), help="Exit 1 where scenarios try less of a policy.")
@click.option("--mutate", "show_mutants", is_flag=True, help="Show the changes of a policy that no scenario notices.")
@click.option("--mutate-min", "least_score", type=_Percent(), help="Exit 1 where scenarios notice fewer of the changes.")
@click.option("--junit", metavar="FILE", help="Also write a test report in JUnit's XML.")
@click.option("--json", "as_json", is_flag=True, help="One policy a line as JSON on standard output, and nothing else there.")
@coloured
def command(paths: tuple[str, ...], junit: str | None, **asked: object) -> int:
    """Run all scenarios, show what failed and what was asked for, and give the exit code."""
    from slalang.shell.testing.suites import suites

    wanted = _Asked(**asked)  # type: ignore[arg-type]  # click gives the options by these names
    named = paths or ("policies",)
    found, enough = [], True
    for suite in suites(policy_files(named), named):
        enough &= _told(suite, wanted)
        found.append(suite)
    if junit is not None:
        _write_junit(junit, found)
    return Exit.DONE if _summed(found, wanted) and enough else Exit.FOUND


def _told(suite: Suite, asked: _Asked) -> bool:
    """Show what came of one policy; whether it is as much as was asked for."""
    from slalang.shell.testing.failures import failure
    from slalang.shell.testing.lines import show_lines

    record: dict[str, object] = {}
    if not asked.as_json:
        for result in suite.failed:
            show_lines((*failure(result, suite.compiled.policy.zone, every_step=asked.every_step), ()), asked.colour)
    covered = _covered(suite, asked, record) if asked.coverage and suite.scenarios else True
    noticed = _mutated(suite, asked, record) if asked.mutation and suite.scenarios and not suite.failed else True
    if asked.mutation and suite.failed:
        say(f"note: {suite.file} is not changed: its scenarios must pass first")
    if asked.as_json:
        from slalang.shell.testing.record import of_suite

        show(json.dumps(of_suite(suite) | record, ensure_ascii=False))
    return covered and noticed


def _covered(suite: Suite, asked: _Asked, record: dict[str, object]) -> bool:
    from slalang.shell.testing.covering import covered, summary, table
    from slalang.shell.testing.lines import show_lines
    from slalang.shell.testing.record import of_coverage

    found = covered(suite)
    enough = asked.least_coverage is None or found.share * 100 >= asked.least_coverage
    record["coverage"] = of_coverage(found)
    if not asked.as_json and (asked.show_coverage or not enough):
        show_lines((*table(suite, found), ()), asked.colour)
    if not enough:
        say(f"{suite.file}: {summary(found)}, which is less than was asked for")
    return enough


def _mutated(suite: Suite, asked: _Asked, record: dict[str, object]) -> bool:
    from slalang.shell.testing.lines import show_lines
    from slalang.shell.testing.mutating import mutated, summary, survivor, survivors
    from slalang.shell.testing.record import of_score

    score = mutated(suite)
    enough = asked.least_score is None or score.share * 100 >= asked.least_score
    unnoticed = []
    for mutant, witness in survivors(suite, score) if asked.show_mutants or not enough else ():
        unnoticed.append((mutant, witness))
        if not asked.as_json:
            show_lines((*survivor(mutant, witness), ()), asked.colour)
    record["mutation"] = of_score(score, unnoticed)
    if not asked.as_json:
        show(summary(suite, score), asked.colour)
    if not enough:
        say(f"{suite.file}: fewer changes are noticed than was asked for")
    return enough


def _write_junit(file: str, found: list[Suite]) -> None:
    from slalang.output.tests.junit import Case, render
    from slalang.shell.testing.failures import failure
    from slalang.shell.testing.lines import plain

    cases = []
    for suite in found:
        for result in suite.results:
            lines = failure(result, suite.compiled.policy.zone, every_step=False)
            told = None if result.passed else plain(tuple(lines)[1:])
            cases.append(Case(suite.file, result.title, result.span.file, result.span.line, told))
    write_file(file, render(cases).encode("utf-8"))


def _summed(found: list[Suite], asked: _Asked) -> bool:
    """Say how many scenarios passed; whether all did."""
    number, failed = sum(len(suite.results) for suite in found), sum(len(suite.failed) for suite in found)
    if asked.as_json:
        return not failed
    if not number:
        show('No scenarios: write `scenario "...": given ...; expect ... .` in a policy, or beside it.', asked.colour)
    else:
        verdict = f"{number - failed} passed, {failed} failed"
        show(click.style(verdict, fg="red" if failed else "green", bold=True), asked.colour)
    return not failed
