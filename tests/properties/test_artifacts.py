"""A policy and its artifact are the same policy, on what nobody wrote by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slalang.pipeline import compile_policy, policy_artifact
from slalang.semantics.artifact.forms import classes_in
from slalang.semantics.compile import compile_tree
from slalang.semantics.policy import Compiled
from tests.oracle.artifacts import differences
from tests.oracle.generate import policy

EXAMPLES = Path(__file__).parents[2] / "policies" / "examples"


def test_compiled_and_source_evaluation_agree_on_generated_cases() -> None:
    for seed in range(1_000, 1_036):
        assert not differences(seed, streams=2)


def test_every_class_of_a_policy_stands_in_some_artifact() -> None:
    missing = set(classes_in())
    for compiled in (*_examples(), *(compile_tree(policy(seed)[0]).required() for seed in range(240))):
        missing -= _names(json.loads(policy_artifact(compiled))["parts"])
        if not missing:
            return
    assert not missing


def _examples() -> Iterator[Compiled]:
    for path in sorted(EXAMPLES.glob("*.sla")):
        found = compile_policy(path.read_text("utf-8"), path.name, lambda name, folder=path.parent: _text(folder / name))
        if found.compiled is not None:  # one needs the extra slalang[ics]
            yield found.compiled


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def _names(value: Any) -> set[str]:
    match value:
        case dict():
            return set(value).union(*map(_names, value.values()))
        case list():
            return set().union(*map(_names, value))
    return set()
