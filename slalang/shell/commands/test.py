"""`slalang test`: the scenarios of policies, which are the contract's own tests (P4)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from slalang.shell.failures import Exit
from slalang.shell.files import is_file, policy_files, read_policy
from slalang.shell.parts import is_shared_part
from slalang.shell.reporting import refuse
from slalang.shell.terminal import coloured, progress, show

if TYPE_CHECKING:
    from slalang.engine.scenario.scenarios import ScenarioResult

_HELP = """Run the scenarios of policies: given these events, expect those verdicts.

PATH is a policy or a folder of policies; the folder `policies` where none is given. The scenarios in
NAME.scenarios.sla belong to NAME.sla and run with it.

\b
For example:
  slalang test policies/uptime.sla

Exits 0 where every scenario passes, 1 where one fails, 2 where a policy cannot be read.
"""

_SCENARIOS = ".scenarios.sla"


@click.command("test", help=_HELP)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@coloured
def command(paths: tuple[str, ...], colour: str) -> int:
    """Run all scenarios, print the failed ones, and give the exit code."""
    files = _with_scenarios(policy_files(paths or ("policies",)))
    results = [(file, result) for file in files for result in _run(file, file in paths)]
    failed = [(file, result) for file, result in results if not result.passed]
    for file, result in failed:
        _show_failed(file, result, colour)
    if not results:
        show('No scenarios: write `scenario "...": given ...; expect ... .` in a policy, or beside it.', colour)
    else:
        verdict = f"{len(results) - len(failed)} passed, {len(failed)} failed"
        show(click.style(verdict, fg="red" if failed else "green", bold=True), colour)
    return Exit.FOUND if failed else Exit.DONE


def _with_scenarios(files: tuple[str, ...]) -> tuple[str, ...]:
    """The files, each policy followed by the scenarios beside it, none twice."""
    every: list[str] = []
    for file in files:
        every.append(file)
        beside = file.removesuffix(".sla") + _SCENARIOS
        if file.endswith(".sla") and not file.endswith(_SCENARIOS) and is_file(beside):
            every.append(beside)
    first = {Path(file).resolve(): file for file in reversed(every)}
    return tuple(file for file in dict.fromkeys(every) if first[Path(file).resolve()] == file)


def _run(file: str, named: bool) -> tuple[ScenarioResult, ...]:
    """What came of a file's own scenarios; `named`: the file itself was asked for, not its folder."""
    from slalang.engine.scenario.scenarios import run_scenarios
    from slalang.pipeline import compile_policy
    from slalang.syntax import ast

    source = read_policy(file)
    with progress(f"Running {file}"):
        compilation = compile_policy(source.text, source.file, source.load)
        if compilation.compiled is None:
            if not named and is_shared_part(source, compilation.diagnostics):
                return ()
            refuse(compilation.diagnostics, source.texts)
        rules = compilation.compiled.trees[source.file].rules
        return run_scenarios(compilation.compiled, [rule for rule in rules if isinstance(rule, ast.Scenario)])


def _show_failed(file: str, result: ScenarioResult, colour: str) -> None:
    place = f"{file}:{result.span.line}"
    show(f"{click.style('failed', fg='red', bold=True)}  {result.title}  ({place})", colour)
    for check in result.checks:
        if not check.passed:
            show(f"  {file}:{check.span.line}", colour)
            show(f"    expected  {click.style(check.expected, fg='green')}", colour)
            show(f"    actual    {click.style(check.actual, fg='red')}", colour)
    show("", colour)
