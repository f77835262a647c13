"""`slalang compile`, and a compiled policy wherever a policy may stand on a command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hosting_example import ROOT, SCENARIO

from slalang.semantics.artifact.writing import content_hash
from slalang.shell.files import read_policy, write_file
from slalang.values.exact_json import canonical_json

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def artifact(run: Run, policy: Path, tmp_path: Path) -> Path:
    file = tmp_path / "built" / "policy.bin"
    file.parent.mkdir()
    result = run("compile", policy, "-o", file)
    assert result.exit_code == 0, result.stderr
    assert not result.stdout
    assert "wrote" in result.stderr
    # What was compiled stands alone: its texts are inside.
    policy.unlink()
    return file


def test_every_judging_command_gives_the_same_bytes(run: Run, policy: Path, events: Path, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    run("compile", policy, "-o", file)
    for command in (
        ("evaluate", events, "--json"),
        ("evaluate", events),
        ("evaluate", events, "--period", "2025-03", "--as-of", "2025-04-01"),
        ("explain", events, "--customer", "acme", "--period", "2025-03"),
    ):
        one, other = run(command[0], policy, *command[1:]), run(command[0], file, *command[1:])
        assert one.exit_code == other.exit_code
        assert one.stdout == other.stdout
        assert one.stdout


def test_commands_that_read_the_text_find_it_inside(run: Run, policy: Path, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    run("compile", policy, "-o", file)
    for command in ("check", "clauses"):
        one, other = run(command, policy), run(command, file)
        assert one.exit_code == other.exit_code
        inside = f"{file}/{policy.name}"
        assert one.stdout.replace(str(policy), inside).split() == other.stdout.split()
        assert one.stderr.replace(str(policy), inside).split() == other.stderr.split()


def test_what_was_compiled_stands_alone(run: Run, artifact: Path, events: Path) -> None:
    assert run("evaluate", artifact, events).exit_code == 0
    assert run("check", artifact).exit_code == 0


def test_judging_an_artifact_loads_neither_grammar_nor_compiler(artifact: Path, events: Path) -> None:
    for command in (["evaluate", "--json"], ["explain", "--customer", "acme", "--period", "2025-03"]):
        code = (
            "import sys\nfrom slalang.shell.cli import cli\ntry:\n    cli.main(sys.argv[1:])\n"
            "except SystemExit as ended:\n    assert ended.code == 0\n"
            "print([m for m in sys.modules if m.split('.')[0] == 'lark' or m in ("
            "'slalang.syntax.parser', 'slalang.pipeline', 'slalang.semantics.resolve', 'holidays', 'tzdata')], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, command[0], str(artifact), str(events), *command[1:]],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
            check=True,
        )
        assert done.stderr.splitlines()[-1] == "[]"
        assert done.stdout


def test_the_scenarios_of_an_artifact_run(run: Run, policy: Path, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    policy.write_text(policy.read_text("utf-8") + SCENARIO.format(title="Missed", status="breached"), encoding="utf-8")
    run("compile", policy, "-o", file)
    result = run("test", file)
    assert result.exit_code == 0, result.stderr
    assert "1 passed" in result.stdout


def test_standard_output_is_the_artifact_and_nothing_else(process: Process, policy: Path, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    assert process("compile", policy, "-o", file).returncode == 0
    for named in ((), ("-o", "-")):
        done = process("compile", policy, *named)
        assert done.stdout == file.read_bytes()
        assert not done.stderr


def test_an_artifact_is_compiled_anew_from_its_texts(run: Run, artifact: Path) -> None:
    before = artifact.read_bytes()
    result = run("compile", artifact, "-o", artifact)
    assert result.exit_code == 0, result.stderr
    assert artifact.read_bytes() == before


def test_texts_that_say_something_else_than_the_rules_are_noted(run: Run, artifact: Path) -> None:
    value = json.loads(artifact.read_bytes())
    del value["content_sha256"]
    value["sources"] = {name: text.replace("99.8%", "99.7%") for name, text in value["sources"].items()}
    artifact.write_bytes(canonical_json(value | {"content_sha256": content_hash(value)}).encode())
    for command in ("check", "clauses", "render", "test"):
        said = run(command, artifact).stderr
        assert f"give another policy than its rules, which are {value['sha256'][:12]}" in said, command
    result = run("compile", artifact, "-o", artifact)
    assert result.exit_code == 0, result.stderr
    assert "give another policy than its rules" in result.stderr
    assert json.loads(artifact.read_bytes())["sha256"] != value["sha256"]
    assert "note" not in run("compile", artifact, "-o", artifact).stderr


def test_a_policy_with_errors_is_not_written(run: Run, policy: Path, tmp_path: Path) -> None:
    policy.write_text('agreement "x": zone Mars/Base.', encoding="utf-8")
    file = tmp_path / "policy.json"
    result = run("compile", policy, "-o", file)
    assert result.exit_code == 2
    assert "Mars/Base" in result.stderr
    assert not file.exists()


def test_the_text_of_the_policy_is_never_written_over(run: Run, policy: Path) -> None:
    before = policy.read_bytes()
    result = run("compile", policy, "-o", policy.parent / "." / policy.name)
    assert result.exit_code == 2
    assert "would be lost" in result.stderr
    assert policy.read_bytes() == before


def test_a_damaged_artifact_is_refused_in_words(run: Run, artifact: Path, events: Path) -> None:
    content = artifact.read_bytes()
    for damaged, said in (
        (content[:3_000], "cut short"),
        (content.replace(b'"HALF_UP"', b'"DOWN"'), "changed after it was compiled"),
        (b'{"type":"outage"}', "no compiled policy"),
    ):
        artifact.write_bytes(damaged)
        for command in (("evaluate", artifact, events), ("check", artifact), ("compile", artifact)):
            result = run(*command)
            assert result.exit_code == 2
            assert said in result.stderr
            assert "next:" in result.stderr
            assert "Traceback" not in result.stderr


def test_events_named_as_the_policy_are_told_from_one(run: Run, events: Path) -> None:
    result = run("evaluate", events, events)
    assert result.exit_code == 2
    assert "name the policy first" in result.stderr


def test_texts_of_an_artifact_are_those_inside_it(run: Run, artifact: Path, policy: Path) -> None:
    (artifact.parent / "house.sla").write_text("x", encoding="utf-8")
    source = read_policy(str(artifact))
    assert source.file == f"{artifact}/{policy.name}"
    assert source.texts == {source.file: source.text}
    assert source.load("house.sla") is None
    assert source.load(policy.name) == source.text


def test_a_markdown_policy_keeps_its_prose_and_its_places(run: Run, policy: Path, events: Path, tmp_path: Path) -> None:
    page = tmp_path / "hosting.md"
    page.write_text(f"# Hosting\n\nWhat we promise:\n\n```sla\n{policy.read_text('utf-8')}\n```\n", encoding="utf-8")
    file = tmp_path / "policy.json"
    result = run("compile", page, "-o", file)
    assert result.exit_code == 0, result.stderr
    assert json.loads(file.read_bytes())["sources"] == {"hosting.md": page.read_text("utf-8")}
    assert run("evaluate", file, events, "--json").stdout == run("evaluate", policy, events, "--json").stdout
    assert f"{file}/hosting.md:9" in "".join(run("clauses", file).stdout.split())


# ------------------------------------------------------------------------------ writing


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_file(str(file), b"one")
    file.chmod(0o640)
    (tmp_path / "link.json").symlink_to(file)
    write_file(str(tmp_path / "link.json"), b"two")
    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "link.json"]


def test_where_nothing_can_be_written_is_said_so(run: Run, policy: Path, tmp_path: Path) -> None:
    for place, said in ((tmp_path, "is a folder"), (tmp_path / "none" / "x", "there is no folder"), ("a\0b", "null character")):
        result = run("compile", policy, "-o", place)
        assert result.exit_code == 2
        assert said in result.stderr


# ------------------------------------------------------------------------------ schema


def test_schemas_are_listed_and_printed_as_they_are_shipped(run: Run) -> None:
    listed = [line.split()[0] for line in run("schema").stdout.splitlines()]
    assert listed == ["artifact", "events", "findings", "verdicts"]
    shipped = ROOT / "slalang" / "schemas"
    assert sorted(path.name for path in shipped.glob("*.json")) == [f"{name}.schema.json" for name in listed]
    for name in listed:
        printed = run("schema", name)
        assert printed.stdout_bytes == (shipped / f"{name}.schema.json").read_bytes()
        assert json.loads(printed.stdout)["title"]


def test_an_unknown_schema_names_the_one_that_is_meant(run: Run) -> None:
    result = run("schema", "artefact")
    assert result.exit_code == 2
    assert "`artifact`" in result.stderr
