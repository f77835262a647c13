"""Documents: every phrase has a sentence, every figure is the engine's, and no stranger's text becomes a mark."""

from __future__ import annotations

import re
import typing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slalang.output.document.html import html
from slalang.output.document.markdown import escaped, markdown
from slalang.output.document.model import Bullets, Document, Heading, Item, Paragraph, Quiet, Strong, Table
from slalang.output.document.policy import SECTIONS
from slalang.output.document.sentences import SAID, cause_spoken, sentence
from slalang.pipeline import describe_policy
from slalang.syntax import ast, wording
from slalang.syntax.parser import parse_policy

POLICIES = Path(__file__).parents[3] / "policies"


def _members(union: object) -> set[object]:
    parts = typing.get_args(union)
    return {member for part in parts for member in _members(part)} if parts else {union}


def test_every_phrase_of_the_language_has_a_sentence() -> None:
    assert set(SAID) == _members(wording._Body)


def said(rule: str) -> list[str]:
    reading = parse_policy(rule)
    assert reading.tree is not None, reading.diagnostics
    return [sentence(phrase.body, type(rule)) for rule in reading.tree.rules for phrase in getattr(rule, "phrases", ())]


def test_sentences_have_a_subject_names_in_quotation_marks_and_dates_in_words() -> None:
    assert said(
        'commitment up_time of web: available at least 99.9% where plan is "gold"; good more than 95% otherwise;'
        " runs shorter than 5 minutes ignored, longer ones count whole; each component on its own;"
        " measured over the hours of shop_hours; availability rounded half up to 2 decimals; no target otherwise."
    ) == [
        "The service is to be available at least 99.9% of the time where “plan” is “gold”.",
        "Of all that is measured, more than 95% is to be good in all other cases.",
        "Runs of downtime shorter than 5 minutes are ignored; longer ones count whole.",
        "Each component is judged on its own.",
        "Availability is measured over the hours of “shop hours”.",
        "The availability is rounded half up to 2 decimals.",
        "There is no target in all other cases.",
    ]
    assert said(
        'exclusion e: outages caused by customer.network_card or third_party with the fact "agreed_in_writing";'
        " announced at least 3 business days of working_days before, otherwise void; at most 2 windows per day, otherwise void."
    ) == [
        "Outages put down to “customer (network card)” or “third party” with the fact “agreed_in_writing” do not count.",
        "A window must be announced at least 3 business days of “working days” before it starts;"
        " otherwise the exclusion does not hold for that window.",
        "There may be at most 2 windows per day; otherwise the exclusion does not hold for the windows beyond that number.",
    ]
    assert said(
        'exclusion e: maintenance of kind "a"; inside Monday, Friday 01:00-02:00, Sunday all day, otherwise the excess counts;'
        " at most 4 hours per day, otherwise void; approved before it starts, otherwise the breach is noted;"
        " approval lifts the hours, length, number."
    )[1:] == [
        "A window must lie inside Monday or Friday 01:00-02:00 or Sunday all day; otherwise the excess counts.",
        "All windows together may last at most 4 hours per day;"
        " otherwise the exclusion does not hold for a window that goes beyond that.",
        "A window must be approved before it starts; otherwise the breach is noted, and the exclusion still holds.",
        "Approval lifts the conditions on hours, length and number.",
    ]
    assert said(
        "credit for uptime: per calendar month; several at once accrue once; below 99% earns 5%;"
        " given on a claim by the end of the 2nd calendar month after the one that holds it;"
        ' the claim includes "a", "b", "c".'
    ) == [
        "Credits are reckoned per calendar month.",
        "Of several that are late on the same day, only the one that was due first is credited.",
        "Below 99% earns 5%.",
        "The credit is given on a claim by the end of the 2nd calendar month after the one that holds the period.",
        "The claim must include “a”, “b” and “c”.",
    ]
    assert said("share s of fix: a period without any is not judged; per calendar month.") == [
        "A period to which nothing belongs is not judged.",
        "It is judged per calendar month.",
    ]
    assert said('clock c of web: no target where the severity is "P1" and not labelled "x"; an automatic reply counts.') == [
        "There is no target where the severity is “P1” and the ticket is not labelled “x”.",
        "An automatic reply stops the clock as a person's does.",
    ]
    assert said("calendar c: closed on 2025-12-24, 2025-12-31; Monday 09:00-17:00.") == [
        "It is closed on 24 December 2025 and on 31 December 2025.",
        "It is open Monday 09:00-17:00.",
    ]
    assert cause_spoken("customer.late_files") == "“customer (late files)”"


