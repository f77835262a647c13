"""An exclusion that another one always takes first.

## What it finds

A phrase of an exclusion of outages or tickets under which nothing falls that an earlier phrase does not take already: its
causes lie below those of the earlier one, in the same environments, and the earlier one asks for no more. An exclusion of
windows for causes that are excluded anyway. And an exclusion of maintenance of kinds that an earlier one excludes without any
condition.

## Why it costs money

What stands in the later phrase was negotiated: a fact that must be on file, a notice, a limit. None of it is ever asked for,
because the earlier phrase excuses the same without asking.

## Example

Before: who does not report in time is excused all the same.

    exclusion not_ours:
      outages caused by customer;
      outages caused by customer.network with the fact "reported" within 2 days after it starts.

After:

    exclusion not_ours:
      outages caused by customer.equipment or customer.misuse;
      outages caused by customer.network with the fact "reported" within 2 days after it starts.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.slots import excluded_from
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of, place
from slalang.semantics.guards import implied
from slalang.semantics.policy import (
    Compiled,
    Consequence,
    Exclusion,
    FactNeeded,
    MaintenanceWindows,
    OutageFilter,
    Policy,
    TicketFilter,
)
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Label, Severity
from slalang.values.instants import MINUTE

SEVERITY = Severity.WARNING

_MOST_COMPARED = 300
"""Of so many phrases each is compared with those before it."""

_Filter = OutageFilter | TicketFilter


@attrs.frozen(slots=True)
class _Phrase:
    """A phrase of an exclusion, and the exclusion."""

    exclusion: Exclusion
    filter: _Filter


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every phrase and every exclusion of windows that something before it always takes."""
    policy = compiled.policy
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    excluding = tuple(one for one in policy.exclusions if one.excludes)
    phrases = [_Phrase(one, f) for one in excluding for f in _filters(one)][:_MOST_COMPARED]
    for i, phrase in enumerate(phrases):
        takers = _takers(phrase, phrases[:i])
        if takers:
            rule = written[phrase.exclusion.name]
            yield Diagnostic(
                "nothing falls under this that is not excluded already",
                phrase.filter.cited.span,
                clause=heading_of("exclusion", rule.name.text, rule.qualifiers.clauses),
                labels=tuple(Label(one.filter.cited.span, "this takes it first") for one in takers),
                case=_case(compiled, phrase, takers),
                hint="leave it out; or, where its condition is meant to be asked for, narrow what stands before it",
            )
    for i, exclusion in enumerate(excluding):
        yield from _windows_taken(compiled, exclusion, excluding[:i], phrases, written[exclusion.name])


def _filters(exclusion: Exclusion) -> tuple[_Filter, ...]:
    return (*exclusion.outages, *exclusion.tickets)


def _takers(phrase: _Phrase, earlier: list[_Phrase]) -> tuple[_Phrase, ...]:
    """The earlier phrases that together take all that falls under one; none where something is left."""
    wide = [one for one in earlier if _reaches(one.exclusion, phrase.exclusion) and _asks_no_more(one.filter, phrase.filter)]
    if phrase.filter.causes is None:
        return tuple(one for one in wide if one.filter.causes is None)[:1]
    found: list[_Phrase] = []
    for cause in phrase.filter.causes:
        taker = next((one for one in wide if _takes(one.filter, cause)), None)
        if taker is None:
            return ()
        if taker not in found:
            found.append(taker)
    return tuple(found)


def _reaches(earlier: Exclusion, later: Exclusion) -> bool:
    """Whether the one holds for every commitment and component for which the other does."""
    return all(
        mine is None or (theirs is not None and set(theirs) <= set(mine))
        for mine, theirs in ((earlier.commitments, later.commitments), (earlier.components, later.components))
    )


def _takes(earlier: _Filter, cause: str) -> bool:
    return earlier.causes is None or any(cause == one or cause.startswith(f"{one}.") for one in earlier.causes)


def _asks_no_more(earlier: _Filter, later: _Filter) -> bool:
    """Whether all but the causes that the one asks for is there wherever the other is."""
    if not _fact_there(earlier.fact, later.fact):
        return False
    match earlier, later:
        case OutageFilter(environments=mine), OutageFilter(environments=theirs):
            return mine is None or (theirs is not None and set(theirs) <= set(mine))
        case TicketFilter(labelled=mine), TicketFilter(labelled=theirs):
            return mine is None or (theirs is not None and implied((mine,), (theirs,)))
        case _:
            return False


