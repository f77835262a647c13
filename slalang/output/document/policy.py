"""A policy as a document for those who manage the contract and those who sign it.

Every rule of the policy stands in it, in the order of an agreement: who and when, what words mean, what is promised, what
does not count, what a miss costs, what follows from many, support; then what is open, what no machine decides, and the clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

import attrs

from slalang.output.document.clauses import clause_table
from slalang.output.document.model import Block, Bullets, Document, Heading, Item, Paragraph, Quiet, Strong, Table, Words
from slalang.output.document.sentences import cause_spoken, counting, name_spoken, plain, sentence
from slalang.output.document.tables import (
    OF_MEASURES,
    OF_TIME,
    Figures,
    clauses_spoken,
    credit_rows,
    deadline_table,
    joint_table,
    promise_table,
    remark,
)
from slalang.output.document.worked import Worked
from slalang.output.explanation.wording import curled
from slalang.semantics.clause_index import ClauseIndex
from slalang.semantics.readings import ambiguities, governing_reading, phrases_of
from slalang.syntax import ast, wording
from slalang.values.listing import listed


@attrs.frozen(slots=True)
class Edition:
    """What a document says of its own making: the policy's file and hash, the version of this program and of its tables."""

    file: str
    sha256: str
    engine: str
    holidays_version: str | None
    zone_version: str


def policy_document(tree: ast.Policy, index: ClauseIndex, worked: Worked, edition: Edition) -> Document:
    """The document of a policy; `tree` holds its rules with those of all that it uses."""
    title = index.title or edition.file
    author = _Author(tree, worked)
    blocks = (Heading(1, (curled(title),)), *author.opening(edition), *author.sections(), *clause_table(tree, index))
    return Document(title, tuple(_lists_joined(blocks)))