def test_it_is_the_period_where_a_sum_rests_on_one_and_lists_end_as_they_read() -> None:
    assert said(
        'credit for uptime: of the charges of the 3 months before it ends for the affected "region";'
        " capped at 10% of the charges of the calendar quarter that holds it;"
        " given without a claim."
    ) == [
        "Credits are reckoned on the charges of the 3 months before the period ends for the affected “region”.",
        "The credit is capped at 10% of the charges of the calendar quarter that holds the period.",
        "The credit is given without a claim.",
    ]
    assert said(
        'commitment c of web: measured by good requests as reported by any of "edge", "origin"; good at least 99%;'
        ' only resources where "kind" is "machine"; only while resources stand in at least 2 different "zone";'
        " judged over the calendar quarter that holds it."
    ) == [
        "It is measured by good requests as reported by any of “edge” or “origin”.",
        "Of all that is measured, at least 99% is to be good.",
        "The only resources that count are those where “kind” is “machine”.",
        "Time counts only while resources stand in at least 2 different values of “zone”.",
        "Each period is judged over the calendar quarter that holds it.",
    ]
    assert said('exclusion e: outages in environment "a" or "b" or "c or d" or "e".') == [
        "Outages in environment “a”, “b”, “c or d” or “e” do not count.",
    ]


def document_of(path: Path) -> Document:
    def load(name: str) -> str | None:
        used = path.parent / name
        return used.read_text("utf-8") if used.is_file() else None

    document, diagnostics = describe_policy(path.read_text("utf-8"), path.name, load)
    assert document is not None, diagnostics
    return document


@pytest.mark.parametrize(
    "path", [p for p in sorted(POLICIES.rglob("*.sla")) if p.parent.name in ("policies", "examples")], ids=lambda p: p.name
)
def test_every_policy_becomes_a_document_in_which_each_sentence_is_whole(path: Path) -> None:
    if ".ics" in path.read_text("utf-8"):
        pytest.importorskip("icalendar", reason="calendar files need the extra slalang[ics]")
    if ".scenarios." in path.name:
        return
    document = document_of(path)
    for block in document.blocks:
        if isinstance(block, Bullets):
            for item in block.items:
                first = "".join(part for part in item.words if isinstance(part, str)).strip()
                assert re.match(r"[A-Z“:]", first) or isinstance(item.words[0], Strong), item
        if isinstance(block, Table):
            assert all(len(row) == len(block.head) for row in block.rows)
    _parsed(html(document))
    assert markdown(document).endswith("\n")


def test_brackets_holes_and_claims_are_those_that_the_engine_finds() -> None:
    cdg = markdown(document_of(POLICIES / "cdg.sla"))
    assert (
        "| availability is below 98% and above 97% | 3% | more than 14 hours 24 minutes and less than 21 hours 36 minutes |"
        in cdg
    )
    assert "| 1 hour 26 minutes | 99.800925…% | **kept** | none |" in cdg
    assert "| 14 hours 24 minutes | 98% | **breached** | none: no row covers this |" in cdg
    assert "| 14 hours 25 minutes | 97.997685…% | **breached** | GBP 30.00, due |" in cdg
    assert "due by 09:30 on 7 April 2025 (Monday)" in cdg
    assert "Only under the reading “contract year”, which does not govern." in cdg
    plutora = markdown(document_of(POLICIES / "plutora.sla"))
    assert "What holds of the agreement: Times are those of the zone UTC-08:00." in plutora
    assert "Zone | UTC-08:00 *(“Maintenance window”) Only under the reading" in plutora
    plusplus = markdown(document_of(POLICIES / "plusplus.sla"))
    assert (
        "- **“Service Availability”, “Monitoring, Escalation, Retrospectives”"
        " and “Maintenance &amp; Continuity Management”**: Headings"
    ) in plusplus
    outsourcing = markdown(document_of(POLICIES / "examples" / "outsourcing.sla"))
    # Slots of five minutes and a rounded availability move the limit, which the engine is asked for.
    assert "| 45 minutes | 99.895833…% | **kept** | none |  |" in outsourcing
    assert "| 3 hours 37 minutes | 99.497685…% | **breached** | 2 points, due |" in outsourcing
    quantive = markdown(document_of(POLICIES / "quantive.sla"))
    assert "| **breached** | USD 100.00, to be claimed | the end of 30 June 2025 | kept, USD 0.00 |" in quantive


