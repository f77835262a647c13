"""`slalang check`: is a policy sound, and does it say what costs money? Every finding with its place and a next step."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs
import click

from slalang.output.diagnostics import format_names
from slalang.shell import cache
from slalang.shell.checking import Asked, Outcome, check_all, read_policies
from slalang.shell.failures import Exit, Failure, Reported
from slalang.shell.files import STANDARD_INPUT, decoded, policy_bytes, write_file
from slalang.shell.reporting import counted, report
from slalang.shell.repository import repository_paths
from slalang.shell.terminal import coloured, say, write_lines
from slalang.values.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from slalang.lint.baseline import KnownFinding
    from slalang.output.report import Finding, Report

_HELP = """Check that each POLICY can be read and decided, and look for what it may say and still costs money.

Errors are what cannot be decided: wording, names, units, choices that the agreement leaves open. Warnings
are what can be decided and is hardly meant: a hole between two brackets, a cap that never binds.
`slalang rule` lists the rules. POLICY may be a folder, or `-` for standard input.

\b
For example:
  slalang check uptime.sla
  slalang check policies --fail-on warning
  slalang check policies --output-format sarif --output-file findings.sarif
  slalang check policies --select brackets,claims --ignore flat-credit
  slalang check uptime.sla --fix

A drafting note lets one finding stand, with a reason: [waive bracket-gap: the printed table has this hole]

