"""A JSON array, one object a finding; `slalang schema findings` describes it."""

from __future__ import annotations

import msgspec

from slalang.output.diagnostic_shape import DiagnosticShape, EditShape, FixShape, LabelShape, PointShape
from slalang.output.positions import region
from slalang.output.report import Finding, Report
from slalang.values.diagnostics import Fix
from slalang.values.places import Span


def render(report: Report) -> str:
    """The array, indented; `[]` where nothing was found."""
    told = msgspec.json.encode([_finding(finding, report) for finding in report.findings])
    return msgspec.json.format(told, indent=2).decode() + "\n"


def _finding(finding: Finding, report: Report) -> DiagnosticShape:
    diagnostic, span = finding.diagnostic, finding.diagnostic.span
    start, end = _points(span, report) if span is not None else (None, None)
    return DiagnosticShape(
        code=diagnostic.code,
        severity=diagnostic.severity.value,
        message=diagnostic.title,
        file=report.path(finding.file),
        start=start,
        end=end,
        clause=diagnostic.clause or None,
        label=diagnostic.label or None,
        text=diagnostic.text or None,
        case=diagnostic.case or None,
        hint=diagnostic.hint or None,
        labels=[
            LabelShape(report.path(label.span.file), *_points(label.span, report), label.text) for label in diagnostic.labels
        ],
        fix=_fix(diagnostic.fix, report) if diagnostic.fix is not None else None,
        fingerprint=finding.fingerprint,
    )


def _fix(fix: Fix, report: Report) -> FixShape:
    edits = [EditShape(report.path(edit.span.file), *_points(edit.span, report), edit.text) for edit in fix.edits]
    return FixShape(fix.title, fix.safe, edits)


def _points(span: Span, report: Report) -> tuple[PointShape, PointShape]:
    place = region(span, report.texts)
    return PointShape(place.line, place.column), PointShape(place.end_line, place.end_column)
