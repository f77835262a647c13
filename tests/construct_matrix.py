"""The construct matrix: every construct of the grammar, and where it is checked, interpreted, generated and shown.

`python -m tests.construct_matrix --write` prints the table into `docs/constructs.md`, and lists the cells that are empty.
Nothing in it is kept by hand but the numbers of the rules: rows come from the grammar, cells from the sources.
"""

from __future__ import annotations

import ast as python
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import attrs
import lark

from slalang.syntax import parser
from slalang.syntax.formatter import print_policy
from tests.construct_rules import RULES

CHECKOUT = Path(__file__).parents[1]
PAGE = CHECKOUT / "docs" / "constructs.md"
COLUMNS = ("checker", "interpreter", "oracle", "scenario")
SEEDS = 600
"""How many generated policies are looked at before a construct counts as one that the generator cannot write."""

_NOT_JUDGED = frozenset({"customer", "source", "clauses", "prose", "closed_file"})
"""What the document says of itself, which decides nothing; and days that an importer reads, not the policy."""

_NOTHING_TO_JUDGE = ("P3", "P4")
"""Files and scenarios: they hold what is judged, and decide nothing by themselves."""


# ---------------------------------------------------------------------------------------------- the rows


@attrs.frozen(slots=True)
class Construct:
    """Something that a policy can say: a rule of the grammar or one of its alternatives, with its words and its number."""

    name: str
    words: str
    number: str


@cache
def _rules() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The grammar's rules in order: their alternatives, each as its text and its alias ("" without one)."""
    text = re.sub(r"^\s*//.*$", "", parser.grammar_text(), flags=re.MULTILINE)
    found = {}
    for name, body in re.findall(
        r"^([?]?_?[a-z][a-z_]*)(?:\{\w+\})?:((?:[^\n]|\n(?=\s+\|)|\n(?=\s{6}\S))*)", text, re.MULTILINE
    ):
        parts = [part.partition("->") for part in _alternatives(" ".join(body.split()))]
        found[name] = tuple((words.strip(), alias.strip()) for words, _, alias in parts)
    return found


def _alternatives(body: str) -> Iterator[str]:
    """The alternatives of a rule, parted by bars outside all brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(re.sub(r'"[^"]*"', lambda text: "x" * len(text[0]), body)):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and depth == 0:
            yield body[start:place]
            start = place + 1
    yield body[start:]


def _is_construct(rule: str) -> bool:
    """Rules that stand for themselves in the tree: no list, nothing that is passed on to what is inside."""
    return rule[0] not in "?_" and not rule.endswith("_list") and rule not in ("policy", "phrase")


@cache
def constructs() -> tuple[Construct, ...]:
    """Every row, in the order of the grammar; a construct without a number of its own has that of the first that holds it."""
    rows: dict[str, str] = {}
    for rule, alternatives in _rules().items():
        if not _is_construct(rule) and not any(alias for _, alias in alternatives):
            continue
        for words, alias in alternatives:
            name = alias or (rule if _is_construct(rule) else "")
            if name:
                rows[name] = f"{rows[name]} | {words}" if name in rows else words
    numbers = _numbers(rows)
    return tuple(Construct(name, words, numbers.get(name, "")) for name, words in rows.items())


def _numbers(rows: Iterable[str]) -> dict[str, str]:
    """The numbered rule of each construct: its own in `RULES`, or that of what it stands in."""
    own = {name: number for number, names in RULES.items() for name in names}
    held = {rule.lstrip("?"): rule for rule in _rules()}
    found: dict[str, str] = {}

    def enter(rule: str, number: str) -> None:
        for words, alias in _rules()[rule]:
            here = own.get(alias or rule, own.get(rule, number))
            name = alias or rule
            if name in rows:
                found.setdefault(name, here)
            for inner in re.findall(r"(?<![\"\w])_?[a-z][a-z_]*(?![\w\"{])", re.sub(r'"[^"]*"', "", words)):
                if inner in held and (inner not in entered):
                    entered.add(inner)
                    enter(held[inner], here)

    entered: set[str] = set()
    for rule in _rules():
        if rule.lstrip("?") in own or any(alias in own for _, alias in _rules()[rule]):
            entered.add(rule.lstrip("?"))
            enter(rule, own.get(rule.lstrip("?"), ""))
    return found


# ---------------------------------------------------------------------------------------------- what a text holds


@cache
def _reader() -> lark.Lark:
    """The grammar, read from any rule under which texts of tests may stand: whole policies and the phrases of one rule."""
    return lark.Lark(
        parser.grammar_text(),
        parser="lalr",
        lexer="contextual",
        start=["policy", *_starts()],
        maybe_placeholders=True,
        edit_terminals=parser._whole_words,
    )


@cache
def _starts() -> tuple[str, ...]:
    return tuple(rule for rule in _rules() if rule.endswith("_phrase_list"))


_PARTS = ("expect {}", "expect {}: met", "expect something in 2025-03: {}")
"""How the parts of an expectation stand in one, for texts of tests that hold such a part alone."""


def held(text: str) -> frozenset[str]:
    """The constructs in a text that is a policy, the phrases of one rule or a part of an expectation; none in any other."""
    phrases = text.strip().rstrip(".;")
    readings = [("policy", text), *((start, phrases) for start in _starts())]
    readings += [("scenario_phrase_list", part.format(phrases)) for part in _PARTS]
    for start, written in readings:
        try:
            tree = _reader().parse(written, start=start)
        except lark.exceptions.LarkError:
            continue
        return frozenset(_names(tree))
    return frozenset()


def _names(tree: lark.Tree[lark.Token]) -> Iterator[str]:
    for part in tree.iter_subtrees():
        name = str(part.data).partition("{")[0]
        if name != "qualifiers" or any(child is not None for child in part.children):
            yield name


# ---------------------------------------------------------------------------------------------- the cells


@attrs.frozen(slots=True)
class Place:
    """Where a construct is shown: a file of the checkout and, of a test, its name."""

    path: str
    name: str = ""

    def __str__(self) -> str:
        return f"[{self.name or Path(self.path).name}](../{self.path})"


def _of_tests(folder: str, files: str = "*.py") -> Iterator[tuple[Place, str]]:
    """The texts in the tests of a folder, with the function in which they stand."""
    for path in sorted((CHECKOUT / folder).glob(files)):
        where = path.relative_to(CHECKOUT).as_posix()
        for statement in python.parse(path.read_text("utf-8")).body:
            name = getattr(statement, "name", "")
            name = name if name.startswith("test_") else ""
            for node in python.walk(statement):
                if isinstance(node, python.Constant) and isinstance(node.value, str) and " " in node.value:
                    yield Place(where, name), node.value


def _of_policies() -> Iterator[tuple[Place, str]]:
    """The policies that come with scenarios, and the scenarios, each with the files that it uses in its folder."""
    for path in sorted((CHECKOUT / "policies").rglob("*.scenarios.sla")):
        for file in (path.with_name(path.name.replace(".scenarios", "")), path):
            text = file.read_text("utf-8")
            where = Place(file.relative_to(CHECKOUT).as_posix())
            yield where, text
            for used in re.findall(r'^use "(.*)"\.', text, re.MULTILINE):
                if (file.parent / used).is_file() and "scenarios" not in file.name:
                    yield where, (file.parent / used).read_text("utf-8")


def _first(texts: Iterable[tuple[Place, str]]) -> dict[str, Place]:
    """For each construct the first place that shows it; one in a test of its own before one that several tests share."""
    found: dict[str, Place] = {}
    for place, text in texts:
        for name in held(text):
            if name not in found or (place.name and not found[name].name):
                found[name] = place
    return found


def _is_outside(row: Construct) -> bool:
    """Whether there is nothing in a construct on which engine and oracle could be compared."""
    return row.number in _NOTHING_TO_JUDGE or row.name in _NOT_JUDGED


@cache
def _generated() -> frozenset[str]:
    """The constructs that the oracle's generator writes."""
    from tests.oracle.generate import policy

    wanted = {row.name for row in constructs() if not _is_outside(row)}
    found: set[str] = set()
    for seed in range(SEEDS):
        if wanted <= found:
            break
        found |= held(print_policy(policy(seed)[0]))
    return frozenset(found)


