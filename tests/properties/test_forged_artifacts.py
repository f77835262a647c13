"""Artifacts that a stranger changed and hashed anew: refused in words, or evaluated; never a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from slalang.importers.events import read_events
from slalang.output.verdicts.json import verdict_json
from slalang.pipeline import compile_policy, evaluate_stream, load_policy, policy_artifact
from slalang.semantics.artifact import sound
from slalang.semantics.artifact.writing import content_hash
from slalang.semantics.policy import Compiled
from slalang.values.exact_json import canonical_json

CHECKOUT = Path(__file__).parents[2]
ABSURD = (None, True, 0, -1, 2, 10**15, -(10**15), "", "x", "99", "1/2", "-5/1", [], ["x"], {})


@pytest.mark.parametrize("name", ["cdg", "plusplus", "plutora"])
def test_a_forged_artifact_is_refused_or_evaluated(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sound._CHECKS, Compiled, lambda compiled: None)
    file = CHECKOUT / "policies" / f"{name}.sla"
    compiled = compile_policy(
        file.read_text("utf-8"), file.name, lambda used: (file.parent / used).read_text("utf-8")
    ).required()
    events = read_events([("x", (CHECKOUT / "examples" / f"{name}.jsonl").read_bytes())]).required()
    value = json.loads(policy_artifact(compiled))
    del value["content_sha256"]
    random, evaluated = Random(name), 0
    places = [place for place in _places(value["parts"]) if place]
    for _ in range(60):
        loaded = load_policy(_forged(value, random.choice(places), random))
        if loaded.compiled is None:
            assert loaded.diagnostics[0].hint
            continue
        evaluated += 1
        for verdict in evaluate_stream(loaded.compiled, events).verdicts:
            assert verdict_json(verdict)
    assert 0 < evaluated < 60


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value[:20]) if isinstance(value, list) else ()
    for step, inside in members:
        yield from _places(inside, (*path, step))


def _forged(value: dict[str, Any], place: tuple[Any, ...], random: Random) -> bytes:
    """The artifact with one value replaced, and the hash of its content reckoned anew."""
    changed = json.loads(json.dumps(value))
    within: Any = changed["parts"]
    for step in place[:-1]:
        within = within[step]
    old = within[place[-1]]
    near = (
        [old + 1, old - 1, old * 1_000]
        if type(old) is int
        else [old[::-1], old[:1], old + old]
        if isinstance(old, list)
        else []
    )
    within[place[-1]] = random.choice([*near, *near, *ABSURD])
    return canonical_json(changed | {"content_sha256": content_hash(changed)}).encode()
