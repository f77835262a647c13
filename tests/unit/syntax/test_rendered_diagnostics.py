"""A diagnostic on the screen: the place, the line, the caret, and nothing that could steer the screen."""

from __future__ import annotations

from slalang.output.diagnostics.full import WIDEST, render_diagnostic, render_diagnostics
from slalang.values.diagnostics import Diagnostic, Fix, Label, Severity
from slalang.values.places import Span


def at(source: str, wrong: str) -> Span:
    start = source.index(wrong)
    line = source.count("\n", 0, start) + 1
    return Span("a.sla", start, start + len(wrong), line, start - source.rfind("\n", 0, start))


def test_everything_that_a_diagnostic_says_has_its_place() -> None:
    source = "service ledger:\n  componets web.\n"
    diagnostic = Diagnostic(
        "`componets` is not known here",
        at(source, "componets"),
        "misspelled",
        "did you mean `components`?",
        "service ledger (clause 1)",
        "It explains.",
        "write `components`",
        severity=Severity.WARNING,
    )
    assert render_diagnostic(diagnostic, {"a.sla": source}) == (
        "a.sla:2:3: warning: `componets` is not known here [misspelled]\n"
        "  in service ledger (clause 1)\n"
        "\n"
        "  2 |   componets web.\n"
        "    |   ^^^^^^^^^ did you mean `components`?\n"
        "\n"
        "  It explains.\n"
        "  next: write `components`\n"
    )


def test_without_a_place_or_without_the_text_no_line_is_shown() -> None:
    assert render_diagnostic(Diagnostic("no events", code="none", field="start")) == (
        "error: no events [none]\n  field: start\n"
    )
    placed = Diagnostic("x", Span("a.sla", 3, 4, 1, 4), "c", "here")
    assert render_diagnostic(placed) == "a.sla:1:4: error: x [c]\n  here\n"


def caret_line(source: str, wrong: str) -> tuple[str, str]:
    rows = render_diagnostic(Diagnostic("x", at(source, wrong)), {"a.sla": source}).split("\n")
    return rows[2], rows[3]


def test_the_caret_stands_under_what_is_wrong_after_tabs_wide_and_combining_marks() -> None:
    line, caret = caret_line("\tab\n", "ab")
    assert line.index("ab") == caret.index("^")
    line, caret = caret_line("日本 ab\n", "ab")
    assert caret.index("^") == line.index("ab") + 2
    line, caret = caret_line("e\u0301 ab\n", "ab")
    assert caret.index("^") == line.index("ab") - 1


def test_a_long_line_is_cut_around_what_is_wrong() -> None:
    for before, after in ((0, 5000), (5000, 0), (3000, 3000)):
        line, caret = caret_line("x" * before + "WRONG" + "y" * after, "WRONG")
        assert len(line) < WIDEST + 10
        assert line.index("WRONG") == caret.index("^")
        assert caret.count("^") == 5
    line, caret = caret_line("W" * 5000, "W" * 5000)
    assert len(line) < WIDEST + 10
    assert len(caret) <= len(line)


def test_what_lies_on_several_lines_is_marked_to_the_end_of_its_first() -> None:
    line, caret = caret_line("ab cd\nef\n", "cd\nef")
    assert (line, caret) == ("  1 | ab cd", "    |    ^^")


def test_what_lies_at_the_end_of_the_text_has_a_caret() -> None:
    source = "service ledger"
    rows = render_diagnostic(Diagnostic("x", Span("a.sla", 14, 14, 1, 15)), {"a.sla": source}).split("\n")
    assert rows[3] == "    | " + " " * 14 + "^"


def test_marks_that_steer_a_screen_are_written_by_their_code_points() -> None:
    source = "a \x1b[31mred\u202e b"
    shown = render_diagnostic(Diagnostic("bad \x1b[31m", at(source, "red"), clause="\x07"), {"a.sla": source})
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
    assert "<U+001B>" in shown


def test_a_style_dresses_the_parts() -> None:
    shown = render_diagnostics([Diagnostic("x", hint="go on")] * 2, style=lambda part, text: f"<{part}>{text}</>")
    assert shown.count("<error>error</>") == 2
    assert shown.count("<next>next:</> go on") == 2


def test_further_places_are_shown_as_the_first_and_name_their_file_where_it_is_another() -> None:
    source, house = "one\ntwo three\n", "cap: none.\n"
    labels = (
        Label(at(source, "three"), "and this"),
        Label(Span("house.sla", 0, 3, 1, 1), "as the house has it"),
        Label(Span("far.ics", 0, 3, 9, 1), "whose text is not at hand"),
    )
    shown = render_diagnostic(Diagnostic("x", at(source, "one"), labels=labels), {"a.sla": source, "house.sla": house})
    assert shown == (
        "a.sla:1:1: error: x [error]\n"
        "\n"
        "  1 | one\n"
        "    | ^^^\n"
        "\n"
        "  2 | two three\n"
        "    |     ----- and this\n"
        "\n"
        "  house.sla:1:1\n"
        "  1 | cap: none.\n"
        "    | --- as the house has it\n"
        "\n"
        "  far.ics:9:1: whose text is not at hand\n"
    )


def test_the_case_and_the_fix_are_said_with_the_option_that_does_it() -> None:
    for safe, option in ((True, "--fix"), (False, "--unsafe-fixes")):
        shown = render_diagnostic(Diagnostic("x", case="a month of 44 minutes", fix=Fix("delete it", (), safe)))
        assert shown == f"error: x [error]\n\n  case: a month of 44 minutes\n  fix: delete it ({option})\n"


def test_on_a_screen_prose_is_wrapped_and_a_line_is_cut_to_its_width() -> None:
    source = "x" * 300 + "WRONG" + "y" * 300
    diagnostic = Diagnostic("t", at(source, "WRONG"), text="word " * 40, case="case " * 20, hint="do " * 60)
    shown = render_diagnostic(diagnostic, {"a.sla": source}, width=60)
    assert max(len(row) for row in shown.split("\n")) <= 60
    assert "  next: do do" in shown
    assert "\n        do do" in shown
    assert max(len(row) for row in render_diagnostic(diagnostic).split("\n")) > 150
