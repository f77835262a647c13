"""JUnit's XML of scenarios: a suite a policy, a case a scenario, with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree

import attrs

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@attrs.frozen(slots=True)
class Case:
    """A scenario: the policy that it is about, its title and place; `failure` says what failed, None where nothing did."""

    policy: str
    title: str
    file: str
    line: int
    failure: str | None = None


def render(cases: Iterable[Case]) -> str:
    """One document; the suites in the order of the cases."""
    every = tuple(cases)
    root = ElementTree.Element("testsuites", {"name": "slalang test"} | _counts(every))
    for policy, group in groupby(every, key=lambda case: case.policy):
        own = tuple(group)
        suite = ElementTree.SubElement(root, "testsuite", {"name": _legal(policy)} | _counts(own))
        for case in own:
            place = {"classname": _legal(policy), "file": _legal(case.file), "line": str(case.line)}
            row = ElementTree.SubElement(suite, "testcase", {"name": _legal(case.title)} | place)
            if case.failure is not None:
                first = next((line.strip() for line in case.failure.splitlines() if line.strip()), "failed")
                failure = ElementTree.SubElement(row, "failure", message=_legal(first), type="failed")
                failure.text = _legal(case.failure)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _counts(cases: tuple[Case, ...]) -> dict[str, str]:
    failures = sum(case.failure is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0"}


def _legal(text: str) -> str:
    """What XML cannot hold is written by its code point."""
    return _ILLEGAL.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
