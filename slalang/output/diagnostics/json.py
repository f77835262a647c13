"""A JSON array, one object a finding, with the same keys in each: null where there is nothing to say.

`start` and `end` hold a line and a column that count from 1, in characters; the end is the place behind the last one. A key is
never taken away or given another meaning; new ones may come.
"""

from __future__ import annotations

import json
from typing import Any

from slalang.output.positions import region
from slalang.output.report import Finding, Report
from slalang.values.diagnostics import Fix
from slalang.values.places import Span


def render(report: Report) -> str:
    """The array, an object a line apart; `[]` where nothing was found."""
    return json.dumps([_finding(finding, report) for finding in report.findings], indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.title,
        "file": report.path(finding.file),
        **_range(diagnostic.span, report),
        "clause": diagnostic.clause or None,
        "label": diagnostic.label or None,
        "text": diagnostic.text or None,
        "case": diagnostic.case or None,
        "hint": diagnostic.hint or None,
        "labels": [
            {"file": report.path(label.span.file), **_range(label.span, report), "text": label.text}
            for label in diagnostic.labels
        ],
        "fix": _fix(diagnostic.fix, report) if diagnostic.fix is not None else None,
        "fingerprint": finding.fingerprint,
    }


def _fix(fix: Fix, report: Report) -> dict[str, Any]:
    edits = [{"file": report.path(edit.span.file), **_range(edit.span, report), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _range(span: Span | None, report: Report) -> dict[str, Any]:
    if span is None:
        return {"start": None, "end": None}
    place = region(span, report.texts)
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }
