"""What the formatter writes reads as the tree that it wrote, in one style."""

from __future__ import annotations

import re
import typing
from datetime import date
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slalang.syntax import ast, wording
from slalang.syntax.formatter import print_policy
from slalang.syntax.notes import notes_of
from slalang.syntax.parser import parse_policy
from slalang.syntax.typesetting import WIDTH
from slalang.syntax.walk import children, walk
from slalang.values.instants import DAY, parse_instant

C = ast.Comparison
NODES = {c for c in vars(ast).values() if isinstance(c, type) and issubclass(c, ast.Node) and c is not ast.Node}

NAMES = st.sampled_from(["uptime", "ledger", "web_shop", "api2", "working_days", "u"])
TEXTS = st.sampled_from(["scheduled", "SEV-0", "", "a; b. c: [d] (e)", "two words, and 24:00", "Straße 9%", "it's"])
DIGITS = st.sampled_from(["1", "2", "12", "90", "1000", "1.5", "0.25", "10.50"])
MEASURING = tuple(
    body
    for bodies in (wording.commitment.CountingBody, wording.observation.Body, wording.parts.Body)
    for body in typing.get_args(bodies)
)
BODIES: dict[type[ast.Node], tuple[type[ast.Node], ...]] = {
    ast.Agreement: (
        ast.Provider, ast.Customer, ast.Source, ast.Zone, ast.Currency, ast.InForce, ast.Clauses
    ),
    ast.Throughout: (*MEASURING, ast.MoneyRounding, ast.RowsNeedMiss, ast.RowsStandAlone, *typing.get_args(ast.Handling)),
    ast.Calendar: (*typing.get_args(wording.calendar.Body), ast.Zone),
    ast.Service: (ast.Components, ast.AnyComponent, ast.AnyResource, ast.NoComponents),
    ast.Commitment: (*typing.get_args(wording.commitment.Body), *MEASURING),
    ast.Exclusion: typing.get_args(wording.exclusion.Body),
    ast.Clock: (*typing.get_args(wording.clock.Body), ast.NoTarget),
    ast.Duty: (*typing.get_args(wording.duty.Body), ast.BelongsTo),
    ast.Share: (*typing.get_args(wording.share.Body), ast.NoTarget, ast.Warning, ast.CommitmentPeriod),
    ast.Credit: (
        *typing.get_args(wording.credit.Body), *typing.get_args(wording.money.Body), *typing.get_args(wording.claim.Body),
        ast.CommitmentPeriod,
    ),
    ast.Joint: (*typing.get_args(wording.joint.Body), *typing.get_args(wording.money.Body)),
    ast.Right: typing.get_args(wording.right.Body),
    ast.Scenario: typing.get_args(wording.scenario.Body),
}  # fmt: skip

