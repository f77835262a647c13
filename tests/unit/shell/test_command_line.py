"""What every command promises: data on standard output, talk on standard error, exit codes, no traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hosting_example import EVENTS, POLICY, ROOT, SCENARIO

from slalang.shell import commands
from slalang.shell.cli import cli
from slalang.shell.moments import parse_moment
from slalang.time.zones import load_zone
from slalang.values.instants import parse_instant

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[bytes]]


def verdicts(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# ------------------------------------------------------------------------------ evaluate


def test_json_is_all_that_stands_on_standard_output(run: Run, policy: Path, events: Path) -> None:
    result = run("evaluate", policy, events, "--json")
    assert result.exit_code == 0
    assert [(v["customer"], v["period"]["name"], v["status"]) for v in verdicts(result)] == [  # type: ignore[index]
        ("acme", "2025-03", "breached"),
        ("zeta", "2025-04", "met"),
    ]


def test_notes_go_to_standard_error(run: Run, policy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(EVENTS.replace('"id":"o2",', '"id":"o2","service":"elsewhere",'), encoding="utf-8")
    result = run("evaluate", policy, other, "--json")
    assert "note: 1 event is about a service or component" in result.stderr
    assert "`o2` names the service `elsewhere`." in result.stderr
    assert all(line.startswith("{") for line in result.stdout.splitlines())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--customer", "acme"], [("acme", "2025-03")]),
        (["--customer", "acme", "--customer", "zeta"], [("acme", "2025-03"), ("zeta", "2025-04")]),
        (["--commitment", "uptime", "--period", "2025-04"], [("zeta", "2025-04")]),
        (["--period", "2025-Q2"], [("zeta", "2025-04")]),
        (
            ["--customer", "acme", "--period", "2025-02..2025-04"],
            [("acme", "2025-02"), ("acme", "2025-03"), ("acme", "2025-04")],
        ),
        (["--as-of", "2025-03-20T00:00:00Z"], [("acme", "2025-03")]),
    ],
)
def test_options_narrow_and_a_span_widens(
    run: Run, policy: Path, events: Path, options: list[str], expected: list[tuple[str, str]]
) -> None:
    result = run("evaluate", policy, events, "--json", *options)
    found = [(v["customer"], v["period"]["name"]) for v in verdicts(result)]  # type: ignore[index]
    assert found == expected


def test_a_period_that_runs_at_as_of_is_provisional(run: Run, policy: Path, events: Path) -> None:
    result = run("evaluate", policy, events, "--json", "--as-of", "2025-03-20T00:00:00Z")
    assert [v["provisional"] for v in verdicts(result)] == [True]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-04-01", "2025-03-31T23:00:00Z"),
        ("2025-04-01 09:00", "2025-04-01T08:00:00Z"),
        ("2025-03-14T10:30:15", "2025-03-14T10:30:15Z"),
        # Clocks skip the first of these and show the second twice.
        ("2025-03-30T01:30", "2025-03-30T01:30:00Z"),
        ("2025-10-26 01:30", "2025-10-26T00:30:00Z"),
        ("2025-10-26 01:30:00+00:00", "2025-10-26T01:30:00Z"),
    ],
)
def test_as_of_may_be_civil_time_of_a_zone(text: str, instant: str) -> None:
    assert parse_moment(text).in_zone(load_zone("Europe/London")) == parse_instant(instant)


def test_as_of_a_date_is_where_that_day_begins_in_the_policys_zone(run: Run, policy: Path, events: Path) -> None:
    for date, provisional in (("2025-03-31", True), ("2025-04-01", False)):
        result = run("evaluate", policy, events, "--json", "--as-of", date)
        assert [v["provisional"] for v in verdicts(result)] == [provisional]


def test_standard_input_holds_json_lines(run: Run, policy: Path, events: Path) -> None:
    from_file = run("evaluate", policy, events, "--json")
    from_input = run("evaluate", policy, "-", "--json", text=EVENTS)
    assert from_input.stdout == from_file.stdout


def test_fail_on_decides_the_exit_code(run: Run, policy: Path, events: Path) -> None:
    assert run("evaluate", policy, events).exit_code == 0
    assert run("evaluate", policy, events, "--fail-on", "breached").exit_code == 1
    assert run("evaluate", policy, events, "--fail-on", "undetermined").exit_code == 0
    assert run("evaluate", policy, events, "--fail-on", "breached", "--customer", "zeta").exit_code == 0


def test_bad_lines_stop_the_run_or_are_set_aside_and_counted(run: Run, policy: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(EVENTS + "{not json}\n", encoding="utf-8")
    stopped = run("evaluate", policy, bad, "--json")
    assert stopped.exit_code == 2
    assert stopped.stdout == ""
    assert "bad.jsonl:5" in stopped.stderr
    aside = run("evaluate", policy, bad, "--json", "--set-aside")
    assert aside.exit_code == 0
    assert len(verdicts(aside)) == 2
    assert "1 line was set aside" in aside.stderr


def test_people_get_a_table_and_a_summary(run: Run, policy: Path, events: Path) -> None:
    result = run("evaluate", policy, events)
    assert "Customer" in result.stdout
    assert "GBP 10.00 due" in result.stdout
    assert result.stdout.endswith("2 verdicts: 1 met and 1 breached; credits: GBP 10.00 due.\n")
    assert "\x1b" not in result.stdout


def test_colour_comes_where_it_is_asked_for(run: Run, policy: Path, events: Path) -> None:
    assert "\x1b[" in run("evaluate", policy, events, "--color", "always").stdout
    assert "\x1b[" not in run("evaluate", policy, events, "--color", "never").stdout


def test_a_name_cannot_steer_the_screen(run: Run, policy: Path) -> None:
    hostile = EVENTS.replace('"acme"', '"ac\\u001b[31mme"')
    for command in ("evaluate", "explain"):
        shown = run(command, policy, "-", "--period", "2025-03", text=hostile)
        assert "\x1b" not in shown.output
        assert "<U+001B>" in shown.stdout


def test_a_customer_whom_no_event_names_is_said(run: Run, policy: Path, events: Path) -> None:
    result = run("evaluate", policy, events, "--customer", "acmee")
    assert result.exit_code == 0
    assert "is `acme` meant?" in result.stderr


# ------------------------------------------------------------------------------ explain


def test_one_verdict_is_told_and_drawn(run: Run, policy: Path, events: Path) -> None:
    result = run("explain", policy, events, "--customer", "acme")
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "down for 2 hours 15 minutes that count" in text
    assert "promises at least 99.8% (clause 1)" in text
    assert "A credit of GBP 10.00 is due." in text
    assert "Fri 14 Mar" in result.stdout


def test_several_verdicts_are_listed_with_their_options(run: Run, policy: Path, events: Path) -> None:
    result = run("explain", policy, events)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "1. breached       --customer acme --commitment uptime --period 2025-03" in result.stderr
    options = next(line for line in result.stderr.splitlines() if " 2. " in line).split()[2:]
    assert run("explain", policy, events, *options).exit_code == 0


def test_no_verdict_cannot_be_explained(run: Run, policy: Path, events: Path) -> None:
    result = run("explain", policy, events, "--period", "2020-01")
    assert result.exit_code == 2
    assert "no verdict matches" in result.stderr


# ------------------------------------------------------------------------------ check


def test_a_clean_policy_exits_0(run: Run, policy: Path) -> None:
    result = run("check", policy)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 file checked: nothing is wrong\n"


def test_errors_in_a_policy_are_what_check_finds(run: Run, policy: Path) -> None:
    policy.write_text(POLICY.replace("of web", "of wbe"), encoding="utf-8")
    result = run("check", policy)
    assert result.exit_code == 1
    assert "hosting.sla:4:" in result.stderr
    assert "1 error" in result.stderr


def test_a_file_that_a_policy_uses_shows_its_own_line(run: Run, policy: Path) -> None:
    policy.write_text(POLICY.replace("causes: customer.", 'use "house.sla".'), encoding="utf-8")
    (policy.parent / "house.sla").write_text("causes customer.\n", encoding="utf-8")
    result = run("check", policy)
    assert result.exit_code == 1
    assert "1 | causes customer." in result.stderr


def test_a_folder_is_checked_with_its_shared_parts(run: Run, policy: Path) -> None:
    policy.write_text(POLICY.replace("causes: customer.", 'use "house.sla".'), encoding="utf-8")
    (policy.parent / "house.sla").write_text("causes: customer.\n", encoding="utf-8")
    result = run("check", policy.parent)
    assert (result.exit_code, result.stderr) == (0, "1 file checked: nothing is wrong\n")


def test_a_calendar_file_is_read_beside_the_policy_and_shows_its_own_line(run: Run, policy: Path) -> None:
    pytest.importorskip("icalendar")
    hours = 'calendar office: Monday 09:00-17:00; closed on the days in "closed.ics".\n'
    policy.write_text(POLICY + hours, encoding="utf-8")
    assert 'the calendar file "closed.ics" is not there' in run("check", policy).stderr
    event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Party\r\nDTSTART{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    closed = policy.parent / "closed.ics"
    closed.write_text(event.format(";VALUE=DATE:20251224"), encoding="utf-8")
    assert run("check", policy).exit_code == 0
    closed.write_text(event.format(":20251224T100000"), encoding="utf-8")
    result = run("check", policy)
    assert result.exit_code == 1
    assert "2 | BEGIN:VEVENT" in result.stderr
    assert "“Party” has hours" in result.stderr
    policy.write_text(POLICY + hours.replace("closed.ics", "../closed.ics"), encoding="utf-8")
    assert "does not lie in the policy's folder" in run("check", policy).stderr


def test_a_bad_policy_ends_evaluate_with_2(run: Run, policy: Path, events: Path) -> None:
    policy.write_text("agreement.", encoding="utf-8")
    result = run("evaluate", policy, events, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error:" in result.stderr


# ------------------------------------------------------------------------------ test


def test_scenarios_pass_and_fail_side_by_side(run: Run, policy: Path) -> None:
    good = SCENARIO.format(title="Missed", status="breached")
    bad = SCENARIO.format(title="Kept", status="met")
    policy.write_text(POLICY + good, encoding="utf-8")
    assert run("test", policy).stdout == "1 passed, 0 failed\n"
    policy.write_text(POLICY + good + bad, encoding="utf-8")
    result = run("test", policy)
    assert result.exit_code == 1
    assert "failed  Kept" in result.stdout
    assert re.search(r"      expected +actual\n    x met +breached \(the target was missed\)\n", result.stdout)
    assert result.stdout.endswith("1 passed, 1 failed\n")


def test_scenarios_beside_a_policy_run_with_it_and_once(run: Run, policy: Path) -> None:
    beside = policy.with_suffix(".scenarios.sla")
    beside.write_text('use "hosting.sla".\n' + SCENARIO.format(title="Missed", status="breached"), encoding="utf-8")
    for path in (policy, beside, policy.parent):
        result = run("test", path)
        assert (result.exit_code, result.stdout) == (0, "1 passed, 0 failed\n")


def test_that_there_are_no_scenarios_is_said(run: Run, policy: Path) -> None:
    result = run("test", policy)
    assert result.exit_code == 0
    assert result.stdout.startswith("No scenarios")


def test_a_policy_that_does_not_compile_cannot_be_tested(run: Run, policy: Path) -> None:
    policy.write_text("agreement.", encoding="utf-8")
    assert run("test", policy).exit_code == 2


# ------------------------------------------------------------------------------ the group


def test_help_teaches_by_examples(run: Run) -> None:
    text = run("--help").stdout
    assert "slalang check uptime.sla" in text
    assert "Exit codes:" in text
    for name in ("check", "clauses", "evaluate", "explain", "test"):
        assert f"slalang {name} " in run(name, "--help").stdout.replace("Usage: ", "", 1)


def test_every_file_of_the_folder_is_a_command(run: Run) -> None:
    files = {path.stem for path in Path(commands.__path__[0]).glob("*.py")} - {"__init__"}
    assert set(cli.list_commands(None)) == files  # type: ignore[arg-type]


CHARGE = '{"type":"charge","id":"c1","customer":"acme","start":"2025-03-01","end":"2025-03-31","amount":"1","currency":"GBP"}\n'
SUBSCRIBED = '{"type":"subscription","id":"s1","customer":"acme","from":"2025-03-01"}\n'
UP = '{"type":"outage","id":"o1","customer":"acme","start":"2025-03-14T10:00:00Z","end":"2025-03-14T12:15:00Z"}\n'


@pytest.mark.parametrize(
    ("lines", "options", "why", "hint"),
    [
        (CHARGE, [], "no event says when", "(--as-of 2025-04-01T00:00:00Z --period 2025-01..2025-03)"),
        (CHARGE, ["--period", "2025-03..2025-03"], "no event says when", "(--as-of 2025-04-01T00:00:00Z)."),
        (CHARGE, ["--as-of", "2025-04-01T00:00:00Z"], "nothing to judge\n", "Name a span with two dots"),
        (
            UP,
            ["--as-of", "2024-12-31T00:00:00Z"],
            "nothing was known at 2024-12-31T00:00:00Z",
            "(--as-of 2025-03-14T10:00:00Z)",
        ),
        (SUBSCRIBED, ["--as-of", "2025-02-01T00:00:00Z"], "nothing was known at 2025-02-01", "(--as-of 2025-03-01T00:00:00Z)"),
        (UP, ["--customer", "zeta"], "no verdict matches", "Leave an option out"),
    ],
)
def test_nothing_to_show_says_what_is_missing(
    run: Run, policy: Path, tmp_path: Path, lines: str, options: list[str], why: str, hint: str
) -> None:
    events = tmp_path / "few.jsonl"
    events.write_text(lines, encoding="utf-8")
    shown = run("evaluate", policy, events, *options)
    assert (shown.exit_code, shown.stdout) == (0, "No verdicts.\n")
    explained = run("explain", policy, events, *options)
    assert (explained.exit_code, explained.stdout) == (2, "")
    for said in (shown.stderr, explained.stderr):
        assert why in said
        assert hint in said


def test_the_instant_and_span_that_are_asked_for_are_enough(run: Run, policy: Path, tmp_path: Path) -> None:
    events = tmp_path / "few.jsonl"
    events.write_text(CHARGE, encoding="utf-8")
    result = run("evaluate", policy, events, "--json", "--as-of", "2025-04-01T00:00:00Z", "--period", "2025-01..2025-03")
    assert [v["period"]["name"] for v in verdicts(result)] == ["2025-01", "2025-02", "2025-03"]  # type: ignore[index]
    # A stream with a subscription says from when, so it needs neither.
    events.write_text(CHARGE + SUBSCRIBED, encoding="utf-8")
    assert verdicts(run("evaluate", policy, events, "--json"))


def test_the_true_limits_of_a_period_are_said(run: Run, policy: Path, events: Path) -> None:
    result = run("evaluate", policy, events, "--period", "1600-03..9999-12")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`1600-03` lies outside the years 1900 to 2200." in result.stderr


def test_a_misspelt_command_gets_a_suggestion(run: Run) -> None:
    result = run("evalute")
    assert result.exit_code == 2
    assert "Is `slalang evaluate` meant?" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--as-of", "yesterday"],
        ["--as-of", "2025-02-29"],
        ["--as-of", "2025-03-01T24:00"],
        ["--as-of", "1899-12-31"],
        ["--as-of", "2201-01-02"],
        ["--as-of", "0001-01-01T00:00:00+14:00"],
        ["--period", "2025-13"],
        ["--period", "soon"],
        ["--commitment", "uptme"],
        ["--fail-on", "lost"],
        ["--no-such-option"],
    ],
)
def test_bad_usage_exits_2_with_a_next_step(run: Run, policy: Path, events: Path, arguments: list[str]) -> None:
    result = run("evaluate", policy, events, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: ")
    assert "next: " in result.stderr
    assert "Traceback" not in result.stderr


# ------------------------------------------------------------------------------ as a process


def test_bytes_on_standard_output_are_utf_8_in_any_locale(process: Process, policy: Path) -> None:
    named = policy.parent / "named.jsonl"
    named.write_text(EVENTS.replace('"acme"', '"Zoë"'), encoding="utf-8")
    done = process("evaluate", policy, named, "--json", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert "Zoë" in done.stdout.decode("utf-8")
    table = process("evaluate", policy, named, PYTHONIOENCODING="ascii")
    assert table.returncode == 0
    assert b"Zo?" in table.stdout
    assert b"#####" in table.stdout


def test_no_color_wins_over_a_terminal_and_exit_codes_reach_the_shell(process: Process, policy: Path, events: Path) -> None:
    done = process("evaluate", policy, events, "--fail-on", "breached", NO_COLOR="1")
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_reader_that_goes_away_is_no_error(policy: Path, events: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "slalang", "evaluate", str(policy), str(events), "--json"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    os.close(write_end)
    assert done.stderr == b""
    assert done.returncode == 141


def test_a_check_loads_nothing_that_it_can_do_without(policy: Path) -> None:
    code = (
        "import sys\nfrom slalang.shell.cli import cli\n"
        f"try: cli.main(['check', {str(policy)!r}])\nexcept SystemExit as end: assert end.code == 0, end.code\n"
        "print([m for m in ('pendulum', 'holidays', 'numpy', 'rich', 'pyarrow') if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert done.stdout == "[]\n", done.stderr
