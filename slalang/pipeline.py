"""The story, top to bottom: text -> tree -> policy -> verdicts.

Every phase is a pure function from values to values and diagnostics; files, clocks and terminals live in `slalang.shell`.
What checking a policy does not need, the engine above all, is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from slalang.importers.named_calendars import NamedCalendars
from slalang.lint.check import asked, lint_policy, lint_texts
from slalang.lint.registry import LintRule, all_rules
from slalang.lint.subject import Subject
from slalang.lint.waivers import Waived, waive
from slalang.semantics.clause_index import ClauseIndex, clause_index
from slalang.semantics.compilation import Compilation
from slalang.semantics.compile import compile_trees
from slalang.semantics.modules import folder_of, gather_rules
from slalang.semantics.policy import Compiled
from slalang.syntax import ast
from slalang.syntax.mistakes import unfit_figures
from slalang.syntax.parser import Reading, parse_policy
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.version import __version__

if TYPE_CHECKING:
    from slalang.engine.evaluate import Evaluation
    from slalang.importers.arguments import Instant
    from slalang.output.document.model import Document
    from slalang.values.events import Event
    from slalang.values.verdicts import Verdict

Load = Callable[[str], str | None]
"""Gives the text of a file that a policy uses, by its name relative to the policy's own folder; None where there is none."""


def _no_file(path: str) -> None:
    """Where no `load` is given there is no other file."""


@attrs.frozen(slots=True)
class Checked:
    """What came of checking a policy: compiled unless it has errors, what is to be said, and what the text waives."""

    compiled: Compiled | None
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...] = ()


def compile_policy(text: str, file: str = "policy.sla", load: Load | None = None) -> Compilation:
    """Read and resolve a policy and all that it uses.

    `file` names the policy in messages. `load` is called with the name of each file that the policy uses (a house style, a
    calendar file), relative to the policy's own folder and with `/`; it gives the file's text, or None where there is none.
    What it raises reaches the caller. Without `load` no other file is found.

    Never raises on bad input: `Compilation.compiled` is None where there is an error, `Compilation.diagnostics` says why;
    `Compilation.required()` gives the compiled policy or raises PolicyError.
    """
    found = _compiled(text, file, load or _no_file)
    if load is not None:
        return found
    return attrs.evolve(found, diagnostics=tuple(_naming_load(diagnostic) for diagnostic in found.diagnostics))


def check_policy(
    text: str, file: str = "policy.sla", load: Load = _no_file, rules: Iterable[LintRule] | None = None
) -> Checked:
    """Compile a policy and look for what it may say and still costs money: errors first, then findings in the text's order.

    `rules` are those to look for, by default all. Where the policy has errors, only what is found in the bare text is added.
    What the text itself waives stands apart.
    """
    texts = {file: text}

    def remembered(name: str) -> str | None:
        used = load(name)
        if used is not None and not name.endswith(".ics"):
            texts[folder_of(file) + name] = used
        return used

    selected = all_rules() if rules is None else tuple(rules)
    compilation = compile_policy(text, file, remembered)
    compiled = compilation.compiled
    subject = Subject(compiled, file) if compiled is not None else None
    found = (*compilation.diagnostics, *lint_texts(texts, selected))
    if subject is not None:
        found = (*found, *lint_policy(subject, selected))
    trees = compiled.trees if compiled is not None else {}
    waiving = waive(found, texts, trees, file, asked(selected, subject))
    return Checked(compiled, waiving.diagnostics, waiving.waived)


def _compiled(text: str, file: str, load: Load) -> Compilation:
    folder = folder_of(file)
    sources = {file.removeprefix(folder) or file: text}

    def remembered(name: str) -> str | None:
        used = load(name)
        if used is not None:
            sources[name] = used
        return used

    calendars = NamedCalendars(folder, remembered)
    reading = calendars.parse(text, file)
    if reading.tree is None:
        return Compilation(None, reading.diagnostics)
    compilation = compile_trees(reading.tree, file, remembered, calendars.parse, calendar_files=calendars.days)
    if calendars.diagnostics:
        return Compilation(None, (*calendars.diagnostics, *compilation.diagnostics))
    if compilation.compiled is None:
        return compilation
    return attrs.evolve(compilation, compiled=attrs.evolve(compilation.compiled, sources=sources))


def recompiler(text: str, file: str = "policy.sla", load: Load = _no_file) -> Callable[[Mapping[str, ast.Policy]], Compilation]:
    """Compiles a policy again and again, with other trees for the files that are named; what it is read from is read once."""
    calendars = NamedCalendars(folder_of(file), load)
    read: dict[str, Reading] = {}

    def parsed(content: str, name: str) -> Reading:
        return read[name] if name in read else read.setdefault(name, calendars.parse(content, name))

    def compiled(trees: Mapping[str, ast.Policy]) -> Compilation:
        # What the reading of a text refuses, a tree that no text was read to is not to get past either.
        unfit = [problem for tree in trees.values() for problem in unfit_figures(tree)]
        if unfit:
            return Compilation(None, tuple(unfit))

        def tree_of(content: str, name: str) -> Reading:
            found = parsed(content, name)
            return attrs.evolve(found, tree=trees[name]) if name in trees else found

        root = tree_of(text, file)
        if root.tree is None:
            return Compilation(None, root.diagnostics)
        return compile_trees(root.tree, file, load, tree_of, calendar_files=calendars.days)

    return compiled


