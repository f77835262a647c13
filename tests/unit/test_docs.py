"""The reference, held to the language: every example compiles, every scenario passes, nothing is left undocumented.

What the fences of the documents mean:

- `sla` is a whole policy. It compiles; its scenarios pass. `file=NAME` keeps it under a name, for examples that use it;
  `warns=RULE` says which rule has something to find in it.
- `sla-part` holds whole rules, or after a noun (`sla-part commitment`) phrases of one rule of that noun. It compiles inside
  `FRAME`. With `each`, every phrase is an alternative and compiles by itself. With `file=NAME` the rules are kept too.
- `sla-wrong` is written like `sla-part` and does not compile. With `bare`, nothing holds throughout the frame. With `warns`,
  it compiles and earns a warning.
- `message` follows an `sla-wrong` and is what the checker says to it; `...` at the end of a line stands for more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

from slalang.engine.scenario.scenarios import run_scenarios
from slalang.importers import calendar_files
from slalang.lint.check import lint_policy
from slalang.lint.registry import all_rules
from slalang.lint.subject import Subject
from slalang.pipeline import compile_policy
from slalang.semantics import calendars, figures, modules, rows, variants
from slalang.semantics.choices import CHOICES
from slalang.semantics.compilation import Compilation
from slalang.semantics.compile import compile_trees
from slalang.syntax import ast, mistakes, parser, words
from slalang.syntax.expectations import FIXED_WORDS
from slalang.syntax.parser import grammar_text, parse_policy
from slalang.syntax.walk import walk
from slalang.time import civil, periods, public_holidays
from slalang.values.diagnostics import Severity
from slalang.values.instants import day_number
from slalang.values.money import Rounding
from slalang.values.verdicts import CreditState, Status

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "language.md"
PAGES = (REFERENCE, DOCS / "index.md")

FRAME = """
agreement "Hosting": zone Europe/London; currency GBP.
causes: customer (network, equipment), third_party, force_majeure.
parameter plan: one of "standard", "enterprise"; no default.
parameter penalty: a percentage; no default.
parameter monthly_fee: an amount; no default.
parameter wants_notice: yes or no; default no.
calendar working_days: Monday to Friday all day; closed on the holidays of "GB-ENG".
calendar support_hours: Monday to Friday 09:00-17:00.
ambiguity frame: reading literal governs because "by its letter"; reading intended because "by its sense".
exclusion framed under reading intended: outages in environment "frame".
throughout:
  watched by outages; unobserved time stays unknown; down when any component is down;
  measured over the whole period; counted exactly; of a period covered in part, the rest counts as up;
  rows need a missed target; money rounded half up;
  a change of severity keeps the start and takes the new target; reopening continues the clock; never pauses;
  an automatic reply does not count; a later stage does not stop it.
service portal: components web, api.
service fleet: resources as events name them.
service jobs: no components.
commitment uptime of portal:
  available at least 99.9%; per calendar month; down when any component is down.
clock resolve of portal: runs from "opened" to "resolved"; within 4 hours; belongs to the period in which it is due.
"""

HEADINGS = {
    "agreement": 'agreement "Hosting":',
    "throughout": "throughout:",
    "calendar": "calendar example:",
    "service": "service portal:",
    "commitment": "commitment uptime of portal:",
    "counts": "commitment errors of jobs:",
    "measured": "commitment quality of jobs:",
    "fleet": "commitment machines of fleet:",
    "exclusion": "exclusion example:",
    "clock": "clock example of portal:",
    "duty": "duty example:",
    "share": "share example of resolve:",
    "late": "credit for resolve:",
    "credit": "credit for uptime:",
    "right": "right example:",
    "scenario": 'scenario "example":',
}
"""The headings under which the phrases of a fragment stand.

`counts`, `measured` and `fleet` are commitments that count requests, measure no time, and are about resources; `late` is
the credit for a clock.
"""

_TARGETS = (
    ast.AvailabilityTarget,
    ast.DowntimeTarget,
    ast.OutagesTarget,
    ast.GoodTarget,
    ast.BadTarget,
    ast.ValueTarget,
    ast.NoTarget,
)
_SUBJECTS = (ast.OutagesExcluded, ast.TicketsExcluded, ast.MaintenanceExcluded, ast.RecurringExcluded)
_GIVEN = (ast.GivenAutomatically, ast.GivenAtDiscretion, ast.GivenOnClaim, ast.GivenInSteps)
_GROUNDS = (ast.ConsecutiveMisses, ast.MissesAmong, ast.MissesCounted, ast.PointsReached)
_COMBINES = (ast.CombineAny, ast.CombineAll, ast.CombineSome, ast.CombineEach, ast.WeightedByAttribute, ast.WeightedByDegree)
NEEDED: dict[str, tuple[tuple[tuple[type[ast.Node], ...], str], ...]] = {
    "agreement": (((ast.Zone,), "zone Europe/London"), ((ast.Currency,), "currency GBP")),
    "commitment": ((_TARGETS, "available at least 99.9%"), ((ast.CommitmentPeriod,), "per calendar month")),
    "counts": (
        ((ast.AvailabilityTarget,), "available at least 99.9%"),
        ((ast.CommitmentPeriod,), "per calendar month"),
        ((ast.WatchCounts,), "watched by counts in slots of 5 minutes, down when at least 5% failed"),
        ((ast.UnevenCounts,), "counts that fit no slot are an error"),
        ((ast.EmptySlot,), "a slot without requests counts as up"),
    ),
    "measured": (
        ((ast.GoodTarget,), "good at least 99.9%"),
        ((ast.CommitmentPeriod,), "per calendar month"),
        ((ast.MeasuredBy,), "measured by good executions"),
    ),
    "fleet": (
        ((ast.AvailabilityTarget,), "available at least 99.9%"),
        ((ast.CommitmentPeriod,), "per calendar month"),
        (_COMBINES, "down when any resource is down"),
        ((ast.OtherTime,), "other time leaves the period"),
    ),
    "exclusion": ((_SUBJECTS, 'maintenance of kind "scheduled"'),),
    "clock": (
        ((ast.Runs,), 'runs from "opened" to "resolved"'),
        ((ast.ClockTarget, ast.NoTarget), "within 4 hours"),
    ),
    "duty": (
        ((ast.Occasion, ast.RegularOccasion), 'for each fact "discovered"'),
        ((ast.Demanded, ast.Forbidden), 'requires the fact "communicated"'),
    ),
    "share": (
        ((ast.KeptTarget,), "at least 95% kept"),
        ((ast.CommitmentPeriod,), "per calendar month"),
        ((ast.EmptyPeriod,), "a period without any is not judged"),
    ),
    "late": (
        ((ast.CreditRow,), "a missed target earns GBP 10.00"),
        ((ast.CommitmentPeriod,), "per calendar month"),
        (_GIVEN, "given without a claim"),
    ),
    "credit": (
        ((ast.CreditRow,), "a missed target earns 10%"),
        ((ast.Base,), "of the charges of the period"),
        (_GIVEN, "given without a claim"),
    ),
    "right": ((_GROUNDS, "when uptime is missed in 3 consecutive periods"),),
    "scenario": (((ast.Expect,), "expect uptime in 2025-03: breached"),),
}
"""What the frame adds to a fragment that does not say it itself: the kinds of phrase, and the phrase."""

PROBES = ((ast.WatchProbes,), "watched by probes, 1 failed in a row from any location")
"""What it adds to a fragment that speaks of unobserved time."""


@attrs.frozen(slots=True)
class Fence:
    """An example of a document: the words after its backquotes, its text, and where it stands."""

    page: str
    line: int
    words: tuple[str, ...]
    text: str

    @property
    def kind(self) -> str:
        """The first of the words."""
        return self.words[0] if self.words else ""

    @property
    def noun(self) -> str | None:
        """The noun whose phrases a fragment holds; None for whole rules."""
        return next((word for word in self.words[1:] if word in HEADINGS), None)

    def options(self, key: str) -> tuple[str, ...]:
        """The values of `key=...`."""
        return tuple(w.partition("=")[2] for w in self.words if w.startswith(f"{key}="))

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def _fences(page: Path) -> Iterator[Fence]:
    text = page.read_text("utf-8")
    for found in re.finditer(r"^```([^\n`]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        line = text.count("\n", 0, found.start()) + 1
        yield Fence(page.name, line, tuple(found[1].split()), found[2])


FENCES = tuple(fence for page in PAGES for fence in _fences(page))
POLICIES = tuple(fence for fence in FENCES if fence.kind == "sla")
PARTS = tuple(fence for fence in FENCES if fence.kind == "sla-part")
WRONG = tuple((fence, after) for fence, after in pairwise(FENCES) if fence.kind == "sla-wrong")
FILES = {name: fence.text for fence in FENCES for name in fence.options("file")}
CALENDAR_FILES = {
    name: calendar_files.read_calendar_file(text, name).days for name, text in FILES.items() if name.endswith(".ics")
}
"""The days of the calendar files; none where the extra that reads them is not installed."""


def _parsed(text: str, name: str) -> ast.Policy:
    reading = parse_policy(text, name)
    assert reading.tree is not None, f"{name}:\n{text}\n{reading.diagnostics}"
    return reading.tree


# ---------------------------------------------------------------------------------------------- the frame


def _key(rule: ast.Rule) -> tuple[str, str]:
    name = getattr(rule, "name", None) or getattr(rule, "commitment", None)
    return type(rule).__name__, name.text if isinstance(name, ast.Name) else getattr(rule, "title", "")


def _unique(rule: ast.Rule) -> bool:
    return isinstance(rule, ast.Agreement | ast.Throughout | ast.Causes)


def _framed(rules: tuple[ast.Rule, ...], bare: bool) -> ast.Policy:
    """The fragment's rules, and those of the frame that it does not replace."""
    taken = {_key(rule) for rule in rules}
    kinds = {type(rule) for rule in rules if _unique(rule)}
    frame = tuple(
        rule
        for rule in _parsed(FRAME, "frame").rules
        if _key(rule) not in taken and type(rule) not in kinds and not (bare and isinstance(rule, ast.Throughout))
    )
    return ast.Policy((*frame, *rules))


def _texts(fence: Fence) -> tuple[str, ...]:
    """The fragment as rules; one text for each alternative."""
    if fence.noun is None:
        return (fence.text,)
    phrases = fence.text.strip().rstrip(".;")
    heading = HEADINGS[fence.noun]
    if "each" not in fence.words:
        return (f"{heading} {phrases}.",)
    # No example holds a semicolon inside a text or a note.
    return tuple(f"{heading} {phrase.strip()}." for phrase in phrases.split(";"))


def _completed(tree: ast.Policy, noun: str | None) -> ast.Policy:
    """The tree, with what a rule of that noun needs and the fragment leaves out."""
    if noun is None or noun not in NEEDED:
        return tree
    (rule,) = tree.rules
    phrases: tuple[ast.Phrase, ...] = getattr(rule, "phrases", ())
    there = tuple(phrase.body for phrase in phrases)
    needed = NEEDED[noun] + ((PROBES,) if any(isinstance(body, ast.Unobserved) for body in there) else ())
    missing = [text for kinds, text in needed if not any(isinstance(body, kinds) for body in there)]
    if not missing:
        return tree
    (extra,) = _parsed(f"{HEADINGS[noun]} {'; '.join(missing)}.", "frame").rules
    added: tuple[ast.Phrase, ...] = getattr(extra, "phrases", ())
    return ast.Policy((attrs.evolve(rule, phrases=(*phrases, *added)),))  # type: ignore[arg-type]


def _compiled_part(fence: Fence, text: str) -> Compilation:
    tree = _completed(_parsed(text, str(fence)), fence.noun)
    framed = _framed(tree.rules, "bare" in fence.words)
    return compile_trees(framed, "policy.sla", FILES.get, parse_policy, calendar_files=CALENDAR_FILES)


def _said(compilation: Compilation, severity: Severity) -> list[str]:
    return [f"{d.code}: {d.title} ({d.hint})" for d in compilation.diagnostics if d.severity is severity]


# ---------------------------------------------------------------------------------------------- examples


@pytest.mark.parametrize("fence", POLICIES, ids=str)
def test_whole_policies_compile_and_their_scenarios_pass(fence: Fence) -> None:
    name = (*fence.options("file"), "policy.sla")[0]
    compilation = compile_policy(fence.text, name, FILES.get)
    assert compilation.compiled is not None, _said(compilation, Severity.ERROR)
    asked = [rule for rule in all_rules() if rule.name in fence.options("warns")]
    found = lint_policy(Subject(compilation.compiled, name), asked)
    assert {d.code for d in found} == set(fence.options("warns")), found
    scenarios = [r for r in compilation.compiled.trees[name].rules if isinstance(r, ast.Scenario)]
    for result in run_scenarios(compilation.compiled, scenarios):
        failed = [(check.expected, check.actual) for check in result.checks if not check.passed]
        assert result.passed, f"{result.title}: {failed}"


@pytest.mark.parametrize("fence", PARTS, ids=str)
def test_fragments_compile_in_their_frame(fence: Fence) -> None:
    for text in _texts(fence):
        compilation = _compiled_part(fence, text)
        assert compilation.compiled is not None, (text, _said(compilation, Severity.ERROR))
        scenarios = [
            rule
            for tree in (_completed(_parsed(text, str(fence)), fence.noun),)
            for rule in tree.rules
            if isinstance(rule, ast.Scenario)
        ]
        for result in run_scenarios(compilation.compiled, scenarios):
            # A fragment shows what can be given; what comes of it is for whole policies to expect.
            assert result.verdicts, [(check.expected, check.actual) for check in result.checks]


def test_there_are_examples() -> None:
    assert len(POLICIES) >= 10
    assert len(PARTS) >= 40
    assert len(WRONG) >= 10
    known = {"sla", "sla-part", "sla-wrong", "message", "text", "sh"}
    assert {fence.kind for fence in FENCES} <= known
    assert sum(fence.kind == "message" for fence in FENCES) == len(WRONG)


def test_calendar_files_can_be_read() -> None:
    pytest.importorskip("icalendar", reason="calendar files need the extra slalang[ics]")
    assert CALENDAR_FILES["holidays.ics"] == (day_number(date(2025, 6, 20)),)


# ---------------------------------------------------------------------------------------------- messages


def _diagnosed(fence: Fence) -> list[tuple[str, str, str, str]]:
    (text,) = _texts(fence)
    reading = parse_policy(text, "policy.sla")
    if reading.tree is None:
        said = reading.diagnostics
    else:
        compilation = _compiled_part(fence, text)
        said = compilation.diagnostics
        assert (compilation.compiled is None) is ("warns" not in fence.words)
        if compilation.compiled is not None:
            said = (*said, *lint_policy(Subject(compilation.compiled, "policy.sla"), all_rules()))
    return [(d.severity.value, d.title, d.code, d.hint) for d in said]


def _as_shown(words: str, said: str) -> bool:
    return said.startswith(words[:-3].rstrip()) if words.endswith("...") else said == words


@pytest.mark.parametrize(("fence", "message"), WRONG, ids=lambda fence: str(fence))
def test_messages_are_what_the_checker_says(fence: Fence, message: Fence) -> None:
    assert message.kind == "message"
    shown = re.fullmatch(r"(error|warning): (?P<title>.*) \[(?P<code>[a-z0-9-]+)\]\n  next: (?P<hint>.*)\n", message.text)
    assert shown is not None, message.text
    said = _diagnosed(fence)
    assert any(
        severity == shown[1] and code == shown["code"] and _as_shown(shown["title"], title)
        and _as_shown(shown["hint"], hint)
        for severity, title, code, hint in said
    ), said  # fmt: skip


# ---------------------------------------------------------------------------------------------- completeness


@cache
def _trees() -> tuple[ast.Policy, ...]:
    """Every example that is right, as a tree."""
    fragments = tuple(_parsed(text, str(fence)) for fence in PARTS for text in _texts(fence))
    return tuple(_parsed(fence.text, str(fence)) for fence in POLICIES) + fragments


def _values(node: ast.Node) -> Iterator[object]:
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        yield from value if isinstance(value, tuple) else (value,)


def test_every_construct_has_an_example() -> None:
    """Every class of the tree and every member of its enumerations stands in an example."""
    nodes = [node for tree in _trees() for node in walk(tree)]
    classes = {c for c in vars(ast).values() if isinstance(c, type) and issubclass(c, ast.Node)} - {ast.Node}
    assert {c.__name__ for c in classes - {type(node) for node in nodes}} == set()
    members = {
        member for c in vars(ast).values() if isinstance(c, type) and issubclass(c, Enum) and c is not Enum for member in c
    }
    assert set(Rounding) <= members
    used = {value for node in nodes for value in _values(node) if isinstance(value, Enum)}
    assert {str(member) for member in members - used} == set()
    # One enumeration serves two phrases, of which each takes all its members.
    for kind in (ast.MoneyRounding, ast.AvailabilityRounding):
        assert {node.rounding for node in nodes if isinstance(node, kind)} == set(Rounding)


