"""Hours that must both hold and never do.

## What it finds

An exclusion of windows that names hours twice, where no hour lies in both: recurring hours outside the hours in which windows
may lie, or two such conditions. And an exclusion whose windows never lie in the hours over which any of its commitments is
measured, so that it never takes a minute from any of them.

## Why it costs money

Maintenance that can never keep its conditions is never forgiven, however carefully it is planned; a forgiveness for hours
that do not count anyway was negotiated for nothing. Mostly the parties meant another calendar, and each believes in its own.

## Example

Before: business hours end where the slots begin.

    calendar office: Monday to Friday 09:00-17:00.
    exclusion planned: maintenance of kind "scheduled";
      inside Saturday to Sunday all day, otherwise void;
      inside the hours of office, otherwise void.

After:

    exclusion planned: maintenance of kind "scheduled";
      inside Saturday to Sunday all day, otherwise void.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from slalang.lint.analysis.openings import Openings, common, first_from, known, spoken, years_words
from slalang.lint.analysis.slots import Hours, examined, excluded_from, hours_of
from slalang.lint.subject import Subject
from slalang.semantics.findings import heading_of
from slalang.semantics.guards import exclusive
from slalang.semantics.policy import BasisWords, Commitment, Compiled, Exclusion, Policy
from slalang.syntax import ast
from slalang.values.diagnostics import Diagnostic, Label, Severity
from slalang.values.instants import MINUTE

SEVERITY = Severity.WARNING

_MOST_HOURS = 10
"""Of an exclusion that names more hours the first so many are compared."""


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """Every pair of hours of an exclusion that never meet; else every exclusion that meets none of its commitments."""
    policy = compiled.policy
    written = {rule.name.text: rule for rule in subject.read_as(compiled).rules if isinstance(rule, ast.Exclusion)}
    for exclusion in examined(policy):
        if exclusion.windows is None:
            continue
        rule = written[exclusion.name]
        heading = heading_of("exclusion", exclusion.name, rule.qualifiers.clauses)
        hours = hours_of(exclusion, rule)[:_MOST_HOURS]
        apart = [pair for pair in combinations(hours, 2) if _never_meet(*pair, policy)]
        for one, other in apart:
            yield Diagnostic(
                "these hours never meet the other hours in which the windows have to lie",
                other.span,
                clause=heading,
                labels=(Label(one.span, "these are the other hours"),),
                case=_case(compiled, exclusion, one, other),
                hint="check the days and the zone of both; keep only the hours that the agreement means",
            )
        if not apart:
            yield from _for_nothing(exclusion, rule, heading, hours, policy)


def _never_meet(one: Hours, other: Hours, policy: Policy) -> bool:
    if exclusive(one.guard, other.guard) or not known(one.openings, other.openings):
        return False
    return common((one.openings, other.openings), policy) is None


def _case(compiled: Compiled, exclusion: Exclusion, one: Hours, other: Hours) -> str:
    """The first hours of each; and a minute down in the former, of which nothing is excluded."""
    policy = compiled.policy
    window, near = first_from(one.openings, policy), first_from(other.openings, policy)
    if window is None or near is None:
        return f"no hour lies in both {years_words(policy)}"
    from slalang.trials.windows import excluded_by, with_windows
    from slalang.trials.words import in_words

    shown = (
        f"the first hours of `{one.written}` are {spoken(window, one.openings.zone)}, those of `{other.written}` "
        f"{spoken(near, other.openings.zone)}; no hour lies in both {years_words(policy)}"
    )
    commitment = next(iter(excluded_from(exclusion, policy)), None)
    minute = (window[0], window[0] + MINUTE)
    case = with_windows(compiled, exclusion, commitment, (window,), minute) if commitment is not None else None
    return f"{shown}; {in_words(case)}" if case is not None and not excluded_by(case, exclusion) else shown


def _for_nothing(
    exclusion: Exclusion, rule: ast.Exclusion, heading: str, hours: tuple[Hours, ...], policy: Policy
) -> Iterator[Diagnostic]:
    """Where every commitment is measured over hours in which no window can lie."""
    slots = tuple(one.openings for one in hours if one.limits and not one.guard)
    judged = excluded_from(exclusion, policy)
    if not slots or not judged or not exclusion.excludes:
        return
    bases = {id(one.basis): one for one in judged}
    if any(one.measure is not None or isinstance(one.basis, BasisWords) for one in judged):
        return
    if all(_never_in(slots, one, policy) for one in bases.values()):
        first = judged[0]
        assert not isinstance(first.basis, BasisWords)
        window, hour = first_from(slots[0], policy), first_from(first.basis, policy)
        shown = [f"its windows lie in {spoken(window, slots[0].zone)}"] if window is not None else []
        shown += [f"{first.name} counts {spoken(hour, slots[0].zone)}"] if hour is not None else []
        yield Diagnostic(
            f"no window of {exclusion.name} ever lies in the hours over which "
            f"{' or '.join(one.name for one in judged[:3])} is measured",
            rule.name.span,
            clause=heading,
            case=f"{', '.join(shown)}; no hour lies in both {years_words(policy)}",
            hint="leave the exclusion out, or correct its hours or those of the commitment",
        )


def _never_in(slots: tuple[Openings, ...], commitment: Commitment, policy: Policy) -> bool:
    basis = commitment.basis
    assert not isinstance(basis, BasisWords)
    return known(*slots, basis) and common((*slots, basis), policy) is None
