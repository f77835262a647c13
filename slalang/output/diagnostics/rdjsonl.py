"""reviewdog's lines of JSON, which it writes as comments and suggestions into a review.

Columns count bytes of UTF-8; ends are the places behind the last one.
"""

from __future__ import annotations

import json
from typing import Any

from slalang.output.positions import region_in_bytes
from slalang.output.report import Finding, Report
from slalang.output.saying import message, shown
from slalang.values.diagnostics import Fix, Severity
from slalang.values.places import Span

_GRAVITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report) -> str:
    """One `Diagnostic` of reviewdog a line."""
    return "".join(f"{json.dumps(_finding(finding, report), ensure_ascii=False)}\n" for finding in report.findings)


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    told: dict[str, Any] = {
        "message": message(diagnostic),
        "location": _location(diagnostic.span, finding.file, report),
        "severity": _GRAVITY[diagnostic.severity],
        "source": {"name": "slalang"},
        "code": {"value": diagnostic.code},
    }
    suggestion = _suggestion(diagnostic.fix, finding.file, report) if diagnostic.fix is not None else None
    if suggestion is not None:
        told["suggestions"] = [suggestion]
    if diagnostic.labels:
        told["relatedLocations"] = [
            {"message": shown(label.text), "location": _location(label.span, label.span.file, report)}
            for label in diagnostic.labels
        ]
    return told


def _location(span: Span | None, file: str, report: Report) -> dict[str, Any]:
    return {"path": report.path(file)} if span is None else {"path": report.path(span.file), "range": _range(span, report)}


def _suggestion(fix: Fix, file: str, report: Report) -> dict[str, Any] | None:
    """The edits of a fix as one, since reviewdog takes several for alternatives; None where they lie in another file."""
    edits = sorted(fix.edits, key=lambda edit: edit.span.start)
    text = report.texts.get(file)
    if not edits or text is None or any(edit.span.file != file for edit in edits):
        return None
    first, last = edits[0].span, edits[-1].span
    parts, at = [], first.start
    for edit in edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return {"range": _range(Span(file, first.start, last.end, first.line, first.column), report), "text": "".join(parts)}


def _range(span: Span, report: Report) -> dict[str, Any]:
    place = region_in_bytes(span, report.texts)
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
