"""A Code Quality report of GitLab, which merge requests show. It knows lines only."""

from __future__ import annotations

import json
from typing import Any

from slalang.output.positions import region
from slalang.output.report import Finding, Report
from slalang.output.saying import shown
from slalang.values.diagnostics import Severity

_GRAVITY = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """The array of findings; what has no place stands at the first line of its file."""
    return json.dumps([_finding(finding, report) for finding in report.findings], indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    lines = {"begin": 1}
    if diagnostic.span is not None:
        place = region(diagnostic.span, report.texts)
        lines = {"begin": place.line, "end": place.end_line}
    said = [shown(text) for text in (diagnostic.title, diagnostic.case, diagnostic.hint) if text]
    return {
        "description": "; ".join(said).replace("\n", " "),
        "check_name": diagnostic.code,
        "fingerprint": finding.fingerprint,
        "severity": _GRAVITY[diagnostic.severity],
        "location": {"path": report.path(finding.file), "lines": lines},
    }