FIELDS: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (ast.Name, "text"): NAMES,
    (ast.ByCause, "cause"): st.sampled_from(["customer", "customer.network"]).map(ast.Name),
    (ast.CausedBy, "causes"): st.just((ast.Name("customer.network"), ast.Name("third_party"))),
    (ast.Cause, "kinds"): st.sampled_from([None, (ast.Cause(ast.Name("x")), ast.Cause(ast.Name("y")))]),
    (ast.Percent, "digits"): DIGITS,
    (ast.Number, "digits"): DIGITS,
    (ast.ZoneName, "text"): st.sampled_from(["Europe/London", "UTC-08:00", "PST"]),
    (ast.Ordinal, "number"): st.sampled_from([1, 2, 3, 4, 11, 22, 31, -1]),
    (ast.TimeOfDay, "us"): st.sampled_from([0, 9 * 3_600_000_000, 61_000_000, DAY - 1, 500_000]),
    (ast.Money, "currency"): st.sampled_from(["GBP", "USD"]),
    (ast.Currency, "code"): st.sampled_from(["GBP", "JPY"]),
    (ast.Qualifiers, "clauses"): st.sampled_from([None, ("1",), ("2.3(a)(ii)", "Annex A", "because")]),
    (ast.Prose, "clauses"): st.sampled_from([("1",), ("B-2", "Schedule 1, part 2")]),
    (ast.Clauses, "clauses"): st.just(("1.1", "1.2(b)", "Annex A")),
    (ast.Weekdays, "first"): st.integers(0, 6),
    (ast.Weekdays, "last"): st.sampled_from([None, 0, 6]),
    (ast.ExactOrCalendarLength, "number"): st.sampled_from(["1", "2", "90"]).map(ast.Number),
    (ast.BusinessLength, "number"): st.sampled_from(["1", "3"]).map(ast.Number),
    (ast.BillingCycle, "number"): st.sampled_from(["1", "3"]).map(ast.Number),
    (ast.RollingPeriod, "number"): st.sampled_from(["1", "30"]).map(ast.Number),
    (ast.RollingStep, "number"): st.sampled_from(["1", "7"]).map(ast.Number),
    (ast.NthWeekday, "ordinal"): st.sampled_from([1, 5, -1]).map(ast.Ordinal),
    (ast.NthWeekday, "weekday"): st.integers(0, 6),
    (ast.YearlyDay, "day"): st.sampled_from([ast.Number("1"), ast.Number("28")]),
    (ast.YearlyDay, "month"): st.integers(1, 12),
    (ast.FiscalPeriod, "month"): st.integers(1, 12),
    (ast.AvailabilityTarget, "comparison"): st.sampled_from([C.AT_LEAST, C.MORE_THAN]),
    (ast.GoodTarget, "comparison"): st.sampled_from([C.AT_LEAST, C.MORE_THAN]),
    (ast.BadTarget, "comparison"): st.sampled_from([C.AT_MOST, C.LESS_THAN]),
    (ast.OutagesTarget, "comparison"): st.sampled_from([C.AT_MOST, C.LESS_THAN]),
    (ast.ShareFailed, "comparison"): st.sampled_from([C.AT_LEAST, C.MORE_THAN]),
    (ast.SlotFees, "comparison"): st.sampled_from([C.AT_LEAST, C.MORE_THAN]),
    (ast.DownLonger, "comparison"): st.sampled_from([C.AT_LEAST, C.MORE_THAN]),
    (ast.KeptTarget, "comparison"): st.sampled_from([C.AT_LEAST, C.MORE_THAN]),
    (ast.DowntimeTarget, "comparison"): st.sampled_from([C.AT_MOST, C.LESS_THAN]),
    (ast.ExactMoment, "at"): st.sampled_from(
        [0, parse_instant("2025-03-30T01:30:00Z"), parse_instant("1969-12-31T23:59:59.999999Z")]
    ),
    (ast.ChargePeriod, "period"): st.sampled_from(["2025-03", "2025-Q1", "2025-03-14T10", "2025-W11"]),
    (ast.ClaimEvent, "period"): st.sampled_from(["2025-03-01", "2025-01-16/2025-02-15"]),
    (ast.SettlementEvent, "period"): st.sampled_from(["2025-03", "2025-Q1"]),
    (ast.EventPeriod, "period"): st.sampled_from(["2025-03", "2025-Q1"]),
    (ast.JointSubject, "period"): st.sampled_from(["2025", "2025-03"]),
    (ast.CommitmentSubject, "period"): st.sampled_from(["2025", "2025-H1", "2025-03-14"]),
    (ast.StatusOutcome, "status"): st.sampled_from(["met", "not applicable", "not arisen"]),
    (ast.StateOutcome, "state"): st.sampled_from(["none", "claimable", "undetermined"]),
    (ast.Limits, "limits"): st.deferred(lambda: st.lists(nodes(ast.Limit), min_size=1, max_size=2).map(tuple)),
    (ast.WheneverAny, "names"): st.just((ast.Name("a"), ast.Name("b"), ast.Name("c"))),
    (ast.WheneverAll, "names"): st.just((ast.Name("a"), ast.Name("b"))),
    (ast.Hours, "spans"): st.sampled_from(
        [(), (ast.TimeSpan(ast.TimeOfDay(0), ast.TimeOfDay(60_000_000)),) * 2]
    ),
}  # fmt: skip