def _naming_load(diagnostic: Diagnostic) -> Diagnostic:
    """Who gave no `load` has to give one, wherever the file lies."""
    if diagnostic.code not in ("file-missing", "calendar-file-missing"):
        return diagnostic
    hint = (
        "the policy was compiled without `load`: give `compile_policy(text, file, load)` a function "
        "from a file's name to its text, or to None where there is none"
    )
    return attrs.evolve(diagnostic, hint=hint)


def policy_artifact(compiled: Compiled) -> bytes:
    """A compiled policy as an artifact: one JSON object in UTF-8, the same bytes on every machine.

    It holds all that an evaluation needs (zones, holidays and calendars too) and the texts that the policy was compiled from.
    TypeError for anything but a Compiled.
    """
    from slalang.importers.arguments import given_policy
    from slalang.semantics.artifact.writing import write_artifact

    return write_artifact(given_policy(compiled))


def load_policy(artifact: bytes, file: str = "policy.json") -> Compilation:
    """The policy in an artifact, without its text being read again; `file` names the artifact in messages.

    Never raises on bad input: an artifact that is damaged, was changed, or comes from another version of the format gives a
    Compilation without `compiled`, and the reason in `diagnostics`. TypeError for anything but bytes.
    """
    from slalang.importers.arguments import given_content
    from slalang.semantics.artifact.reading import open_artifact, read_artifact

    opened = open_artifact(given_content(artifact), file)
    found = opened if isinstance(opened, Diagnostic) else read_artifact(opened)
    return Compilation(None, (found,)) if isinstance(found, Diagnostic) else Compilation(found, ())


def index_clauses(
    text: str, file: str = "policy.sla", load: Load = _no_file
) -> tuple[ClauseIndex | None, tuple[Diagnostic, ...]]:
    """What became of every clause of the agreement, in the policy and all that it uses (P1).

    None beside the errors where a file cannot be read. Whether the rules are sound is not asked.
    """
    reading = parse_policy(text, file)
    if reading.tree is None:
        return None, reading.diagnostics
    tree, diagnostics = gather_rules(reading.tree, file, load, parse_policy)
    return (None if tree is None else clause_index(tree)), diagnostics


def describe_policy(
    text: str, file: str = "policy.sla", load: Load = _no_file
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """A policy as a document for people: every rule in a sentence, and examples that the engine worked.

    None beside the errors where the policy has any. `slalang.output.document.markdown` and `html` write it.
    """
    # What works examples loads the engine and the calendars of civil dates, which a check does not need.
    from slalang.output.document.policy import Edition, policy_document
    from slalang.trials.worked import worked_examples

    compilation = compile_policy(text, file, load)
    reading = parse_policy(text, file)
    if compilation.compiled is None or reading.tree is None:
        return None, compilation.diagnostics
    tree, diagnostics = gather_rules(reading.tree, file, load, parse_policy)
    if tree is None:
        return None, diagnostics
    compiled = compilation.compiled
    policy = compiled.policy
    edition = Edition(file, compiled.sha256, __version__, policy.holidays_version, policy.zone_version)
    return policy_document(tree, clause_index(tree), worked_examples(compiled), edition), ()


def evaluate(
    compiled: Compiled,
    events: Iterable[Event],
    *,
    as_of: Instant | None = None,
    span: tuple[Instant, Instant] | None = None,
) -> tuple[Verdict, ...]:
    """Judge a stream of events: verdicts sorted by customer, period start, commitment, service or component.

    Give the whole stream at once, with what was recorded before the periods of interest: quotas, rights and subscriptions
    look back. `as_of` is the instant at which the evaluation stands, an aware datetime or an integer of microseconds since
    1970 in UTC, by default the last that any event gives; `span` widens the judged periods of customers without a
    subscription to [start, end), two such instants.

    PolicyError where the events contradict each other or the policy (O6, C4). TypeError and ValueError, with what to pass
    instead, for any other argument than these, and for an instant outside the years 1900 to 2200.
    """
    evaluation = evaluate_stream(compiled, events, as_of=as_of, span=span)
    if evaluation.errors:
        raise PolicyError(evaluation.errors)
    return evaluation.verdicts


def evaluate_stream(
    compiled: Compiled,
    events: Iterable[Event],
    *,
    as_of: Instant | None = None,
    span: tuple[Instant, Instant] | None = None,
) -> Evaluation:
    """As `evaluate`, with the notes beside the verdicts: events left out, and errors as values in `diagnostics`."""
    from slalang.engine.evaluate import evaluate_policy
    from slalang.importers.arguments import given_events, given_instant, given_policy, given_span

    return evaluate_policy(
        given_policy(compiled),
        given_events(events),
        as_of=None if as_of is None else given_instant(as_of, "as_of"),
        span=None if span is None else given_span(span),
    )
