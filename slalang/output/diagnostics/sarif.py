"""SARIF 2.1.0, the interchange format of checkers: for code scanning and for editors.

Columns count characters (`columnKind` says so); paths are relative to the repository, encoded as URIs. What the text waives is
kept, suppressed, with the reason.
"""

from __future__ import annotations

import json
import re
from typing import Any

from slalang.output.positions import region
from slalang.output.report import Finding, Report, RulePage
from slalang.output.saying import message, shown
from slalang.values.diagnostics import Fix, Severity
from slalang.values.places import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def render(report: Report) -> str:
    """One log with one run."""
    every = (*report.findings, *report.waived)
    pages = {page.name: page for page in report.rules}
    names = [*pages, *dict.fromkeys(f.diagnostic.code for f in every if f.diagnostic.code not in pages)]
    index = {name: number for number, name in enumerate(names)}
    run = {
        "tool": {
            "driver": {
                "name": "slalang",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": [_rule(pages[name]) if name in pages else _error(name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top folder of the repository."}}},
        "artifacts": [{"location": _artifact(file, report)} for file in report.files],
        "results": [_result(finding, index, report) for finding in every],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(page: RulePage) -> dict[str, Any]:
    found = re.search(r"^## What it finds\n+(.+?)(?=^## |\Z)", page.page, re.MULTILINE | re.DOTALL)
    full = " ".join((found[1] if found else page.summary).split())
    return {
        "id": page.name,
        "shortDescription": {"text": _literal(page.summary)},
        "fullDescription": {"text": _literal(full)},
        "help": {"text": _literal(page.page), "markdown": _literal(page.page)},
        "defaultConfiguration": {"level": _level(page.severity)},
        "properties": {"tags": [page.category]},
    }


def _error(code: str) -> dict[str, Any]:
    """An error for which there is no page: what keeps a policy from being decided explains itself where it is found."""
    told = f"The policy cannot be read or decided as it is written ({code})."
    full = f"{told} Each finding says what is wrong at its place, and what to do next."
    return {
        "id": code,
        "shortDescription": {"text": told},
        "fullDescription": {"text": full},
        "help": {"text": full, "markdown": full},
        "defaultConfiguration": {"level": _level(Severity.ERROR)},
        "properties": {"tags": ["errors"]},
    }


def _result(finding: Finding, index: dict[str, int], report: Report) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index[diagnostic.code],
        "level": _level(diagnostic.severity),
        "message": {"text": _literal(message(diagnostic))},
        "locations": [{"physicalLocation": _place(diagnostic.span, finding.file, report)}],
        # The second name is the one by which GitHub follows a finding from commit to commit.
        "partialFingerprints": {"slalang/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint},
    }
    if diagnostic.labels:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(label.span, label.span.file, report),
                "message": {"text": _literal(shown(label.text))},
            }
            for number, label in enumerate(diagnostic.labels, start=1)
        ]
    if diagnostic.fix is not None and diagnostic.fix.edits:
        result["fixes"] = [_fix(diagnostic.fix, report)]
    if finding.waiver is not None:
        waiver = finding.waiver
        place = {"physicalLocation": _place(waiver.span, waiver.span.file, report)}
        suppressed = {"kind": "inSource", "status": "accepted", "justification": shown(waiver.reason), "location": place}
        result["suppressions"] = [suppressed]
    return result


def _fix(fix: Fix, report: Report) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.span, report), "insertedContent": {"text": edit.text}}
        changes.setdefault(edit.span.file, []).append(replacement)
    meaning = "" if fix.safe else " (the meaning may change)"
    return {
        "description": {"text": _literal(f"{shown(fix.title)}{meaning}")},
        "artifactChanges": [
            {"artifactLocation": _artifact(file, report), "replacements": made} for file, made in changes.items()
        ],
    }


def _place(span: Span | None, file: str, report: Report) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(file if span is None else span.file, report)}
    return place if span is None else {**place, "region": _region(span, report)}


def _region(span: Span, report: Report) -> dict[str, int]:
    place = region(span, report.texts)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(file: str, report: Report) -> dict[str, str]:
    return {"uri": _uri(report.path(file)), "uriBaseId": _ROOT}


def _uri(path: str) -> str:
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in path.encode())


def _literal(text: str) -> str:
    """A text without what SARIF reads as a placeholder or as a link (3.11.5, 3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"\[([^\[\]]*)\]\(", r"\\[\1\\](", text)


def _level(severity: Severity) -> str:
    return severity.value