def nodes(kind: Any) -> st.SearchStrategy[Any]:
    """Trees of one class, made as its fields declare them."""
    hints = typing.get_type_hints(kind, vars(ast))
    fields = [f.name for f in attrs.fields(kind) if f.name != "span"]
    given_ = {name: FIELDS[kind, name] if (kind, name) in FIELDS else values(hints[name]) for name in fields}
    return st.builds(kind, **given_)


def rules(kind: type[ast.Node]) -> st.SearchStrategy[Any]:
    if kind not in BODIES:
        return nodes(kind)
    bodies = st.one_of([nodes(body) for body in BODIES[kind]])
    phrase = st.builds(ast.Phrase, bodies, nodes(ast.Qualifiers))
    phrases = st.lists(phrase, min_size=1, max_size=4).map(tuple)
    return st.builds(lambda rule, several: attrs.evolve(rule, phrases=several), nodes(kind), phrases)


def values(hint: Any) -> st.SearchStrategy[Any]:
    origin = typing.get_origin(hint)
    if origin is UnionType or origin is typing.Union:
        return st.one_of([values(part) for part in typing.get_args(hint)])
    if origin is tuple:
        if typing.get_args(hint)[0] is ast.Phrase:
            return st.just(())
        return st.lists(st.deferred(lambda: values(typing.get_args(hint)[0])), min_size=1, max_size=3).map(tuple)
    if hint is type(None):
        return st.none()
    if hint is str:
        return TEXTS
    if hint is bool:
        return st.booleans()
    if hint is date:
        return st.dates(date(1900, 1, 1), date(2100, 12, 31))
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return st.deferred(lambda: nodes(hint))


RULES = typing.get_args(ast.Rule)
POLICIES = st.lists(st.one_of([rules(kind) for kind in RULES]), min_size=1, max_size=3).map(
    lambda several: ast.Policy(tuple(several))
)


def read(text: str) -> ast.Policy:
    reading = parse_policy(text)
    assert reading.tree is not None, f"{text}\n{reading.diagnostics}"
    return reading.tree


@given(POLICIES)
@settings(max_examples=80, deadline=None)
def test_what_is_printed_reads_as_the_tree_that_was_printed(tree: ast.Policy) -> None:
    printed = print_policy(tree)
    assert read(printed) == tree
    assert print_policy(read(printed)) == printed


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.__name__)
def test_every_phrase_of_a_rule_reads_back(kind: type[ast.Node]) -> None:
    @given(rules(kind))
    @settings(max_examples=30, deadline=None)
    def check(rule: ast.Rule) -> None:
        tree = ast.Policy((rule,))
        assert read(print_policy(tree)) == tree

    check()


def test_the_trees_that_are_tried_hold_every_class() -> None:
    """A class that no strategy reaches would go untested: follow the strategies as they are declared."""
    reached: set[type[ast.Node]] = {ast.Policy, ast.Phrase}

    def reach(kind: type[ast.Node]) -> None:
        if kind in reached:
            return
        reached.add(kind)
        for body in BODIES.get(kind, ()):
            reach(body)
        for hint in typing.get_type_hints(kind, vars(ast)).values():
            for part in _leaves(hint):
                if isinstance(part, type) and issubclass(part, ast.Node) and part is not ast.Node:
                    reach(part)

    for rule in RULES:
        reach(rule)
    assert reached == NODES


def _leaves(hint: Any) -> list[Any]:
    parts = typing.get_args(hint)
    return [leaf for part in parts for leaf in _leaves(part)] if parts else [hint]


def test_one_style() -> None:
    written = """commitment  uptime of ledger ( clause 1.1 ) : AVAILABLE at least 99.50 %
    , because “the table
    says so”; per calendar month; watched by outages.
    calendar  office: Mon to Fri 9:00–17:00 and 18:00 to 20:30;
      the 2nd sat of the month all day; closed on the holidays of "GB-ENG".
    exclusion upkeep: announced at least 1 days before otherwise void; at most 2 window per day."""
    assert print_policy(read(written)) == (
        "commitment uptime of ledger (clause 1.1):\n"
        "  available at least 99.50%\n"
        '    because "the table says so";\n'
        "  per calendar month;\n"
        "  watched by outages.\n"
        "\n"
        "calendar office:\n"
        "  Monday to Friday 09:00-17:00 and 18:00-20:30;\n"
        "  the 2nd Saturday of the month all day;\n"
        '  closed on the holidays of "GB-ENG".\n'
        "\n"
        "exclusion upkeep:\n"
        "  announced at least 1 day before, otherwise void;\n"
        "  at most 2 windows per day.\n"
    )


