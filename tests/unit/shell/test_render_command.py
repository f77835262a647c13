"""`slalang render`: a document on standard output or in a file, or the errors for which there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_markdown_goes_to_standard_output(run: Run, policy: Path) -> None:
    done = run("render", policy)
    assert done.exit_code == 0
    assert done.stdout.startswith("# ")
    assert "## What is promised" in done.stdout


def test_a_page_goes_to_a_file(run: Run, policy: Path) -> None:
    page = policy.parent / "page.html"
    done = run("render", policy, "--format", "html", "-o", page)
    assert (done.exit_code, done.stdout) == (0, "")
    text = page.read_text("utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert "<script" not in text
    assert "http://" not in text
    assert "https://" not in text


def test_a_policy_with_errors_is_refused_and_nothing_is_written(run: Run, policy: Path) -> None:
    policy.write_text("service a: no komponents.\n", "utf-8")
    done = run("render", policy, "-o", policy.parent / "page.md")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "komponents" in done.stderr
    assert not (policy.parent / "page.md").exists()


def test_a_literate_policy_and_a_compiled_one_make_the_same_document(run: Run, policy: Path) -> None:
    page = policy.parent / "page.sla.md"
    page.write_text(f"# [Prose]\n\n```sla\n{policy.read_text('utf-8')}```\n", "utf-8")
    compiled = policy.parent / "page.json"
    assert run("compile", page, "-o", compiled).exit_code == 0
    made = ("\n*Made from", "\n## ")
    written, again = (run("render", source).stdout for source in (page, compiled))
    assert written.partition(made[0])[0] == again.partition(made[0])[0]
    assert written[written.index(made[1]) :] == again[again.index(made[1]) :]
