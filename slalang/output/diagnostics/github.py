"""Workflow commands of GitHub Actions, which become annotations in the changed files."""

from __future__ import annotations

from slalang.output.positions import region
from slalang.output.report import Finding, Report
from slalang.output.saying import message, shown
from slalang.values.diagnostics import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """One command a finding: `::error file=...,line=...,title=...::text`."""
    return "".join(_command(finding, report) for finding in report.findings)


def _command(finding: Finding, report: Report) -> str:
    diagnostic = finding.diagnostic
    properties: dict[str, str | int] = {"file": shown(report.path(finding.file))}
    if diagnostic.span is not None:
        place = region(diagnostic.span, report.texts)
        properties |= {"line": place.line, "endLine": place.end_line}
        # Columns are taken only where it is one line.
        if place.line == place.end_line:
            properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = f"slalang ({diagnostic.code})"
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {told}::{_text(message(diagnostic))}\n"


def _text(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _text(value).replace(":", "%3A").replace(",", "%2C")