def test_long_phrases_are_wrapped_and_read_the_same() -> None:
    reason = "the clause counts what the monitor saw and nothing else " * 6
    tree = ast.Policy((ast.Prose(("1",), reason.strip()),))
    printed = print_policy(tree)
    assert max(map(len, printed.splitlines())) <= WIDTH
    assert read(printed) == tree


def formatted(text: str) -> str:
    return print_policy(read(text), notes_of(text))


def test_drafting_notes_stay_where_they_stood() -> None:
    written = (
        "[to be agreed]\n"
        "\n"
        "[part one] [of two]\n"
        "commitment uptime of ledger: [was 99.9%]\n"
        "  [ask   the\n"
        "     client]\n"
        '  available at least 99.5% because "[not a note]"; [ours]\n'
        "  per calendar [which] [one?]\n"
        "  [month?] month\n"
        "  [sure?]\n"
        ".\n"
        "[the end]\n"
    )
    assert formatted(written) == (
        "[to be agreed]\n"
        "\n"
        "[part one]\n"
        "[of two]\n"
        "commitment uptime of ledger: [was 99.9%]\n"
        "  [ask   the\n"
        "   client]\n"
        "  available at least 99.5%\n"
        '    because "[not a note]"; [ours]\n'
        "  per calendar month. [which] [one?] [month?] [sure?]\n"
        "\n"
        "[the end]\n"
    )
    assert formatted(formatted(written)) == formatted(written)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("parameter fee: [n]\n a number; default 1.", "parameter fee: [n]\n  a number;\n  default 1.\n"),
        ("parameter fee: a\n[n]\n number; default 1.", "parameter fee:\n  [n]\n  a number;\n  default 1.\n"),
        ("parameter fee: a number; [n]\n default 1.", "parameter fee:\n  a number; [n]\n  default 1.\n"),
        ("parameter fee: a number;\n[n]\n default\n[m]\n1.", "parameter fee:\n  a number;\n  [n]\n  [m]\n  default 1.\n"),
    ],
)
def test_notes_about_a_parameter_stay_at_its_type_and_its_default(written: str, printed: str) -> None:
    assert formatted(written) == printed
    assert formatted(printed) == printed


def test_a_note_keeps_the_lines_of_its_author_and_a_line_too_wide_is_filled_anew() -> None:
    wide = "word " * 40
    written = f"""[Three things:
   - the first,
   - the second;

   {wide}]
use "a.sla". use "b.sla". [waive unused-part: {wide}]
prose (clause 1): "nothing". [{"x" * 90}]
"""
    printed = formatted(written)
    assert printed.startswith("[Three things:\n - the first,\n - the second;\n\n word word")
    assert max(len(line) for line in printed.splitlines()) <= WIDTH
    assert 'use "a.sla".\nuse "b.sla". [waive unused-part: word' in printed
    assert formatted(printed) == printed


def test_the_points_of_a_note_stay_in_lines_of_their_own_where_one_is_too_wide() -> None:
    wide = "long " * 30
    written = f"""[- first point {wide}- 7
   goes on
 - second point
   1. of numbers {wide}
   2. and one more]
use "a.sla". [- ours
- yours {wide}]
"""
    printed = formatted(written)
    lines = printed.splitlines()
    assert lines[0].startswith("[- first point long")
    assert lines[1].startswith("   long")
    assert lines[1].endswith("long - 7 goes on")
    assert lines[2] == " - second point"
    assert lines[3].startswith("   1. of numbers long")
    assert lines[4].startswith("      long")
    assert lines[5] == "   2. and one more]"
    assert lines[6] == 'use "a.sla". [- ours'
    assert lines[7].startswith("              - yours long")
    assert max(map(len, lines)) <= WIDTH
    assert formatted(printed) == printed


_NOTE_WORDS = st.sampled_from(["-", "1.", "(a)", "–", "word", "and", "x" * 130, *["longer"] * 6])


