"""A baseline: the findings that a project had when it began to check, so that only new ones are shown.

It is a JSON file, one finding a line, sorted by file, rule and title, so that its difference reads well in a review. Errors are
never in it: they have to be mended.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from slalang.output.report import Finding
from slalang.values.diagnostics import Diagnostic, Severity

VERSION = 1
_KEYS = ("file", "rule", "title", "fingerprint")


@attrs.frozen(slots=True, order=True)
class KnownFinding:
    """A finding as a baseline keeps it; `file` is the path relative to the repository."""

    file: str
    rule: str
    title: str
    fingerprint: str


@attrs.frozen(slots=True)
class Compared:
    """What a baseline does not hold, what it does, and what of it is found no more."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[KnownFinding, ...]


def read_baseline(text: str, file: str) -> tuple[KnownFinding, ...] | Diagnostic:
    """The findings of a baseline; one diagnostic where the text is none."""
    try:
        told = json.loads(text)
        if not isinstance(told, dict) or told.get("version") != VERSION:
            return _unread(file, f'it has no `"version": {VERSION}`')
        return tuple(_known(entry) for entry in told["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as reason:
        return _unread(file, "it is no JSON" if isinstance(reason, ValueError) else "its findings are not as they were written")


def write_baseline(findings: Iterable[Finding], paths: Mapping[str, str]) -> str:
    """The text of a baseline that holds the findings, but for errors."""
    known = sorted(
        KnownFinding(paths.get(f.file, f.file), f.diagnostic.code, f.diagnostic.title, f.fingerprint)
        for f in findings
        if f.diagnostic.severity is not Severity.ERROR
    )
    rows = [f"    {json.dumps({key: getattr(entry, key) for key in _KEYS}, ensure_ascii=False)}" for entry in known]
    inside = "[\n" + ",\n".join(rows) + "\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {inside}\n}}\n'


def compare(
    findings: Iterable[Finding], baseline: Iterable[KnownFinding], files: Collection[str], rules: Collection[str]
) -> Compared:
    """Divide findings by a baseline.

    `files` are the paths, relative to the repository, that were checked, and `rules` the names of those asked: what a baseline
    holds of another file or rule may still be there.
    """
    held = {entry.fingerprint: entry for entry in baseline}
    every = tuple(findings)
    known = tuple(f for f in every if f.fingerprint in held and f.diagnostic.severity is not Severity.ERROR)
    there = {finding.fingerprint for finding in every}
    gone = (e for e in held.values() if e.fingerprint not in there and e.file in files and e.rule in rules)
    hidden = {finding.fingerprint for finding in known}
    return Compared(tuple(f for f in every if f.fingerprint not in hidden), known, tuple(sorted(gone)))


def _known(entry: Any) -> KnownFinding:
    values = [entry[key] for key in _KEYS]
    if not all(isinstance(value, str) for value in values):
        raise TypeError("a baseline holds texts")
    return KnownFinding(*values)


def _unread(file: str, why: str) -> Diagnostic:
    return Diagnostic(
        f"`{file}` is not a baseline: {why}",
        code="baseline-unreadable",
        hint=f"write it anew with --write-baseline {file}, and read the difference before you commit it",
    )
