"""The name of a finding that outlives a change of lines: what is found, in which file, under which clause, at which words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from slalang.output.positions import words_at
from slalang.output.report import Finding
from slalang.values.diagnostics import Diagnostic

_LENGTH = 32


def with_fingerprints(
    found: Iterable[tuple[Diagnostic, str]], texts: Mapping[str, str], paths: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Diagnostics, each with its fingerprint, in the order given; beside it the file that was checked when it was found.

    It is made of the rule, the path, the heading with its clause, the words of the place (of what has none, the title), and a
    number where all of these are alike; no line or column is in it. `paths` are relative, so that it is the same everywhere.
    """
    alike = Counter[tuple[str, ...]]()
    findings = []
    for diagnostic, checked in found:
        span = diagnostic.span
        file = span.file if span is not None and span.file else checked
        words = words_at(span, texts) if span is not None else diagnostic.title
        same = (diagnostic.code, paths.get(file, file), diagnostic.clause, words)
        number = alike[same]
        alike[same] += 1
        digest = hashlib.sha256("\0".join((*same, str(number))).encode())
        findings.append(Finding(diagnostic, file, digest.hexdigest()[:_LENGTH]))
    return tuple(findings)