def _keywords() -> frozenset[str]:
    """Every word of the language: those of the grammar, and the phrases that it writes as patterns."""
    rules = re.sub(r"//[^\n]*", "", grammar_text())
    rules = "\n".join(line for line in rules.splitlines() if not re.match(r"[_A-Z]+(\.\d+)?:", line))
    words = set(re.findall(r'"([A-Za-z][A-Za-z-]*)"', rules))
    return frozenset(words | {word for phrase in FIXED_WORDS.values() for word in phrase.split()})


def test_every_word_has_an_example() -> None:
    texts = (fence.text for fence in (*POLICIES, *PARTS))
    unquoted = (re.sub(r'"[^"]*"|\[[^\]]*\]', " ", text) for text in texts)
    used = {word for text in unquoted for word in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())}
    assert _keywords() - used == set()


def _section(heading: str) -> str:
    text = REFERENCE.read_text("utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[1]


def _without_fences(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def test_the_index_lists_every_word_and_no_other() -> None:
    """A word of the index is in the language; joining words stand there once, without a link."""
    listed = re.findall(r"`([a-z-]+)`", _section("Index of words"))
    assert len(listed) == len(set(listed))
    assert set(listed) == _keywords()


def choices_table() -> str:
    """The table of the choices, as the reference prints it."""
    lines = ["| to be settled | where | write | meaning |", "| --- | --- | --- | --- |"]
    for choice in CHOICES:
        for number, (phrase, meaning) in enumerate(choice.options):
            first = (choice.question, choice.where) if number == 0 else ("", "")
            lines.append(f"| {first[0]} | {first[1]} | `{phrase}` | {meaning} |")
    return "\n".join(lines)


def test_the_table_of_choices_is_the_checkers() -> None:
    assert choices_table() in _section("The choices you must make"), choices_table()


def _first_column(heading: str, title: str) -> list[str]:
    """The words in the first column of the table with that title."""
    table = re.search(rf"^\| {title} \|.*\n\| ---.*\n((?:\|.*\n)+)", _section(heading), re.MULTILINE)
    assert table is not None, title
    return [re.findall(r"`([a-z_ ]+)`", row.split("|")[1])[0] for row in table[1].splitlines()]


def test_statuses_and_states_are_the_engines() -> None:
    assert sorted(_first_column("What a verdict says", "status")) == sorted(Status)
    assert sorted(_first_column("What a verdict says", "credit")) == sorted(CreditState)


def test_every_finding_in_the_tables_comes_about_in_a_scenario() -> None:
    expected = {node.kind for tree in _trees() for node in walk(tree) if isinstance(node, ast.FindingOutcome)}
    odd = re.findall(r"^\|[^|]*\|[^|]*\| `([a-z_]+)`: ", REFERENCE.read_text("utf-8"), re.MULTILINE)
    assert {*_first_column("What a verdict says", "finding"), *odd} == expected


def test_limits_are_those_of_the_code() -> None:
    text = " ".join(_section("What this version leaves out").split())
    for limit in (
        f"{parser.LARGEST_TEXT:,} characters",
        f"{parser.DEEPEST_NESTING} deep",
        f"{modules.MOST_FILES} files",
        f"{modules.DEEPEST} deep",
        f"{modules.MOST_RULES:,} rules",
        f"{variants.MOST_READINGS} readings",
        f"{rows._MOST_ROWS} rows",
        f"{calendars._MOST_ENTRIES:,} entries",
        f"{words.MOST_DIGITS} digits",
        f"{figures._MOST_YEARS} years",
        f"to the {figures._MOST_DAYS:,}th",
        f"{calendar_files.LARGEST_FILE:,} characters",
        f"{mistakes.MOST_ERRORS} errors",
        f"{civil.FIRST_YEAR} to {civil.LAST_YEAR}",
        f"{public_holidays.FIRST_YEAR} to {public_holidays.LAST_YEAR}",
        f"{periods.MOST_PERIODS:,} periods",
    ):
        assert limit in text, limit


# ---------------------------------------------------------------------------------------------- links


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _without_fences(page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", _without_fences(page.read_text("utf-8")))
    assert links
    for link in links:
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link