RELEASES = """
ambiguity question: reading {first} because "a"; reading {second} because "b".
commitment uptime of web: available at least 99.5%; per calendar month.
exclusion release: maintenance of kind "release"; nothing is excluded under reading literal;
  announced at least 2 days before, otherwise the breach is noted;
  inside Wednesday 04:10-04:25, otherwise the excess counts under reading intended.
"""


def test_what_is_not_excluded_is_said_to_count_and_a_reading_says_what_it_would_change() -> None:
    text = document_text(RELEASES.format(first="literal governs", second="intended"))
    assert (
        "- Maintenance of kind “release” counts as any other time does. Nothing is excluded."
        " *Only under the reading “literal”, which governs.*\n"
        "- Maintenance of kind “release” does not count. *Only under the reading “intended”, which does not govern.*\n"
        "- A window must be announced at least 2 days before it starts; otherwise the breach is noted.\n"
    ) in text
    assert (
        "What holds of the exclusion “release”: Maintenance of kind “release” counts as any other time does.\n"
        "- **The reading “intended” does not govern.**\\\n"
        "  *Reason: b.*\\\n"
        "  What would hold of the exclusion “release”, in place of what holds under “literal”:"
        " Maintenance of kind “release” does not count.\\\n"
    ) in text


def test_what_would_fall_away_under_another_reading_is_said() -> None:
    text = document_text(
        'ambiguity question: reading capped governs because "a"; reading open because "b".'
        " commitment uptime of web: available at least 99.5%; per calendar month."
        " credit for uptime: a missed target earns 10%; of the charges of the period;"
        " capped at 5% of the base under reading capped; given without a claim."
    )
    assert "What holds of the credit for “uptime”: The credit is capped at 5% of the base.\n" in text
    assert (
        "- **The reading “open” does not govern.**\\\n  *Reason: b.*\\\n"
        "  What would not hold of the credit for “uptime”: The credit is capped at 5% of the base.\n"
    ) in text


def test_what_a_reading_that_does_not_govern_would_leave_uncounted_is_excluded_until_then() -> None:
    text = document_text(RELEASES.format(first="literal", second="intended governs"))
    assert (
        "- Maintenance of kind “release” does not count.\n"
        "- Maintenance of kind “release” counts as any other time does. Nothing is excluded."
        " *Only under the reading “literal”, which does not govern.*\n"
        "- A window must be announced at least 2 days before it starts;"
        " otherwise the breach is noted, and the exclusion still holds.\n"
    ) in text


def test_an_exclusion_that_excludes_nothing_says_so_first() -> None:
    text = document_text(
        "commitment uptime of web: available at least 99.5%; per calendar month."
        ' exclusion x (clause 1): maintenance of kind "release"; nothing is excluded because "it is only watched" (clause 2);'
        " announced at least 2 days before, otherwise the breach is noted."
    )
    assert (
        "- Maintenance of kind “release” counts as any other time does. Nothing is excluded. *(clause 2)*\\\n"
        "  *Reason: it is only watched.*\n"
    ) in text


def test_the_condition_of_a_row_stands_where_the_row_applies() -> None:
    text = document_text(
        'parameter plan: one of "gold", "silver"; default "gold".'
        " commitment uptime of web: available at least 99.95%; per calendar month."
        ' credit for uptime: below 99% earns 10% where plan is "gold"; below 99% earns 8% where plan is not "gold";'
        ' a missed target earns 1% where plan is "silver"; where rows overlap, the highest applies;'
        " of the charges of the period; given without a claim."
    )
    assert "| availability is below 99%, and “plan” is “gold” | 10% |" in text
    assert "| availability is below 99%, and “plan” is not “gold” | 8% |" in text
    assert "| the target is missed, and “plan” is “silver” | 1% |" in text


def test_a_cause_has_one_name_in_the_document() -> None:
    text = document_text(
        "causes: customer (late_files), third_party. commitment uptime of web: available at least 99.5%; per calendar month."
        " exclusion x: outages caused by customer.late_files or third_party (clause 7)."
    )
    assert "causes: “customer”, “customer (late files)” and “third party”." in text
    assert "Outages put down to “customer (late files)” or “third party” do not count." in text
    assert "| 7 | exclusion “x”: outages put down to “customer (late files)” or “third party”. |" in text


