"""What a check has to report: its findings with the names that outlive a change of lines, the texts, and the rules asked."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.places import Span

_GRAVITY = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


@attrs.frozen(slots=True)
class RulePage:
    """A rule as reports name it: its readable name, its category, how grave it is, and its page in Markdown."""

    name: str
    category: str
    severity: Severity
    page: str

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.split("\n", 1)[0]


@attrs.frozen(slots=True)
class Waiver:
    """Why a finding stands all the same, and where its author says so."""

    reason: str
    span: Span


@attrs.frozen(slots=True)
class Finding:
    """A diagnostic, the file in which it lies, and the fingerprint that finds it again in a changed text.

    `waiver` is None unless the text waives it.
    """

    diagnostic: Diagnostic
    file: str
    fingerprint: str
    waiver: Waiver | None = None


@attrs.frozen(slots=True)
class Report:
    """One run of a check.

    `findings` are to be shown, `waived` are not, but a format may keep them with their reasons. `texts` holds the texts of
    files by the names that spans carry; `paths` gives for such a name the path that is written: relative to the repository,
    with `/`, never absolute. `files` are the names of those that were checked. What is at least as grave as `fails` fails.
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    texts: Mapping[str, str]
    paths: Mapping[str, str]
    rules: tuple[RulePage, ...]
    version: str
    waived: tuple[Finding, ...] = ()
    fails: Severity = Severity.ERROR

    def path(self, file: str) -> str:
        """The path to write for a file's name."""
        return self.paths.get(file, file)

    def failing(self, finding: Finding) -> bool:
        """Whether a finding is grave enough to fail the run."""
        return is_grave(finding.diagnostic.severity, self.fails)


def is_grave(severity: Severity, least: Severity) -> bool:
    """Whether a severity is at least another."""
    return _GRAVITY.index(severity) >= _GRAVITY.index(least)