def _lists_joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lists that follow each other as one."""
    for are_lists, group in groupby(blocks, lambda block: isinstance(block, Bullets)):
        if are_lists:
            yield Bullets(tuple(item for block in group if isinstance(block, Bullets) for item in block.items))
        else:
            yield from group


@attrs.define(slots=True)
class _Author:
    """Writes the sections from the rules."""

    tree: ast.Policy
    worked: Worked
    governing: frozenset[str] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        chosen = (governing_reading(one) for one in ambiguities(self.tree))
        self.governing = frozenset(one.name.text for one in chosen if one is not None)

    def opening(self, edition: Edition) -> Iterator[Block]:
        """What the document is, and the particulars of the agreement."""
        yield Paragraph((_PREFACE,))
        agreement = next((rule for rule in self.tree.rules if isinstance(rule, ast.Agreement)), None)
        if agreement is not None:
            rows = [*_edition_row(agreement), *(row for p in agreement.phrases for row in self._particular(p))]
            if rows:
                yield Table((), ("The agreement", ""), tuple(rows))
        versions = [f"slalang {edition.engine}", f"time zone tables {edition.zone_version}"]
        versions += [f"public holidays {edition.holidays_version}"] if edition.holidays_version else []
        made = f"Made from {edition.file} (policy {edition.sha256[:16]}) with {listed(versions)}."
        yield Paragraph((Quiet(made),))

    def _particular(self, phrase: ast.Phrase) -> Iterator[tuple[Words, ...]]:
        if isinstance(phrase.body, ast.Clauses):
            return
        noun = next(noun for kind, noun in _PARTICULARS.items() if isinstance(phrase.body, kind))
        said = wording.body(phrase.body).removeprefix(noun.lower()).strip().strip('"')
        because = phrase.qualifiers.because
        reason: Words = (Quiet(f" Reason: {curled(because)}."),) if because else ()
        said = plain(said) if isinstance(phrase.body, ast.InForce) else curled(said)
        yield (noun,), (said, *remark(phrase.qualifiers, self.governing), *reason)

    # ------------------------------------------------------------------------------------------------------- sections

    def sections(self) -> Iterator[Block]:
        """All sections that have anything in them."""
        for heading, kinds in SECTIONS:
            rules = [rule for rule in self.tree.rules if isinstance(rule, kinds)]
            if rules:
                yield Heading(2, (heading,))
                yield from (Paragraph((_OPENINGS[heading],)),) if heading in _OPENINGS else ()
                for rule in rules:
                    yield from self._rule(rule)

    def _rule(self, rule: ast.Rule) -> Iterator[Block]:
        match rule:
            case ast.Causes(causes):
                yield Paragraph(("Outages and tickets are put down to these causes: " + listed(_causes(causes)) + ".",))
            case ast.Parameter():
                yield from self._parameter(rule)
            case ast.Ambiguity():
                yield from self._ambiguity(rule)
            case ast.Prose(clauses, because):
                cited = clauses_spoken(clauses)
                yield Bullets((Item((Strong(f"{cited[0].upper()}{cited[1:]}"), f": {curled(because)}.")),))
            case ast.Throughout():
                yield from self._phrases(rule)
            case ast.Credit():
                yield from self._headed(rule)
                yield from self._credit(rule)
            case ast.Joint():
                yield from self._headed(rule)
                yield from self._phrases(rule)
                tables = [joint_table(one) for one in self.worked.joints if one.joint == rule.name.text]
                if tables:
                    yield Heading(4, ("Worked examples",))
                    yield from tables
            case ast.Exclusion():
                yield from self._headed(rule)
                yield from self._exclusion(rule)
            case ast.Commitment():
                yield from self._headed(rule)
                yield from self._phrases(rule)
                if not any(isinstance(r, ast.Credit) and r.commitment.text == rule.name.text for r in self.tree.rules):
                    yield from self._promised(rule.name.text)
            case ast.Clock():
                yield from self._headed(rule)
                yield from self._phrases(rule)
                table = deadline_table(self.worked, rule.name.text, rule.phrases)
                yield from (table,) if table is not None else ()
            case _:
                yield from self._headed(rule)
                yield from self._phrases(rule)

    def _headed(self, rule: ast.Rule) -> Iterator[Block]:
        carried = getattr(rule, "qualifiers", ast.Qualifiers())
        yield Heading(3, (_heading(rule), *remark(attrs.evolve(carried, reading=None), self.governing)))
        if carried.reading is not None:
            yield Paragraph(remark(attrs.evolve(carried, clauses=None), self.governing))
        if carried.because is not None:
            yield Paragraph((Quiet(f"Reason: {curled(carried.because)}."),))

    def _phrases(self, rule: ast.Rule) -> Iterator[Block]:
        items = tuple(self._item(p, rule) for p in phrases_of(rule) if not isinstance(p.body, ast.CreditRow))
        if items:
            yield Bullets(items)

    def _item(self, phrase: ast.Phrase, rule: ast.Rule) -> Item:
        said = sentence(phrase.body, type(rule), watched=self._watches(rule))
        return Item((said, *remark(phrase.qualifiers, self.governing)), _reason(phrase))

    def _watches(self, rule: ast.Rule) -> bool:
        """Whether a rule is an exclusion that excludes nothing, as the policy is read."""
        return any(isinstance(p.body, ast.NothingExcluded) and self._stands(p) for p in phrases_of(rule))

    def _stands(self, phrase: ast.Phrase) -> bool:
        reading = phrase.qualifiers.reading
        return reading is None or reading.text in self.governing

    def _exclusion(self, rule: ast.Exclusion) -> Iterator[Block]:
        """An exclusion; where it excludes nothing, it says of what it is about that it counts all the same."""
        nothing = next((p for p in rule.phrases if isinstance(p.body, ast.NothingExcluded)), None)
        if nothing is None:
            yield from self._phrases(rule)
            return
        items: list[Item] = []
        for phrase in rule.phrases:
            if phrase is nothing:
                continue
            if not isinstance(phrase.body, _EXCLUDED):
                items.append(self._item(phrase, rule))
                continue
            counts = Item(
                (f"{counting(phrase.body)} Nothing is excluded.", *remark(nothing.qualifiers, self.governing)), _reason(nothing)
            )
            excluded = self._item(phrase, rule)
            if nothing.qualifiers.reading is None:
                items.append(
                    Item((*counts.words, *remark(phrase.qualifiers, self.governing)), (*counts.below, *_reason(phrase)))
                )
            elif self._stands(nothing):
                others = listed([name_spoken(name) for name in self._others(nothing.qualifiers.reading.text)], "or")
                still = Quiet(f" Only under the reading {others}, which does not govern.")
                items += [counts, attrs.evolve(excluded, words=(*excluded.words, still))]
            else:
                items += [excluded, counts]
        yield Bullets(tuple(items))

    def _others(self, reading: str) -> list[str]:
        """The other readings of the same question."""
        names = next(
            (
                [r.name.text for r in one.readings]
                for one in ambiguities(self.tree)
                if reading in [r.name.text for r in one.readings]
            ),
            [],
        )
        return [name for name in names if name != reading]

    def _parameter(self, rule: ast.Parameter) -> Iterator[Block]:
        name, default = name_spoken(rule.name.text), rule.default.value
        words = (f"Each customer's contract has to name {name}: {_kind(rule.type)}.",)
        if default is not None:
            words = (
                f"Each customer's contract may name {name}: {_kind(rule.type)}. Else it is {curled(wording.value(default))}.",
            )
        because = rule.qualifiers.because
        reason: tuple[Words, ...] = ((Quiet(f"Reason: {curled(because)}."),),) if because is not None else ()
        yield Bullets((Item((*words, *remark(rule.qualifiers, self.governing)), reason),))

    def _credit(self, rule: ast.Credit) -> Iterator[Block]:
        name = rule.commitment.text
        promise = next((r for r in self.tree.rules if isinstance(r, ast.Commitment) and r.name.text == name), None)
        if any(isinstance(p.body, ast.CreditRow) for p in rule.phrases):
            yield credit_rows(rule.phrases, _target(promise), _figures(promise), self.governing)
        yield from self._phrases(rule)
        yield from self._promised(name)

    def _promised(self, name: str) -> Iterator[Block]:
        found = [one for one in self.worked.promises if one.commitment == name]
        if found:
            yield Heading(4, ("Worked examples",))
            yield from (promise_table(one, self.worked.zone) for one in found)
            if found[0].more:
                yield Paragraph((Quiet("There are further kinds of customers, for whom no example is shown."),))

    def _ambiguity(self, rule: ast.Ambiguity) -> Iterator[Block]:
        yield Heading(3, (f"The question {name_spoken(rule.name.text)}", *remark(rule.qualifiers, self.governing)))
        governing = governing_reading(rule)
        items = []
        for reading in rule.readings:
            governs = governing is None or reading is governing
            said = self._holds(reading) if governing is None or governs else self._would_hold(reading, governing)
            below: list[Words] = [(Quiet(f"Reason: {curled(reading.because)}."),), *((words,) for words in said)]
            stands = "governs" if governs else "does not govern"
            items.append(Item((Strong(f"The reading {name_spoken(reading.name.text)} {stands}."),), tuple(below)))
        yield Bullets(tuple(items))

    def _holds(self, reading: ast.Reading) -> list[str]:
        said = [f"What holds {of}: {words}" for of, words in self._said_under(reading.name.text)]
        return said or ["No sentence stands only under it."]

    def _would_hold(self, reading: ast.Reading, governing: ast.Reading) -> list[str]:
        """What another reading than the governing one would put in its place, and what would fall away without any."""
        said, governed = (list(self._said_under(one.name.text)) for one in (reading, governing))
        instead = f"in place of what holds under {name_spoken(governing.name.text)}"
        replaced = {of for of, _ in said}
        return [f"What would hold {of}, {instead}: {words}" for of, words in said] + [
            f"What would not hold {of}: {words}" for of, words in governed if of not in replaced
        ]

    def _said_under(self, reading: str) -> Iterator[tuple[str, str]]:
        """What stands only under a reading, phrase by phrase: of which rule, and the sentence."""
        others = self._others(reading)
        for rule in self.tree.rules:
            heading = _heading(rule)
            of = "throughout" if isinstance(rule, ast.Throughout) else f"of {heading[0].lower()}{heading[1:]}"
            carried = getattr(rule, "qualifiers", None)
            over = carried.reading.text if isinstance(carried, ast.Qualifiers) and carried.reading is not None else None
            if over == reading:
                yield of, "all of it stands."
            nothing = [p for p in phrases_of(rule) if isinstance(p.body, ast.NothingExcluded)]
            under = {p.qualifiers.reading.text for p in nothing if p.qualifiers.reading is not None}
            for phrase in phrases_of(rule):
                own = phrase.qualifiers.reading.text if phrase.qualifiers.reading is not None else None
                if isinstance(phrase.body, _EXCLUDED) and under and own in (None, reading):
                    # Whether it counts is what the question is about.
                    if reading in under:
                        yield of, counting(phrase.body)
                    elif under & set(others):
                        yield of, sentence(phrase.body)
                elif own == reading and phrase not in nothing:
                    yield of, sentence(phrase.body, type(rule), watched=reading in under)


_EXCLUDED = (ast.OutagesExcluded, ast.TicketsExcluded, ast.MaintenanceExcluded, ast.RecurringExcluded)
"""What an exclusion is about."""


def _reason(phrase: ast.Phrase) -> tuple[Words, ...]:
    because = phrase.qualifiers.because
    return ((Quiet(f"Reason: {curled(because)}."),),) if because is not None else ()


_PREFACE = (
    "This is the agreement as it is evaluated: every sentence is a rule of the policy, with the clause that it rests on in"
    " brackets and, where the text left a choice, the reason that the policy gives for it. Names that the policy gives to its"
    " rules stand in quotation marks. Every figure in a table of worked examples was computed by the engine that judges the"
    " agreement."
)

_PARTICULARS: dict[type[ast.Node], str] = {
    ast.Provider: "Provider",
    ast.Customer: "Customer",
    ast.Source: "Source",
    ast.Zone: "Zone",
    ast.Currency: "Currency",
    ast.InForce: "In force",
}

_THROUGHOUT = "What holds throughout"
_OPENINGS = {_THROUGHOUT: "This holds wherever a promise, a credit or a clock does not say otherwise."}

SECTIONS: tuple[tuple[str, tuple[type[ast.Rule], ...]], ...] = (
    ("What each customer's contract says", (ast.Parameter,)),
    ("Definitions", (ast.Service, ast.Causes, ast.Calendar)),
    ("What is promised", (ast.Commitment, ast.Share, ast.Duty)),
    (_THROUGHOUT, (ast.Throughout,)),
    ("What does not count", (ast.Exclusion,)),
    ("What a miss costs", (ast.Credit, ast.Joint)),
    ("Rights", (ast.Right,)),
    ("Support", (ast.Clock,)),
    ("Where the text can be read in more than one way", (ast.Ambiguity,)),
    ("What no machine decides", (ast.Prose,)),
)
"""The sections in order, and the rules of each. Scenarios are the tests of a policy, and no part of it."""


def _kind(kind: ast.ParameterType | ast.WordChoice) -> str:
    return listed([f"“{word}”" for word in kind.words], "or") if isinstance(kind, ast.WordChoice) else kind.value


def _edition_row(agreement: ast.Agreement) -> Iterator[tuple[Words, ...]]:
    if agreement.version is not None:
        yield ("Version",), (curled(agreement.version),)


def _heading(rule: ast.Rule) -> str:
    match rule:
        case ast.Credit(commitment=name):
            return f"The credit for {name_spoken(name.text)}"
        case ast.Commitment(name, service) | ast.Clock(name, service) | ast.Share(name, service):
            return f"The {type(rule).__name__.lower()} {name_spoken(name.text)} of {name_spoken(service.text)}"
        case ast.Exclusion(name, commitments):
            of = f" from {listed([name_spoken(c.text) for c in commitments])}" if commitments is not None else ""
            return f"The exclusion {name_spoken(name.text)}{of}"
        case ast.Joint(name, commitments):
            return f"The joint rule {name_spoken(name.text)} of {listed([name_spoken(c.text) for c in commitments])}"
        case ast.Duty(name, about):
            return f"The duty {name_spoken(name.text)}" + (f" of {name_spoken(about.text)}" if about is not None else "")
        case ast.Service(name=name) | ast.Calendar(name=name) | ast.Right(name=name) | ast.Parameter(name=name):
            return f"The {type(rule).__name__.lower()} {name_spoken(name.text)}"
        case _:
            return f"The {type(rule).__name__.lower()}"


def _causes(causes: tuple[ast.Cause, ...], above: str = "") -> list[str]:
    return [
        words
        for cause in causes
        for words in (cause_spoken(above + cause.name.text), *_causes(cause.kinds or (), f"{above}{cause.name.text}."))
    ]


def _figures(promise: ast.Commitment | None) -> Figures:
    """What the rows of a credit are tested by: of time, of what is measured instead, of a share of runs."""
    if promise is None:
        return Figures()
    return OF_MEASURES if any(isinstance(p.body, ast.MeasuredBy) for p in promise.phrases) else OF_TIME


def _target(promise: ast.Commitment | None) -> Fraction | None:
    """The one share of time that is promised; None where there are several or none."""
    shares = {p.body.percent.share for p in (promise.phrases if promise else ()) if isinstance(p.body, ast.AvailabilityTarget)}
    return shares.pop() if len(shares) == 1 else None