Exits 0 where nothing is as grave as --fail-on, by default an error; 1 where something is, and where --diff
shows a difference.
"""

_FULL = "full"


@attrs.frozen(slots=True, kw_only=True)
class _Wanted:
    """The options of one run."""

    policies: tuple[str, ...]
    output_format: str
    output_file: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str
    baseline: str | None
    write_baseline: str | None
    fix: bool
    unsafe_fixes: bool
    diff: bool
    statistics: bool
    stdin_filename: str
    colour: str

    @property
    def reads_standard_input(self) -> bool:
        return STANDARD_INPUT in self.policies

    @property
    def writes(self) -> bool:
        """Whether anything is written but what is printed."""
        return bool(self.output_file or self.write_baseline or self.fix)


@click.command("check", help=_HELP)
@click.argument("policies", nargs=-1, required=True, metavar="POLICY...")
@click.option(
    "--output-format",
    type=click.Choice(format_names()),
    default=_FULL,
    show_default=True,
    help="How findings are written: `full` on standard error, any other on standard output.",
)
@click.option("--output-file", metavar="FILE", help="Write them there; what people read stays on standard error.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: names, categories, `default` or `all`.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules: names or categories.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.ERROR.value,
    show_default=True,
    help="Exit 1 if there is anything as grave as this.",
)
@click.option("--baseline", metavar="FILE", help="Do not show what FILE holds.")
@click.option("--write-baseline", metavar="FILE", help="Write what is found now to FILE, for --baseline.")
@click.option("--fix", is_flag=True, help="Make the repairs after which the policy provably means the same.")
@click.option("--unsafe-fixes", is_flag=True, help="Show what other repairs would change; with --fix, make them too.")
@click.option("--diff", is_flag=True, help="Show what --fix would write, and write nothing.")
@click.option("--statistics", is_flag=True, help="Say how often each rule found something.")
@click.option(
    "--stdin-filename", default="policy.sla", show_default=True, metavar="NAME", help="What standard input is called."
)
@click.option(cache.SWITCH, is_flag=True, help="Do the work anew.")
@coloured
def command(no_cache: bool, **options: Any) -> int:
    """Check each file, print everything that is wrong once, and give the exit code."""
    wanted = _Wanted(**{**options, "select": _names(options["select"]), "ignore": _names(options["ignore"])})
    _refuse_two_outputs(wanted)
    asked = _asked(wanted)
    if wanted.fix or wanted.diff:
        return _repair(wanted, asked)
    code = _tell(wanted, asked, check_all(asked))
    if wanted.unsafe_fixes:
        _offer(asked)
    return code


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


def _refuse_two_outputs(wanted: _Wanted) -> None:
    if wanted.reads_standard_input and wanted.policies != (STANDARD_INPUT,):
        raise Failure("standard input is checked by itself", "Give `-` alone.")
    prints_text = wanted.diff or (wanted.fix and wanted.reads_standard_input)
    if prints_text and wanted.output_format != _FULL and not wanted.output_file:
        raise Failure(
            "standard output cannot hold the findings and the text", "Name a file for the findings: --output-file FILE."
        )


def _asked(wanted: _Wanted) -> Asked:
    from slalang.lint.registry import all_rules
    from slalang.lint.selection import select_rules

    selection = select_rules(all_rules(), wanted.select, wanted.ignore)
    if selection.diagnostics:
        report(selection.diagnostics, {})
        raise Reported
    sources = read_policies(wanted.policies, wanted.stdin_filename)
    named = (*wanted.policies, wanted.stdin_filename) if wanted.reads_standard_input else wanted.policies
    return Asked(sources, frozenset(named), selection.rules)


# ------------------------------------------------------------------------------------------------- what is found


def _tell(wanted: _Wanted, asked: Asked, outcome: Outcome) -> int:
    """Show what was found, and give the exit code."""
    from slalang.lint.baseline import compare, write_baseline

    every = _report(wanted, asked, outcome)
    compared = compare(
        every.findings, _baseline(wanted.baseline), set(every.paths.values()), {rule.name for rule in asked.rules}
    )
    shown = attrs.evolve(every, findings=compared.new)
    notes = [f"{len(every.waived)} waived"] if every.waived else []
    if compared.known:
        notes.append(f"{len(compared.known)} in the baseline")
    if wanted.write_baseline is not None:
        write_file(wanted.write_baseline, write_baseline(every.findings, every.paths).encode())
        shown = attrs.evolve(shown, findings=tuple(f for f in every.findings if f.diagnostic.severity is Severity.ERROR))
        notes = [
            f"{len(every.findings) - len(shown.findings)} written to {wanted.write_baseline}",
            *notes[: bool(every.waived)],
        ]
    _write(wanted, shown)
    if wanted.statistics:
        _count(shown.findings)
    if compared.gone and wanted.write_baseline is None:
        _say_gone(compared.gone, wanted.baseline)
    _sum_up(shown, notes, fixed=wanted.fix, written=len(every.findings) > len(shown.findings) and bool(wanted.write_baseline))
    if not wanted.writes and not wanted.reads_standard_input:
        cache.repeatable()
    return Exit.FOUND if any(map(shown.failing, shown.findings)) else Exit.DONE


def _report(wanted: _Wanted, asked: Asked, outcome: Outcome) -> Report:
    from slalang.lint.registry import all_rules
    from slalang.output.fingerprints import with_fingerprints
    from slalang.output.report import Report, RulePage, Waiver
    from slalang.version import __version__

    paths = repository_paths(dict.fromkeys((*outcome.files, *outcome.texts)))
    waived = with_fingerprints(((each.diagnostic, file) for each, file in outcome.waived), outcome.texts, paths)
    reasons = (Waiver(each.waiver.reason, each.waiver.span) for each, _ in outcome.waived)
    return Report(
        findings=with_fingerprints(outcome.found, outcome.texts, paths),
        files=outcome.files,
        texts=outcome.texts,
        paths=paths,
        rules=tuple(RulePage(rule.name, rule.category, rule.severity, rule.page) for rule in all_rules()),
        version=__version__,
        waived=tuple(attrs.evolve(finding, waiver=waiver) for finding, waiver in zip(waived, reasons, strict=True)),
        fails=Severity(wanted.fail_on),
    )


def _baseline(file: str | None) -> tuple[KnownFinding, ...]:
    from slalang.lint.baseline import read_baseline

    if file is None:
        return ()
    known = read_baseline(decoded(policy_bytes(file), file), file)
    if isinstance(known, Diagnostic):
        report((known,), {})
        raise Reported
    return known


def _write(wanted: _Wanted, shown: Report) -> None:
    """The findings for people on standard error, and in another format where it is asked for."""
    if wanted.output_format == _FULL or wanted.output_file:
        report((finding.diagnostic for finding in shown.findings), shown.texts, wanted.colour)
    if wanted.output_format == _FULL and not wanted.output_file:
        return
    from slalang.output.diagnostics import render_report

    content = render_report(shown, wanted.output_format).encode()
    if wanted.output_file:
        write_file(wanted.output_file, content)
    elif content:
        write_lines([content.removesuffix(b"\n")])


def _count(findings: Iterable[Finding]) -> None:
    from collections import Counter

    for code, number in sorted(Counter(f.diagnostic.code for f in findings).items(), key=lambda each: (-each[1], each[0])):
        say(f"{number:>5}  {code}")


def _say_gone(gone: tuple[KnownFinding, ...], file: str | None) -> None:
    for entry in gone:
        say(f"note: no longer found: {entry.file}: {entry.title} [{entry.rule}]")
    say(f"  next: --write-baseline {file} makes the baseline smaller")


def _sum_up(shown: Report, notes: list[str], *, fixed: bool, written: bool) -> None:
    diagnostics = [finding.diagnostic for finding in shown.findings]
    number = len(shown.files)
    # What was just written to a baseline is not nothing.
    nothing = [] if written and not diagnostics else [counted(diagnostics) or "nothing is wrong"]
    said = "; ".join([*nothing, *notes])
    say(f"{number} file{'' if number == 1 else 's'} checked: {said}")
    safe = sum(d.fix is not None and d.fix.safe for d in diagnostics)
    if safe and not fixed:
        # Two may take the same phrase out, and what a shared file needs is seen only when it is tried.
        say(f"up to {safe} can be mended by --fix, without a change of meaning")


# ------------------------------------------------------------------------------------------------- repairs


def _repair(wanted: _Wanted, asked: Asked) -> int:
    """Make what can be mended, or show it, then say what is left."""
    from slalang.output.saying import shown as visible_lines
    from slalang.shell.fixing import Repair, difference, write_texts

    before = check_all(asked).texts
    repair = Repair(asked, {file: text for file, text in before.items() if _is_text(asked, file)})
    if wanted.unsafe_fixes:
        _offer(asked)
    if any(source.artifact is not None for source in asked.sources):
        say("note: what a compiled policy holds is not mended: mend the texts that it was compiled from")
    fixed = repair.made(unsafe=wanted.unsafe_fixes)
    for refusal in fixed.refused:
        place = f"{refusal.diagnostic.span.file}:{refusal.diagnostic.span.line}: " if refusal.diagnostic.span else ""
        say(f"note: {place}left as it is: {refusal.why} [{refusal.diagnostic.code}]")
    if wanted.diff:
        shown = difference(repair.texts, fixed.texts)
        if shown:
            write_lines([(visible_lines(shown) if sys.stdout.isatty() else shown).encode()])
        say(f"{len(fixed.made)} would be fixed")
        return Exit.FOUND if shown else Exit.DONE
    if wanted.reads_standard_input:
        sys.stdout.flush()
        sys.stdout.buffer.write(fixed.texts[wanted.stdin_filename].encode())
    else:
        cache.wrote()
        write_texts(repair.texts, fixed.texts)
    for diagnostic in fixed.made:
        say(f"fixed {_place(diagnostic)}{diagnostic.fix.title if diagnostic.fix else ''} [{diagnostic.code}]")
    now = asked.with_texts(fixed.texts)
    return _tell(wanted, now, check_all(now))


def _offer(asked: Asked) -> None:
    """What the repairs that change the meaning would do, on standard error."""
    from slalang.lint.meaning import in_words
    from slalang.output.saying import shown
    from slalang.shell.fixing import Repair

    for offer in Repair(asked, check_all(asked).texts).offers():
        diagnostic = offer.diagnostic
        say(f"offered {_place(diagnostic)}{diagnostic.fix.title if diagnostic.fix else ''} [{diagnostic.code}]")
        say(f"  changes: {in_words(offer.changes) if offer.changes else 'nothing that the policy means'}")
        say("\n".join(f"  {row}" for row in shown(offer.difference).split("\n")) + "\n")


def _place(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.span.file}:{diagnostic.span.line}: " if diagnostic.span is not None else ""


def _is_text(asked: Asked, file: str) -> bool:
    """Whether a file is one that may be written: not what a compiled policy holds."""
    return not any(source.artifact is not None and file in source.texts for source in asked.sources)
