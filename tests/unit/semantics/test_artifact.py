"""Artifacts: the same policy and the same bytes everywhere, and plain words for whatever is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from slalang import Compiled, compile_policy, load_policy, policy_artifact
from slalang.engine.scenario.scenarios import run_scenarios
from slalang.importers.events import read_events
from slalang.output.verdicts.json import verdict_json
from slalang.pipeline import evaluate
from slalang.semantics.artifact import reading
from slalang.semantics.artifact.forms import PARTS, classes_in, form_of
from slalang.semantics.artifact.writing import FORMAT, content_hash
from slalang.semantics.canonical import canonical_text
from slalang.semantics.plain import written_fields
from slalang.semantics.policy import Cited, PercentValue
from slalang.shell import files
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic
from slalang.values.exact_json import canonical_json
from slalang.values.money import Rounding

CHECKOUT = Path(__file__).parents[3]
POLICIES = sorted((CHECKOUT / "policies").glob("*.sla")) + sorted((CHECKOUT / "policies" / "examples").glob("*.sla"))
PROMISING = [path for path in POLICIES if not path.stem.endswith(".scenarios")]
EXAMPLES = sorted((CHECKOUT / "examples").glob("*.jsonl"))


@cache
def compiled(path: Path) -> Compiled:
    text = path.read_text("utf-8")
    if path.stem.startswith("desk"):
        pytest.importorskip("icalendar", reason="calendar files need the extra slalang[ics]")
    return compile_policy(text, str(path), lambda name: _text(path.parent / name)).required()


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


@cache
def artifact(path: Path = CHECKOUT / "policies" / "cdg.sla") -> bytes:
    return policy_artifact(compiled(path))


@cache
def loaded(path: Path) -> Compiled:
    return load_policy(artifact(path)).required()


# ------------------------------------------------------------------------------ the same policy


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_policy_comes_back_as_it_was(path: Path) -> None:
    assert loaded(path) == compiled(path)
    assert loaded(path).sha256 == compiled(path).sha256
    assert policy_artifact(loaded(path)) == artifact(path)
    assert dict(loaded(path).sources) == dict(compiled(path).sources)
    assert next(iter(loaded(path).sources)) == path.name


@pytest.mark.parametrize("path", [path for path in POLICIES if path not in PROMISING], ids=lambda path: path.stem)
def test_the_events_of_every_scenario_get_the_same_verdicts(path: Path) -> None:
    scenarios = [rule for rule in compiled(path).trees[str(path)].rules if isinstance(rule, ast.Scenario)]
    verdicts = [
        [verdict_json(verdict) for result in run_scenarios(policy, scenarios) for verdict in result.verdicts]
        for policy in (compiled(path), loaded(path))
    ]
    assert verdicts[0]
    assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_get_the_same_verdicts(example: Path) -> None:
    path = max((p for p in PROMISING if example.stem.startswith(p.stem)), key=lambda p: len(p.stem))
    events = read_events([(example.name, example.read_bytes())]).required()
    verdicts = [[verdict_json(verdict) for verdict in evaluate(policy, events)] for policy in (compiled(path), loaded(path))]
    assert verdicts[0]
    assert verdicts[0] == verdicts[1]


# ------------------------------------------------------------------------------ the same bytes


def test_the_bytes_are_canonical_and_name_no_place() -> None:
    content = artifact()
    value = json.loads(content)
    assert content == canonical_json(value).encode() + b"\n"
    assert str(CHECKOUT).encode() not in content
    assert value["format"] == FORMAT
    assert value["agreement"] == compiled(CHECKOUT / "policies" / "cdg.sla").policy.title
    assert value["content_sha256"] == content_hash({k: v for k, v in value.items() if k != "content_sha256"})
    assert set(value["sources"]) == {"cdg.sla", "house/causes.sla", "house/measuring.sla", "house/support.sla"}


def test_each_part_is_written_once_and_refers_only_to_parts_before_it() -> None:
    parts = json.loads(artifact())["parts"]
    texts = [canonical_json(part) for part in parts]
    assert len(set(texts)) == len(texts)
    assert [next(iter(part)) for part in parts].count("Zone") == 1
    for number, part in enumerate(parts):
        assert next(iter(part)) in PARTS
        assert all(reference < number for reference in _references(part))


def _references(value: Any) -> list[int]:
    match value:
        case {"part": int(number)}:
            return [number]
        case dict():
            return [number for inside in value.values() for number in _references(inside)]
        case list():
            return [number for inside in value for number in _references(inside)]
    return []


def test_other_folders_names_and_seeds_of_hashing_give_the_same_bytes(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "policies", tmp_path / "elsewhere")
    made = set()
    for folder, named, seed in (
        (CHECKOUT, "policies/cdg.sla", "1"),
        (tmp_path / "elsewhere", "cdg.sla", "2"),
        (tmp_path, str(tmp_path / "elsewhere" / "cdg.sla"), "3"),
        (tmp_path / "elsewhere" / "house", "../cdg.sla", "4"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "slalang", "compile", named],
            capture_output=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONHASHSEED": seed},
            timeout=60,
            check=True,
        )
        made.add(done.stdout)
    assert made == {artifact()}


def test_an_artifact_that_was_written_anew_by_another_program_is_the_same_policy() -> None:
    spread = json.dumps(json.loads(artifact()), indent=2, ensure_ascii=True).replace("\n", "\r\n").encode("utf-8-sig")
    assert load_policy(spread).required() == compiled(CHECKOUT / "policies" / "cdg.sla")


def test_a_text_that_is_not_unicode_is_refused_when_it_is_written() -> None:
    odd = attrs.evolve(compiled(CHECKOUT / "policies" / "cdg.sla"), sources={"cdg.sla": "\ud800"})
    with pytest.raises(ValueError, match="surrogate"):
        policy_artifact(odd)


# ------------------------------------------------------------------------------ bad artifacts


def refusal(content: bytes) -> Diagnostic:
    """Why an artifact is refused; with a next step, whatever it is."""
    found = load_policy(content, "x.json")
    assert found.compiled is None
    (diagnostic,) = found.diagnostics
    assert "`x.json`" in diagnostic.title
    assert diagnostic.hint
    return diagnostic


def edited(change: Callable[[dict[str, Any]], object], content: bytes | None = None) -> bytes:
    """An artifact that a stranger changed, who knows how its hash is reckoned."""
    value = json.loads(artifact() if content is None else content)
    change(value)
    value.pop("content_sha256", None)
    return canonical_json(value | {"content_sha256": content_hash(value)}).encode()


def only(value: dict[str, Any], name: str) -> dict[str, Any]:
    """The fields of the first part of a class."""
    found: dict[str, Any] = next(part[name] for part in value["parts"] if name in part)
    return found


def test_an_artifact_that_is_cut_short_anywhere_is_refused() -> None:
    content = artifact().rstrip()
    for length in [0, 1, 2, 10, 300, *range(500, len(content), 4_001), len(content) - 1]:
        assert refusal(content[:length]).code in ("artifact-unreadable", "artifact-format")
    assert load_policy(content).compiled is not None


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "artifact-format", "no compiled policy"),
        (b'{"type":"outage","id":"1"}\n', "artifact-format", "no compiled policy"),
        (b'{"title":"slalang policy"}', "artifact-format", "no compiled policy"),
        (b'["slalang policy"]', "artifact-unreadable", "no object"),
        (b'{"format":"slalang policy","format":"slalang policy"}', "artifact-unreadable", "stands twice"),
        (b'{"format":"slalang policy","x":NaN}', "artifact-unreadable", "no number"),
        (b'{"format":"slalang policy","x":"\xff"}', "artifact-unreadable", "UTF-8"),
        (b'{"format":"slalang policy","x":' + b"[" * 100_000, "artifact-unreadable", "deeply"),
        (b'{"format":"slalang policy","x":' + b"[" * 50 + b"]" * 50 + b"}", "artifact-unreadable", "deeply"),
        (b'{"format":"slalang policy"}', "artifact-version", "version None"),
        (b'{"format":"slalang policy","format_version":true}', "artifact-version", "version True"),
        (b'{"format":"slalang policy","format_version":1}', "artifact-invalid", "`agreement` is missing"),
        (b'{"format":"slalang policy","format_version":1' + b"0" * 9_999 + b"}", "artifact-version", "version 1000"),
        (b'{"format":"slalang policy"' + b" " * (16 << 20) + b"}", "artifact-unreadable", "larger than 16 MiB"),
    ],
    ids=range(14),
)
def test_what_is_no_artifact_is_refused(content: bytes, code: str, said: str) -> None:
    found = refusal(content)
    assert found.code == code
    assert said in found.title


def test_another_version_of_the_format_names_who_wrote_it() -> None:
    found = refusal(edited(lambda value: value.update(format_version=2, engine="9.9.9")))
    assert (found.code, found.field) == ("artifact-version", "$.format_version")
    assert "9.9.9" in found.title
    assert "compile the policy again" in found.hint


def test_a_change_by_hand_shows() -> None:
    for old, new in ((b"HALF_UP", b"HALF_DOWN"), (b'"99.8"', b'"99.7"'), (b"Europe", b"Europa"), (b"hosting", b"hostinG")):
        assert old in artifact() or old == b"hosting"
        content = artifact().replace(old, new)
        if content != artifact():
            assert refusal(content).code == "artifact-changed"


def test_a_changed_rule_with_a_right_hash_of_the_content_is_not_the_policy_that_it_names() -> None:
    def change(value: dict[str, Any]) -> None:
        only(value, "Credit")["rounding"] = {"Rounding": "DOWN"}

    found = refusal(edited(change))
    assert found.code == "artifact-invalid"
    assert "is not the hash of the policy" in found.title
    assert found.field.endswith(".Compiled")


def _set(name: str, field: str, new: Any) -> Callable[[dict[str, Any]], object]:
    return lambda value: only(value, name).update({field: new})


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (lambda v: v.update(parts=[]), "$.parts", "the last part"),
        (lambda v: v["parts"].pop(), "$.parts", "the last part"),
        (lambda v: v.update(parts={}), "$.parts", "another kind"),
        (lambda v: v.update(sha256="0" * 64), "$.sha256", "not what the policy says"),
        (lambda v: v.update(zone_version="1999a"), "$.zone_version", "not what the policy says"),
        (lambda v: v.update(file="other.sla"), "$.file", "holds no `other.sla`"),
        (lambda v: v["sources"].update({"cdg.sla": 5}), "$.sources.cdg.sla", "a text is wanted"),
        (lambda v: v["parts"].insert(0, {"Zune": {}}), "$.parts[0]", "is `Zone` meant"),
        (lambda v: v["parts"].insert(0, {"Zone": {}, "Calendar": {}}), "$.parts[0]", "an object with the name of its class"),
        (lambda v: v["parts"].insert(0, {"Money": {}}), "$.parts[0]", "no part of a policy"),
        (lambda v: v["parts"].insert(0, None), "$.parts[0]", "null cannot stand here"),
        (lambda v: v["parts"].insert(0, {"os.system": "true"}), "$.parts[0]", "no part of a policy"),
        (_set("Commitment", "service", {"part": 999}), ".Commitment.service.part", "parts before it"),
        (_set("Commitment", "service", {"part": -1}), ".Commitment.service.part", "parts before it"),
        (_set("Commitment", "service", {"part": True}), ".Commitment.service.part", "parts before it"),
        (_set("Commitment", "service", {"part": 0}), ".Commitment.service.part", "which cannot stand here"),
        (_set("Commitment", "service", {"Zone": {}}), ".Commitment.service", "is wanted"),
        (_set("Commitment", "name", 5), ".Commitment.name", "the number 5 cannot stand here: a string is wanted"),
        (_set("Commitment", "partial", {"PartialRule": "UPP"}), ".Commitment.partial.PartialRule", "`UPP` cannot stand here"),
        (_set("Commitment", "partial", {"PartialRule": 5}), ".Commitment.partial.PartialRule", "the number 5"),
        (_set("Commitment", "partial", "UP"), ".Commitment.partial", "`UP` cannot stand here: PartialRule is wanted"),
        (_set("Commitment", "targets", {}), ".Commitment.targets", "an object cannot stand here"),
        (_set("Commitment", "extra", 1), ".Commitment", "has no `extra`"),
        (_set("Commitment", "targets", [5]), ".Commitment.targets[0]", "the number 5"),
        (lambda v: only(v, "Commitment").pop("name"), ".Commitment", "without `name`"),
        (_set("Zone", "offsets", [0]), ".Zone", "one offset more"),
        (_set("Zone", "offsets", [0.5]), ".Zone.offsets[0]", "the number 0.5"),
        (_set("Zone", "transitions", [10**30]), ".Zone.transitions[0]", "at most 18 digits"),
        (_set("Zone", "transitions", [True]), ".Zone.transitions[0]", "true cannot stand here"),
        (_set("Calendar", "closed", "all"), ".Calendar.closed", "a list is wanted"),
        (_set("Credit", "commitment", "other"), ".Policy", "nothing is named `other`"),
        (_set("Credit", "day_over", 0), ".Credit.day_over", "is not between"),
        (_set("Credit", "repeat", {"Fraction": "1/0"}), ".Credit.repeat.Fraction", "no exact fraction"),
        (_set("Credit", "repeat", {"Fraction": "9" * 101 + "/1"}), ".Credit.repeat.Fraction", "at most 100 digits"),
        (_set("Credit", "repeat", {"Fraction": "1e9/1"}), ".Credit.repeat.Fraction", "no exact fraction"),
        (_set("Policy", "replaces", None), ".Policy", "has no `replaces`"),
        (_set("Policy", "in_force_at", 10**17 * 9), ".Policy.in_force_at", "is not between"),
        (_set("Policy", "commitments", []), ".Policy", "nothing is named"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_policy_is_named_with_its_place(change: Callable[[Any], object], field: str, said: str) -> None:
    found = refusal(edited(change))
    assert found.code == "artifact-invalid"
    assert found.field.endswith(field)
    assert said in found.title


def test_a_percentage_of_absurd_size_is_refused_before_it_is_reckoned() -> None:
    content = artifact().decode()
    assert '{"PercentValue":{"digits":"5"}}' in content
    for digits in ("1e999999999", "5" * 31, "", "½", "nan"):
        changed = content.replace('{"PercentValue":{"digits":"5"}}', f'{{"PercentValue":{{"digits":"{digits}"}}}}').encode()
        found = refusal(edited(lambda value: None, changed))
        assert found.field.endswith(".PercentValue.digits")
        assert "digits are wanted" in found.title


def test_parts_that_refer_to_each_other_in_a_circle_or_without_end_are_refused() -> None:
    def circle(value: dict[str, Any]) -> None:
        value["parts"].insert(0, {"CombinedCalendar": {"name": "a", "operation": "union", "parts": [{"part": 0}]}})

    def tower(value: dict[str, Any]) -> None:
        value["parts"] = value["parts"][:-1]
        for _ in range(200):
            reference = {"part": len(value["parts"]) - 1}
            value["parts"].append({"CombinedCalendar": {"name": "a", "operation": "union", "parts": [reference] * 2}})

    content = edited(lambda value: value.update(parts=[part for part in value["parts"] if next(iter(part)) == "Zone"]))
    zone_and_calendar = edited(
        lambda value: value["parts"].extend(
            [{"Calendar": {"name": "a", "zone": {"part": 0}, "hours": [], "closed": []}}, None]
        ),
        content,
    )
    assert "parts before it" in refusal(edited(circle)).title
    assert "combines fewer than" in refusal(edited(tower, zone_and_calendar)).title


def test_an_operation_of_calendars_is_one_of_three() -> None:
    def change(value: dict[str, Any]) -> None:
        value["parts"].insert(0, {"CombinedCalendar": {"name": "a", "operation": "xor", "parts": []}})

    assert '"union", "intersection" or "difference" are wanted' in refusal(edited(change)).title


def test_engines_of_another_version_are_named_where_the_parts_cannot_be_read() -> None:
    def change(value: dict[str, Any]) -> None:
        value["engine"] = "9.9.9"
        only(value, "Commitment").pop("name")

    assert "9.9.9" in refusal(edited(change)).hint


def test_only_bytes_are_loaded_and_only_compiled_policies_are_written() -> None:
    with pytest.raises(TypeError, match="read_bytes"):
        load_policy("policy.json")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="required"):
        policy_artifact(compile_policy(""))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------ what may stand in one


def test_classes_are_closed_and_each_has_a_name_of_its_own() -> None:
    classes = classes_in()
    assert len(classes) > 150
    assert set(PARTS) <= set(classes)
    assert classes["PercentValue"] is PercentValue


def test_what_a_policy_says_is_written_in_one_way_for_its_hash_and_its_artifact() -> None:
    assert canonical_text(Rounding.UP) == '{"Rounding":"UP"}' != canonical_text("Rounding.UP")
    assert canonical_text(PercentValue("5")) == '{"PercentValue":{"digits":"5"}}'
    assert written_fields(Cited) == ("clauses", "reason", "written")
    assert written_fields(Compiled) == ("policy", "readings", "replaces", "sha256")


def test_the_command_line_and_programs_read_artifacts_of_the_same_size() -> None:
    assert files.LARGEST_ARTIFACT == reading.LARGEST_ARTIFACT


def test_hints_that_cannot_be_told_apart_are_refused() -> None:
    for hint in (float, dict[str, int], tuple[int, ...] | tuple[str, ...], bytes):
        with pytest.raises(TypeError, match="cannot stand"):
            form_of(hint)
    assert form_of(Fraction | None).null
