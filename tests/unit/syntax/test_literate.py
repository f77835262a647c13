"""Literate policies: which blocks are rules, that places are the file's, and what is refused (P5)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slalang.pipeline import compile_policy
from slalang.syntax.formatted import format_policy
from slalang.syntax.literate import rules_of
from slalang.syntax.parser import parse_policy

PAGE = """# An "agreement", as [we] read it; it's odd.

```sla
agreement "Hosting":
  zone Europe/London.
```

Between `the` rules: "an open quotation, and [a bracket.

~~~~ SLA of the service
service ledger:
~~~~

1. A list

   ```sla
   no components
   ```

```text
service nothing: nonsense
```

```sla
.
```
"""


def codes(text: str, file: str = "house.md") -> list[str]:
    return [d.code for d in parse_policy(text, file).diagnostics]


def test_only_blocks_of_rules_are_read_and_a_rule_may_go_on_in_the_next() -> None:
    reading = parse_policy(PAGE, "page.sla.md")
    assert reading.tree is not None, reading.diagnostics
    plain = parse_policy('agreement "Hosting": zone Europe/London. service ledger: no components.')
    assert reading.tree == plain.tree


def test_places_are_those_of_the_file() -> None:
    wrong = PAGE.replace("no components", "no komponents")
    (found,) = parse_policy(wrong, "page.md").diagnostics
    assert found.span is not None
    assert wrong[found.span.start : found.span.end] == "komponents"
    assert (found.span.line, found.span.column) == (wrong[: wrong.index("komponents")].count("\n") + 1, 7)


def test_the_name_of_the_file_decides() -> None:
    assert codes("service ledger: no components.", "page.sla") == []
    assert codes("service ledger: no components.", "page.sla.MD") == ["no-rules"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Prose alone.\n", "no-rules"),
        ("", "no-rules"),
        ("```sla\nservice ledger: no components.\n", "fence-unclosed"),
        ("```text\n\n```sla\nservice ledger: no components.\n```\n~~~", "fence-unclosed"),
        ("````sla\nservice ledger: no components.\n```\n", "fence-unclosed"),
        ("```{.sla}\nservice ledger: no components.\n```\n", "fence-mark"),
        ("```slalang\nservice ledger: no components.\n```\n", "fence-mark"),
        ("> ```sla\n> service ledger: no components.\n> ```\n", "rules-unseen"),
        ("<!--\n```sla\nservice ledger: no components.\n```\n-->\n", "rules-unseen"),
    ],
)
def test_what_would_lose_rules_is_refused(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff```sla\nservice ledger: no components.\n```",
        "- ```sla\n  service ledger: no components.\n  ```\n",
        "``` sla \nservice ledger: no components.\n`````\n",
        "<!-- a remark --> \n```sla\nservice ledger: no components.\n```\n",
        "`````markdown\n```sla\nnot a rule\n```\n`````\n\n```sla\nservice ledger: no components.\n```\n",
        "```sla```\n\n```sla\r\nservice ledger: no components.\r\n```\r\n",
    ],
)
def test_fences_are_those_of_markdown(text: str) -> None:
    reading = parse_policy(text, "page.md")
    assert reading.tree is not None, reading.diagnostics
    assert len(reading.tree.rules) == 1


LINES = st.sampled_from(
    [
        "```sla",
        "```",
        "~~~",
        "````",
        "```text",
        "  ```sla",
        "- ```sla",
        "> ```sla",
        "<!--",
        "-->",
        "service a: no components.",
        "é\t",
    ]
)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_blanking_keeps_every_offset_and_never_fails(text: str) -> None:
    literate = rules_of(text, "page.md")
    assert len(literate.rules) == len(text)
    assert [i for i, c in enumerate(literate.rules) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    kept = "".join(text[block.start : block.end] for block in literate.blocks)
    assert literate.rules.split() == kept.split()
    parse_policy(text, "page.md")


POLICIES = [p.read_text("utf-8") for p in sorted((Path(__file__).parents[3] / "policies" / "examples").glob("*.sla"))]


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_a_policy_cut_into_blocks_anywhere_is_the_same_policy_and_formatting_keeps_its_prose(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(POLICIES))
    breaks = [m.start() for m in re.finditer(r'"[^"]*"|\[[^\]]*\]|(\n)', text) if m[1]]
    cuts = data.draw(st.lists(st.sampled_from(breaks), max_size=6, unique=True).map(sorted))
    page, last = "# Page\n\n```sla\n", 0
    for number, cut in enumerate(cuts):
        page += text[last : cut + 1] + f'```\n\n*Prose* {number}, "of [all kinds\n\n~~~ sla\n~~~\n\n```sla\n'
        last = cut + 1
    page += text[last:] + "```\n"
    formatted = format_policy(page, "page.md").text
    assert formatted is not None
    assert parse_policy(formatted, "page.md").tree == parse_policy(text).tree
    assert [block_free(part) for part in (formatted, page)] == [block_free(page)] * 2
    assert format_policy(formatted, "page.md").text == formatted


def block_free(page: str) -> list[str]:
    literate = rules_of(page, "page.md")
    edges = [0, *(edge for block in literate.blocks for edge in (block.start, block.end)), len(page)]
    return [page[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def test_a_file_may_be_used_and_use_others() -> None:
    files = {
        "terms/house.md": 'House terms.\n\n```sla\nservice ledger: no components.\nuse "more.sla.md".\n```\n',
        "terms/more.sla.md": "More.\n```sla\ncauses: customer, customer.\n```\n",
    }
    used = compile_policy('use "terms/house.md".\nagreement "A": zone UTC.', "a.sla", files.get)
    places = [(d.span.file, d.span.line, d.span.column) for d in used.diagnostics if d.span is not None]
    assert ("terms/more.sla.md", 3, 19) in places
    files["terms/more.sla.md"] = "Nothing."
    broken = compile_policy('use "terms/house.md".\nagreement "A": zone UTC.', "a.sla", files.get)
    assert [d.code for d in broken.diagnostics] == ["no-rules"]


def test_formatting_a_page_formats_its_blocks_and_leaves_the_prose() -> None:
    page = (
        'Some  "prose [.\n\n```sla\nservice   ledger: [the one]\n```\n\nMore.\n\n'
        '- in a list\n\n  ~~~sla\n no components [odd]\n  .  [end]\n  use "a.sla".\n  ~~~\nThe end'
    )
    assert format_policy(page, "page.md").text == (
        'Some  "prose [.\n\n```sla\nservice ledger: [the one]\n```\n\nMore.\n\n'
        '- in a list\n\n  ~~~sla\n    no components. [odd] [end]\n\n  use "a.sla".\n  ~~~\nThe end'
    )
    again = format_policy(page, "page.md").text or ""
    assert format_policy(again, "page.md").text == again
