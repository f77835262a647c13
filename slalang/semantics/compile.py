"""A policy with its files, resolved under every reading, and the hash that names what it says (P3, P6, V4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from slalang.semantics.canonical import meaning_hash
from slalang.semantics.compilation import Compilation
from slalang.semantics.document import check_clauses
from slalang.semantics.findings import Findings
from slalang.semantics.modules import Files, Gathered, Load, Parse, folder_of, gather, read_file
from slalang.semantics.policy import Compiled, Policy, ReadingVariant
from slalang.semantics.readings import ambiguities, conditional_promises, governing_reading, select_reading
from slalang.semantics.resolve import resolve_policy
from slalang.semantics.variants import check_ambiguities
from slalang.syntax import ast
from slalang.syntax.parser import Reading
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.places import Span

_NO_FILES: Mapping[str, tuple[int, ...]] = MappingProxyType({})


def compile_tree(
    tree: ast.Policy,
    file: str = "policy.sla",
    *,
    calendar_files: Mapping[str, tuple[int, ...]] = _NO_FILES,
) -> Compilation:
    """Resolve a policy that stands in one file; a file that it uses is not found."""
    return compile_trees(tree, file, lambda path: None, lambda text, name: Reading(None), calendar_files=calendar_files)


def compile_trees(
    tree: ast.Policy,
    file: str,
    load: Load,
    parse: Parse,
    *,
    calendar_files: Mapping[str, tuple[int, ...]] = _NO_FILES,
) -> Compilation:
    """Resolve a policy and all that it uses or replaces.

    `file` is the policy's name for messages. `load` gives the text of a file by its path relative to the
    policy's folder, `parse` reads it. `calendar_files` holds the days that calendar files name (T5), as numbers since
    1970-01-01, by their paths as the policy writes them. Never raises on bad input.
    """
    folder = folder_of(file)
    files = Files(folder, load, parse, Findings(), calendar_files)
    return _compile(tree, (file[len(folder) :] or file,), files)


def _compile(tree: ast.Policy, trail: tuple[str, ...], files: Files) -> Compilation:
    """One version of a policy; `trail` holds the versions that led to it by replacing it, itself last."""
    findings = Findings()
    gathered = gather(tree, trail[-1], attrs.evolve(files, findings=findings, trees={}))
    if findings.errors:
        return Compilation(None, _once_each(findings.found))
    agreement = _agreement(findings, gathered.tree, tree)
    check_ambiguities(findings, gathered.tree)
    check_clauses(findings, gathered.tree)
    if agreement is None or findings.tally["too-much"]:
        return Compilation(None, _once_each(findings.found))
    policy, variants, said = _variants(gathered.tree, files.calendar_files)
    findings.add(said)
    replaced, earlier = _replaced(findings, gathered, agreement, trail, files)
    diagnostics = _once_each([*findings.found, *earlier])
    if policy is None or any(d.severity is Severity.ERROR for d in diagnostics):
        return Compilation(None, diagnostics)
    readings = tuple(variants)
    sha256 = meaning_hash(policy, readings, replaced)
    compiled = Compiled(policy, readings, replaced, sha256, gathered.trees, files.calendar_files)
    return Compilation(compiled, diagnostics)


def _agreement(findings: Findings, tree: ast.Policy, own: ast.Policy) -> ast.Agreement | None:
    """The one agreement of all the files."""
    found = [rule for rule in tree.rules if isinstance(rule, ast.Agreement)]
    if not found:
        findings.error(
            "agreement-missing",
            "no agreement is named",
            own.span,
            hint='begin the policy with its agreement, as in `agreement "Hosting": zone Europe/London; '
            "currency GBP.`; a file of shared rules is read by the policy that uses it",
        )
    for again in found[1:]:
        findings.under("agreement").twice(
            "an agreement is named",
            found[0].span,
            again.span,
            "a policy encodes one agreement; a file that others use holds none",
            code="agreement-twice",
        )
    return found[0] if len(found) == 1 else None


def _variants(
    tree: ast.Policy, calendar_files: Mapping[str, tuple[int, ...]]
) -> tuple[Policy | None, list[ReadingVariant], list[Diagnostic]]:
    """The governing variant and every reading, each with the others at their governing ones (P6)."""
    conditional = conditional_promises(tree)
    policy, said = resolve_policy(select_reading(tree, {}), calendar_files, conditional)
    diagnostics = list(said)
    variants: list[ReadingVariant] = []
    for ambiguity in ambiguities(tree):
        governing = governing_reading(ambiguity)
        for reading in ambiguity.readings:
            variant = policy
            if reading is not governing:
                chosen = {ambiguity.name.text: reading.name.text}
                variant, more = resolve_policy(select_reading(tree, chosen), calendar_files, conditional)
                diagnostics += _only_here(more, said, reading)
            if variant is not None:
                variants.append(
                    ReadingVariant(
                        ambiguity.name.text,
                        reading.name.text,
                        reading is governing,
                        reading.because,
                        ambiguity.qualifiers.clauses or (),
                        variant,
                    )
                )
    return policy, variants, diagnostics


def _only_here(more: tuple[Diagnostic, ...], governing: tuple[Diagnostic, ...], reading: ast.Reading) -> Iterator[Diagnostic]:
    """What is to be said of a reading and not of the governing text, with the reading's name."""
    known = {_what(diagnostic) for diagnostic in governing}
    for diagnostic in more:
        if _what(diagnostic) not in known:
            under = f"It arises only where the text is read as `{reading.name.text}`."
            yield attrs.evolve(diagnostic, text=f"{diagnostic.text} {under}".strip())