def test_a_policy_with_errors_has_no_document() -> None:
    document, diagnostics = describe_policy("service a: no components")
    assert document is None
    assert [d.code for d in diagnostics] == ["missing-full-stop"]


# ---------------------------------------------------------------------------------------------------- strangers' text

WICKED = st.sampled_from(
    ["<script>", "</td>", "&lt;", "`x`", "*a*", "_b_", "[l](http://e.x)", "![i](x)", "| c |", "\n# h", "1. x", "- y", "> q",
     "https://evil.example", "www.evil.example", "a@b.example", "\\", "~~s~~", "$x$", "\u202e", "\x1b[31m", "'", '"', "é", " "]
)  # fmt: skip
TEXTS = st.lists(WICKED, min_size=1, max_size=6).map("".join)


def document(text: str) -> Document:
    words = (text, Strong(text), Quiet(text))
    return Document(
        text,
        (
            Heading(1, words),
            Paragraph(words),
            Bullets((Item(words, (words,)),)),
            Table(words, (text, "b"), ((words, (text,)),)),
        ),
    )


class _Page(HTMLParser):
    """Which elements a page has, and the words in its body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def _parsed(page: str) -> _Page:
    parser = _Page()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@given(TEXTS)
def test_a_page_has_no_element_and_no_hidden_mark_that_a_stranger_wrote(text: str) -> None:
    page = _parsed(html(document(text)))
    assert page.tags == _parsed(html(document("plain"))).tags
    assert "script" not in page.tags
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html(document(text)))


@given(TEXTS)
def test_markdown_has_no_mark_and_no_line_that_a_stranger_wrote(text: str) -> None:
    written = markdown(document(text))
    assert len(written.split("\n")) == len(markdown(document("plain")).split("\n"))
    plain = re.sub(r"\\[\\`*_\[\]<>|~$#>+=.)-]|\\\d|&(?:amp|#\d+);", "", escaped(text))
    assert not re.search(r"[`*_\[\]<>|~&$@]|://|\bwww\.", plain)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", written)


@pytest.mark.parametrize(
    ("text", "line"), [("# a", "\\# a"), ("1. a", "1\\. a"), ("- a", "\\- a"), ("+ a", "\\+ a"), ("=== a", "\\=== a")]
)
def test_a_line_of_markdown_begins_no_heading_and_no_list(text: str, line: str) -> None:
    assert markdown(Document("t", (Paragraph((text,)),))) == line + "\n"


def test_every_kind_of_rule_has_its_section() -> None:
    placed = [kind for _, kinds in SECTIONS for kind in kinds]
    no_part = {ast.Agreement, ast.Scenario, ast.Use, ast.Replaces}
    assert len(placed) == len(set(placed))
    assert set(placed) | no_part == set(typing.get_args(ast.Rule))


# --------------------------------------------------------------------------------------------------- worked examples

HEAD = """
agreement "A": zone Europe/Berlin; currency EUR.
service web: no components.
throughout:
  watched by outages; measured over the whole period; counted exactly;
  of a period covered in part, the rest counts as up; rows need a missed target; money rounded half up;
  a change of severity restarts the clock; reopening continues the clock; never pauses;
  an automatic reply does not count; a later stage does not stop it.