def _fact_there(earlier: FactNeeded | None, later: FactNeeded | None) -> bool:
    if earlier is None or earlier == later:
        return True
    return later is not None and earlier == FactNeeded(later.name)


def _case(compiled: Compiled, phrase: _Phrase, takers: tuple[_Phrase, ...]) -> str:
    """A minute's outage of the later phrase, without the fact that it asks for: the earlier one excludes it."""
    earlier = " or ".join(f"`{one.filter.cited.written}` ({place(one.filter.cited.span)})" for one in takers)
    said = f"all of `{phrase.filter.cited.written}` falls under {earlier}"
    if not isinstance(phrase.filter, OutageFilter) or takers[0].filter.fact is not None:
        return said
    from slalang.trials.excluded import with_outage
    from slalang.trials.words import in_words

    commitment = next(iter(excluded_from(phrase.exclusion, compiled.policy)), None)
    cause = phrase.filter.causes[0] if phrase.filter.causes is not None else None
    environment = phrase.filter.environments[0] if phrase.filter.environments is not None else None
    case = with_outage(compiled, commitment, MINUTE, cause, environment) if commitment is not None else None
    return f"{said}; {in_words(case)}" if case is not None else said


def _windows_taken(
    compiled: Compiled, exclusion: Exclusion, earlier: tuple[Exclusion, ...], phrases: list[_Phrase], rule: ast.Exclusion
) -> Iterator[Diagnostic]:
    """An exclusion of windows that never takes anything: its causes go out anyway, or an earlier one takes them whole."""
    heading = heading_of("exclusion", rule.name.text, rule.qualifiers.clauses)
    if exclusion.windows is not None and exclusion.only_caused_by:
        alone = [one for one in phrases if isinstance(one.filter, OutageFilter) and _unconditional(one.filter)]
        takers = [
            next((one for one in alone if _reaches(one.exclusion, exclusion) and _takes(one.filter, cause)), None)
            for cause in exclusion.only_caused_by
        ]
        if all(takers):
            yield Diagnostic(
                f"{exclusion.name} takes only outages that are excluded anyway",
                rule.name.span,
                clause=heading,
                labels=tuple(Label(one.filter.cited.span, "by this") for one in dict.fromkeys(takers) if one is not None),
                case=f"an outage caused by {exclusion.only_caused_by[0]} is excluded in its windows and outside them",
                hint="leave this exclusion out; or the other, where such outages are to be excused in these windows only",
            )
    taker = next((one for one in earlier if _takes_whole(one, exclusion)), None)
    if taker is not None:
        yield Diagnostic(
            f"{exclusion.name} takes only windows that {taker.name} excludes already, without any condition",
            rule.name.span,
            clause=heading,
            labels=(Label(taker.cited.span, "this takes them first"),),
            case=_taken(compiled.policy, exclusion, taker),
            hint="leave one of the two out: the conditions of this one are never asked for",
        )


def _unconditional(one: OutageFilter) -> bool:
    return one.environments is None and one.fact is None


def _takes_whole(earlier: Exclusion, later: Exclusion) -> bool:
    """Whether the one excludes every window of the other whole, and the other notes no breach."""
    match earlier.windows, later.windows:
        case MaintenanceWindows(mine), MaintenanceWindows(theirs) if set(theirs) <= set(mine):
            noted = [c for c in later.conditions if c.consequence is Consequence.COVENANT]
            bound = [c for c in earlier.conditions if c.consequence is not Consequence.COVENANT]
            return not noted and not bound and earlier.only_caused_by is None and _reaches(earlier, later)
        case _:
            return False


def _taken(policy: Policy, exclusion: Exclusion, taker: Exclusion) -> str:
    assert isinstance(exclusion.windows, MaintenanceWindows)
    asked = f", although `{exclusion.conditions[0].cited.written}` is not kept" if exclusion.conditions else ""
    return f'every maintenance "{exclusion.windows.kinds[0]}" is excluded by {taker.name}{asked}'
