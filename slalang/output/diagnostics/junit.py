"""JUnit's XML, as test reports of build servers read it: a suite a file, a case a finding.

What does not fail the run is a skipped case; a file without a finding is one case that passed.
"""

from __future__ import annotations

import html
import re

from slalang.output.report import Finding, Report
from slalang.output.saying import message, shown

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """One document; suites in the order of the files."""
    files = dict.fromkeys((*report.files, *(finding.file for finding in report.findings)))
    suites = [_suite(file, [f for f in report.findings if f.file == file], report) for file in files]
    failures = sum(map(report.failing, report.findings))
    tests = sum(max(1, sum(f.file == file for f in report.findings)) for file in files)
    skipped = len(report.findings) - failures
    head = f'<testsuites name="slalang" tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _suite(file: str, findings: list[Finding], report: Report) -> str:
    path = report.path(file)
    failures = sum(map(report.failing, findings))
    tests, skipped = max(1, len(findings)), len(findings) - failures
    rows = [
        f'  <testsuite name="{_xml(path)}" tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}">',
        *(_case(finding, path, report) for finding in findings),
    ]
    if not findings:
        rows.append(f'    <testcase name="check" classname="{_xml(path)}" />')
    return "\n".join([*rows, "  </testsuite>"])


def _case(finding: Finding, path: str, report: Report) -> str:
    diagnostic = finding.diagnostic
    place = f"{diagnostic.span.line}:{diagnostic.span.column}" if diagnostic.span is not None else "1:1"
    head = f'    <testcase name="{_xml(f"{diagnostic.code} at {place}")}" classname="{_xml(path)}">'
    title = _xml(shown(diagnostic.title))
    if not report.failing(finding):
        return f'{head}\n      <skipped message="{_xml(diagnostic.severity.value)}: {title}" />\n    </testcase>'
    told = _xml(f"{path}:{place}: {message(diagnostic)}")
    kind = _xml(diagnostic.severity.value)
    return f'{head}\n      <failure message="{title}" type="{kind}">{told}</failure>\n    </testcase>'


def _xml(text: str) -> str:
    """A text as XML may hold it; what XML cannot hold is written by its code point."""
    return (
        html.escape(_ILLEGAL.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)).replace("\n", "&#10;").replace("\t", "&#9;")
    )