@cache
def cells() -> dict[str, dict[str, str]]:
    """The row of each construct: what stands in each column, "" where it is empty."""
    checker = {**_first(_of_tests("tests/unit/engine", "test_scenarios*.py")), **_first(_of_tests("tests/unit/semantics"))}
    scenario = _first(_of_policies())
    interpreter = {**scenario, **_first(_of_tests("tests/unit/engine"))}
    table = {}
    for row in constructs():
        table[row.name] = {
            "checker": str(checker.get(row.name, "")),
            "interpreter": str(interpreter.get(row.name, "")),
            "oracle": "(not judged)" if _is_outside(row) else "generated" if row.name in _generated() else "",
            "scenario": str(scenario.get(row.name, "")),
        }
    return table


def empty_cells() -> list[str]:
    """The cells in which nothing stands, as `construct: column`."""
    return [f"{name}: {column}" for name, row in cells().items() for column in COLUMNS if not row[column]]


def page() -> str:
    """The table, by the numbered rules of the language."""
    lines = [_HEAD]
    for number in sorted({row.number for row in constructs()}, key=_order):
        lines += [f"## {number}", "", "| construct | words of the grammar | checker | interpreter | oracle | scenario |"]
        lines.append("| --- | --- | --- | --- | --- | --- |")
        for row in constructs():
            if row.number == number:
                words = row.words.replace("|", "\\|")
                lines.append("| " + " | ".join((f"`{row.name}`", f"`{words}`", *cells()[row.name].values())) + " |")
        lines.append("")
    return "\n".join(lines)


def _order(number: str) -> tuple[int, int]:
    return "TODXCSRP".index(number[0]) if number else -1, int(number[1:] or 0) if number else 0


_HEAD = """# Every construct, and where it is held

One row for each rule of [the grammar](../grammar/policy.lark) that a policy can use, and for each of its alternatives, by the
numbered rule of the language that it belongs to.

- *Checker*: a test of the resolver with a policy that holds it; of a scenario's phrases, a test of what reads scenarios.
- *Interpreter*: a test of the engine, or a policy whose scenarios run.
- *Oracle*: the generator writes it, so engine and oracle are compared on it. Files, scenarios and what the document says of
  itself decide nothing, and the days of a calendar file are read by an importer: they are not judged.
- *Scenario*: a policy with scenarios that uses it, or a scenario.

`python -m tests.construct_matrix --write` writes this page, and `tests/unit/test_construct_matrix.py` fails where it is out of
date or where a cell is empty.
"""


def main(arguments: list[str]) -> int:
    """Writes the page, or lists what is empty; 1 where something is."""
    if "--write" in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    for cell in empty_cells():
        print(cell)  # noqa: T201
    return bool(empty_cells())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
