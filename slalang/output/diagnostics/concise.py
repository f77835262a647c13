"""One line a finding: the place, how grave it is, the rule and the title."""

from __future__ import annotations

from slalang.output.report import Finding, Report
from slalang.output.saying import shown
from slalang.output.visible import visible


def render(report: Report) -> str:
    """`path:line:column: severity[rule] title`; the file is named as it was on the command line."""
    return "".join(_line(finding) for finding in report.findings)


def _line(finding: Finding) -> str:
    diagnostic = finding.diagnostic
    line, column = (diagnostic.span.line, diagnostic.span.column) if diagnostic.span is not None else (1, 1)
    title = shown(diagnostic.title).replace("\n", " ")
    return f"{visible(finding.file, blanks=True)}:{line}:{column}: {diagnostic.severity.value}[{diagnostic.code}] {title}\n"
