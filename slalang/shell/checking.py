"""From the names of policies to all that is to be said of them: read, check, each thing once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from slalang.shell.files import STANDARD_INPUT, PolicySource, decoded, policy_bytes, policy_files, read_policy, spoken_name
from slalang.shell.parts import is_shared_part
from slalang.shell.terminal import progress
from slalang.values.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from slalang.lint.registry import LintRule
    from slalang.lint.waivers import Waived


@attrs.frozen(slots=True)
class Asked:
    """What is to be checked: the policies that were read, which of them were named, and the rules to ask."""

    sources: tuple[PolicySource, ...]
    named: frozenset[str]
    rules: tuple[LintRule, ...]

    def with_texts(self, texts: Mapping[str, str]) -> Asked:
        """The same policies with other texts, which are not written anywhere yet."""
        return attrs.evolve(self, sources=tuple(overlaid(source, texts) for source in self.sources))


@attrs.frozen(slots=True)
class Outcome:
    """What came of it: each thing with the file that was checked, what is waived, the files, and all texts that were read."""

    found: tuple[tuple[Diagnostic, str], ...]
    waived: tuple[tuple[Waived, str], ...]
    files: tuple[str, ...]
    texts: Mapping[str, str]


def read_policies(policies: tuple[str, ...], stdin_name: str) -> tuple[PolicySource, ...]:
    """The policies that paths name; `-` is standard input, which is called `stdin_name`."""
    return tuple(
        _read_standard_input(stdin_name) if file == STANDARD_INPUT else read_policy(file) for file in policy_files(policies)
    )


def overlaid(source: PolicySource, texts: Mapping[str, str]) -> PolicySource:
    """A policy with other texts in place of those of the same names."""
    return attrs.evolve(source, text=texts.get(source.file, source.text), texts={**source.texts, **texts})


def check_all(asked: Asked) -> Outcome:
    """Check each policy. What is wrong in a shared file shows in every policy that uses it, and is kept once."""
    from slalang.pipeline import check_policy

    found: dict[tuple[object, ...], tuple[Diagnostic, str]] = {}
    waived: dict[tuple[object, ...], tuple[Waived, str]] = {}
    texts: dict[str, str] = {}
    files: list[str] = []
    named = {spoken_name(name) for name in asked.named}
    of_text = {rule.name for rule in asked.rules if rule.find is not None}
    for source in asked.sources:
        with progress(f"Checking {source.file}"):
            checked = check_policy(source.text, source.file, source.load, asked.rules)
        texts |= source.texts
        if source.file not in named and is_shared_part(source, _of_compiler(checked.diagnostics, of_text)):
            continue
        files.append(source.file)
        for diagnostic in checked.diagnostics:
            found.setdefault(_once(diagnostic), (diagnostic, source.file))
        for each in checked.waived:
            waived.setdefault(_once(each.diagnostic), (each, source.file))
    return Outcome(tuple(found.values()), tuple(waived.values()), tuple(files), texts)


def _read_standard_input(name: str) -> PolicySource:
    text = decoded(policy_bytes(STANDARD_INPUT), "standard input")
    return PolicySource(name, text, {name: text})


def _of_compiler(diagnostics: Iterable[Diagnostic], rules: set[str]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR and d.code not in rules)


def _once(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.title, diagnostic.code, diagnostic.span