def _replaced(
    findings: Findings,
    gathered: Gathered,
    agreement: ast.Agreement,
    trail: tuple[str, ...],
    files: Files,
) -> tuple[Compiled | None, tuple[Diagnostic, ...]]:
    """The version that this one replaces, with what is to be said of it (C7)."""
    rule = gathered.replaced
    if rule is None:
        return None, ()
    here = findings.under("replaces")
    first = _first_day(agreement)
    if first is None:
        here.error(
            "replaces-undated",
            "a version that replaces another does not say from when it is in force",
            rule.span,
            hint="add `in force from 2025-01-01` to the agreement: periods that start earlier stay with the earlier version",
        )
    path, tree = read_file(rule, trail, attrs.evolve(files, findings=here))
    if tree is None:
        return None, ()
    earlier = _compile(tree, (*trail, path), files)
    if earlier.compiled is not None and first is not None:
        before = _first_day(_own_agreement(earlier.compiled))
        if before is not None and before.first >= first.first:
            here.error(
                "replaces-later",
                f"the version that is replaced is in force from {before.first.isoformat()}, "
                f"not before {first.first.isoformat()}",
                rule.span,
                hint="exchange the two versions, or correct their dates",
            )
    return earlier.compiled, earlier.diagnostics


def _first_day(agreement: ast.Agreement | None) -> ast.InForce | None:
    phrases = agreement.phrases if agreement is not None else ()
    return next((p.body for p in phrases if isinstance(p.body, ast.InForce)), None)


def _own_agreement(compiled: Compiled) -> ast.Agreement | None:
    rules = (rule for tree in compiled.trees.values() for rule in tree.rules)
    return next((rule for rule in rules if isinstance(rule, ast.Agreement)), None)


def _once_each(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Every diagnostic once, the errors first, each kind in the order in which they were found."""
    first: dict[tuple[str, str, Span | None], Diagnostic] = {}
    for diagnostic in diagnostics:
        first.setdefault(_what(diagnostic), diagnostic)
    return tuple(sorted(first.values(), key=lambda d: d.severity is not Severity.ERROR))


def _what(diagnostic: Diagnostic) -> tuple[str, str, Span | None]:
    """By what two diagnostics are the same, whatever rule or reading they were found through."""
    return diagnostic.code, diagnostic.title, diagnostic.span