"""


def document_text(rules: str) -> str:
    document, diagnostics = describe_policy(HEAD + rules)
    assert document is not None, diagnostics
    return markdown(document)


@pytest.mark.parametrize(
    "targets",
    [
        'available at least 99.95% where plan is "gold"; available at least 99.5% otherwise',
        'available at least 99.5% where plan is "silver"; available at least 99.95% otherwise',
    ],
)
def test_each_kind_of_customer_has_an_example_of_its_own_which_names_it(targets: str) -> None:
    text = document_text(
        f'parameter plan: one of "gold", "silver"; default "gold". commitment uptime of web: {targets}; per calendar month.'
        " credit for uptime: below the target and at least 99% earns 5%; below 99% earns 10%"
        ' where plan is "gold"; below 99% earns 8%; where rows overlap, the first listed applies;'
        " of the charges of the period; given without a claim."
    )
    gold = text.index("given “plan” is “gold” and a charge of EUR 1,000.00")
    silver = text.index("given “plan” is “silver” and a charge of EUR 1,000.00")
    assert text.count("One outage at the beginning") == 2
    first, second = text[gold:silver], text[silver:]
    assert "| 22 minutes | 99.949074…% | **breached** | EUR 50.00, due |" in first
    assert "| 7 hours 13 minutes | 98.997685…% | **breached** | EUR 100.00, due |" in first
    assert "| 3 hours 36 minutes | 99.5% | **kept** | none |" in second
    assert "| 3 hours 37 minutes | 99.497685…% | **breached** | EUR 50.00, due |" in second
    assert "| 7 hours 13 minutes | 98.997685…% | **breached** | EUR 80.00, due |" in second


def test_a_word_that_no_condition_names_is_any_other_and_is_none_of_those_named() -> None:
    text = document_text(
        'parameter plan: a word; no default. commitment uptime of web: available at least 99.95% where plan is "other";'
        " available at least 99.5% otherwise; per calendar month."
    )
    assert "given any other “plan”:\n\n| Downtime" in text
    assert "| 3 hours 36 minutes | 99.5% | **kept** | none |" in text.partition("given any other")[2]


def test_where_there_are_more_kinds_than_are_shown_that_is_said() -> None:
    named = " ".join(f'available at least 99.{n}% where plan is "p{n}";' for n in range(1, 6))
    text = document_text(f"parameter plan: a word; no default. commitment uptime of web: {named} per calendar month.")
    assert text.count("One outage at the beginning") == 4
    assert "There are further kinds of customers, for whom no example is shown." in text


def test_each_target_of_a_clock_has_a_row_for_a_ticket_that_comes_to_it() -> None:
    text = document_text(
        'parameter plan: one of "gold", "silver"; default "gold".'
        ' clock respond of web: runs from "opened" to "resolved"; within 1 hour where the severity is "P1" and'
        ' labelled "outage"; within 2 hours where the severity is "P1" and plan is "gold";'
        ' within 4 hours where the queue is "night"; within 8 hours otherwise.'
        ' clock repair of web: runs from "opened" to "resolved"; within 3 hours where plan is "gold"; within 5 hours otherwise.'
        ' clock close of web: runs from "opened" to "resolved"; within 2 days.'
    )
    for row, due in (
        ("within 1 hour where the severity is “P1” and the ticket is labelled “outage”", "11:00"),
        ("within 2 hours where the severity is “P1” and “plan” is “gold”", "12:00"),
        ("within 4 hours where the queue is “night”", "14:00"),
        ("within 8 hours in all other cases", "18:00"),
        ("within 3 hours where “plan” is “gold”", "13:00"),
        ("within 5 hours in all other cases (here “plan” is “silver”)", "15:00"),
    ):
        assert f"| {row} | due by {due} on 2 April 2025 (Wednesday) |" in text
    close = text.partition("The clock “close”")[2]
    assert "Deadlines of tickets without a pause, in the zone Europe/Berlin:" in close


def test_a_joint_rule_shows_what_its_members_earn_and_where_its_cap_binds() -> None:
    text = document_text(
        "service mail: no components."
        " commitment up of web: available at least 99.5%; per calendar month."
        " commitment mailed of mail: available at least 99%; per calendar month."
        " credit for up: a missed target earns 10%; of the charges of the period; given without a claim."
        " credit for mailed: a missed target earns 15%; of the charges of the period; given without a claim."
        " joint both of up, mailed: the credits add up; of the charges of the period; capped at 20% of the base."
    )
    table = text.partition("One outage of that length for each of “up” and “mailed”, at the beginning of April 2025")[2]
    assert table.startswith(", given a charge of EUR 1,000.00 from 1 April 2025 to 30 April 2025:")
    assert "| Downtime of each | The credit for “up” | The credit for “mailed” | Together |" in table
    assert "| 3 hours 36 minutes | none | none | **none** |" in table
    assert "| 3 hours 37 minutes | EUR 100.00, due | none | **EUR 100.00, due** |" in table
    assert "| 7 hours 13 minutes | EUR 100.00, due | EUR 150.00, due | **EUR 200.00, due** |" in table
    outsourcing = markdown(document_of(POLICIES / "examples" / "outsourcing.sla"))
    assert "| **EUR 100.00, to be claimed (8 points)** |" in outsourcing