@given(st.lists(st.tuples(st.integers(0, 4), st.lists(_NOTE_WORDS, max_size=40)), min_size=1, max_size=6), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_note_of_any_shape_is_set_once_and_for_all(lines: list[tuple[int, list[str]]], trails: bool) -> None:
    note = "\n".join(" " * depth + " ".join(words) for depth, words in lines)
    written = f'use "a.sla". [{note}]\n' if trails else f'[{note}]\nuse "a.sla".\n'
    printed = formatted(written)
    assert [note.words for note in notes_of(printed)] == [note.words for note in notes_of(written)]
    assert formatted(printed) == printed


def test_a_phrase_of_two_lines_is_broken_before_its_condition_or_list() -> None:
    several = " and ".join(f'"attribute{n}" "value"' for n in range(3))
    printed = formatted(
        f'scenario "s": given resource a of farm from 2025-03-01 to 2025-04-20 with {several}; expect right r: arisen.'
    )
    assert f"  given resource a of farm from 2025-03-01 to 2025-04-20\n    with {several};\n" in printed
    assert formatted(printed) == printed


def test_rows_stand_in_columns_and_a_rule_of_one_line_beside_its_like() -> None:
    written = """replaces "old.sla".
    use "house.sla".
    credit for uptime: below 99.7% and above 98% earns 2%; below 98% earns 10% where plan is "a" (clause 1);
      of the charges of the period; above 1,000 earns GBP 20000.5."""
    assert formatted(written) == (
        'replaces "old.sla".\n'
        'use "house.sla".\n'
        "\n"
        "credit for uptime:\n"
        "  below 99.7% and above 98% earns  2%;\n"
        '  below 98%                 earns 10% where plan is "a" (clause 1);\n'
        "  of the charges of the period;\n"
        "  above 1,000 earns GBP 20,000.5.\n"
    )


POLICIES_AS_WRITTEN = [p.read_text("utf-8") for p in sorted((Path(__file__).parents[3] / "policies").rglob("*.sla"))]
_TOKEN = re.compile(r'"[^"]*"|\[[^\[\]]*\]|[\w.:/-]*\w%?|\S')


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_notes_anywhere_in_a_real_policy_are_kept_in_order_and_a_second_run_changes_nothing(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(POLICIES_AS_WRITTEN))
    middle = data.draw(st.integers(0, len(text)))
    near = [m.end() for m in _TOKEN.finditer(text) if abs(m.end() - middle) < 600]
    places = data.draw(st.lists(st.sampled_from([0, len(text), *near]), max_size=8).map(sorted))
    shapes = st.sampled_from([" [{}]", " [{}] ", "\n[{}]\n", " [{}]\n", "\n\n  [{}]\n\n", ' [{} says "so"\n   and more] '])
    written, last = "", 0
    for number, place in enumerate(places):
        note = data.draw(shapes).format(f"waive rule-{number}: " + "long " * data.draw(st.sampled_from([0, 3, 40])))
        written, last = written + text[last:place] + note, place
    written += text[last:]
    assume(parse_policy(written).tree is not None)  # a few words, as `not applicable`, are one and hold no note
    printed = formatted(written)
    assert read(printed) == read(written) == read(text)
    assert [note.words for note in notes_of(printed)] == [note.words for note in notes_of(written)]
    assert formatted(printed) == printed


def test_a_quotation_mark_inside_a_text_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="quotation mark"):
        print_policy(ast.Policy((ast.Use('a"b'),)))


def test_walking_meets_every_node_before_its_parts_in_order() -> None:
    tree = read("causes: customer (network, equipment), weather.")
    assert [n.text for n in walk(tree) if isinstance(n, ast.Name)] == ["customer", "network", "equipment", "weather"]
    assert next(walk(tree)) is tree
    assert list(children(tree)) == list(tree.rules)


def test_walking_a_deep_tree_needs_no_recursion() -> None:
    cause = ast.Cause(ast.Name("x"))
    for _ in range(5000):
        cause = ast.Cause(ast.Name("x"), (cause,))
    assert sum(1 for _ in walk(cause)) == 2 * 5001
