"""A verdict as prose: what was found, how it came about step by step, what else a reader must know (V3)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from slalang.output.civil_times import period_words
from slalang.output.explanation.opening import dates_of_right, judged_sentence, measured_sentence
from slalang.output.explanation.owed import credited_sentence
from slalang.output.explanation.sentences import step_sentence
from slalang.output.explanation.wording import (
    STATUS_WORDS,
    TIMED,
    clauses_cited,
    finding_sentence,
    group_words,
    in_business_hours,
)
from slalang.output.figures import decimal_text, duration, elapsed, money
from slalang.output.visible import visible
from slalang.time.zones import Zone
from slalang.values.intervals import EMPTY, union
from slalang.values.verdicts import Budget, Kind, ReadingOutcome, Step, Verdict

_OUTCOMES = ("clock_outcome", "duty_outcome")
"""Steps that say what the opening says."""


_BAD = {
    "runs": ("run of downtime", "runs of downtime"),
    "requests": ("failed request", "failed requests"),
    "executions": ("bad execution", "bad executions"),
    "slots": ("bad slot", "bad slots"),
}
"""What there is room for more of, one and several, by the unit of the measure."""


@attrs.frozen(slots=True)
class Section:
    """A part of an explanation: a heading ("" for the opening) and its paragraphs of a few sentences."""

    heading: str
    paragraphs: tuple[str, ...]
    numbered: bool = False


def explain(verdict: Verdict, zone: Zone) -> tuple[Section, ...]:
    """A verdict in plain sentences, in the order in which it came about; empty sections are absent.

    `zone` is that of the civil times shown. Figures are exact, or say where they were cut.
    """
    sections = (
        Section("", (_opening(verdict, zone), f"Times are those of {zone.name}.")),
        Section("How this comes about", _steps(verdict, zone), numbered=True),
        Section("What remains", _budget(verdict)),
        Section("What else to know", tuple(finding_sentence(finding) for finding in verdict.findings)),
        Section("How the text is read", _readings(verdict)),
    )
    return tuple(
        attrs.evolve(section, paragraphs=tuple(visible(text) for text in section.paragraphs))
        for section in sections
        if section.paragraphs
    )


def explanation_title(verdict: Verdict) -> str:
    """One line that says which verdict this is and how it stands."""
    about = [verdict.customer] if verdict.customer is not None else []
    about.append(verdict.commitment)
    about += [part for part in (verdict.component, verdict.ticket, verdict.event) if part is not None]
    about += [group_words(verdict.group)] if verdict.group else []
    if verdict.period is not None:
        about.append(period_words(verdict.period.name))
    so_far = " so far" if verdict.provisional else ""
    return visible(f"{', '.join(about)}: {STATUS_WORDS[verdict.status]}{so_far}")


def _opening(verdict: Verdict, zone: Zone) -> str:
    found = (
        measured_sentence(verdict, zone),
        judged_sentence(verdict, zone),
        credited_sentence(verdict, zone) if verdict.kind is not Kind.RIGHT else dates_of_right(verdict, zone),
    )
    return " ".join(sentence for sentence in found if sentence)


def _steps(verdict: Verdict, zone: Zone) -> tuple[str, ...]:
    reasons: set[str] = set()
    told: dict[str, None] = {}
    steps = [step for step in verdict.because if step.what != "reading"]
    if steps and steps[-1].what in _OUTCOMES:
        steps.pop()
    for step in _joined(steps):
        # A reason is given once, with the first step that rests on it.
        told[step_sentence(attrs.evolve(step, reason=None) if step.reason in reasons else step, verdict, zone)] = None
        reasons |= {step.reason} if step.reason else set()
    return tuple(told)


def _joined(steps: Iterable[Step]) -> Iterable[Step]:
    """The steps, with what differs in time and events only made into one.

    So the occurrences of a recurring window are one step, and so are the outages under one phrase of an exclusion.
    """
    joined: dict[Step, Step] = {}
    for step in steps:
        recurring = step.what == "window" and not step.events
        key = _apart_from_time(step) if recurring or step.what == "outage_excluded" else step
        earlier = joined.get(key)
        joined[key] = step if earlier is None else _together(earlier, step)
    return joined.values()


def _together(one: Step, other: Step) -> Step:
    events = (*one.events, *(event for event in other.events if event not in one.events))
    return attrs.evolve(one, events=events, intervals=union(one.intervals, other.intervals))


def _apart_from_time(step: Step) -> Step:
    return attrs.evolve(step, events=(), intervals=EMPTY, before=None, after=None, detail="")


def _budget(verdict: Verdict) -> tuple[str, ...]:
    if not verdict.provisional or verdict.budget is None:
        return ()
    if verdict.kind in TIMED:
        return tuple(_time_left(budget, verdict) for budget in verdict.budget)
    left = _misses_left if verdict.kind is Kind.SHARE else _left
    return tuple(left(budget) for budget in verdict.budget)


def _misses_left(budget: Budget) -> str:
    to = "the target" if budget.to == "target" else f"“{budget.to}”"
    number = decimal_text(abs(Fraction(budget.left)))
    return f"Misses too many for {to}: {number}." if budget.left < 0 else f"Misses that are left up to {to}: {number}."


def _time_left(budget: Budget, verdict: Verdict) -> str:
    length = (duration if in_business_hours(verdict) else elapsed)(budget.left)
    if budget.left < 0:
        return f"The deadline is {length} past."
    if verdict.due_at is None:
        one = length.startswith("1 ") and length.count(" ") == 1
        return f"Once it runs on, {length} {'is' if one else 'are'} left up to the deadline."
    return f"What is left up to the deadline: {length}."


def _left(budget: Budget) -> str:
    to = "the target" if budget.to == "target" else f"“{budget.to}”"
    passed = budget.left < 0
    amount = Fraction(-budget.left if passed else budget.left)
    if budget.unit == "us":
        length = duration(amount)
        if passed:
            return f"The downtime is already {length} beyond {to}."
        return f"Up to {to} there is room for {length} more downtime that counts."
    number = decimal_text(amount)
    one, several = _BAD.get(budget.unit, (budget.unit, budget.unit))
    unit = one if amount == 1 else several
    if passed and budget.unit != "runs":
        # Good ones that follow may make up for them.
        return f"So far that is {f'{number} {unit}'.strip()} too many for {to}."
    if passed:
        return f"The measure is already {f'{number} {unit}'.strip()} beyond {to}."
    return f"Up to {to} there is room for {f'{number} more {unit}'.strip()}."


def _readings(verdict: Verdict) -> tuple[str, ...]:
    """What every reading gives: first the ones that govern, then those that would change the verdict (P6)."""
    steps = {step.name: step for step in verdict.because if step.what == "reading"}
    told: list[tuple[int, str]] = []
    for name, outcome in verdict.readings or ():
        if name not in steps and verdict.kind in (*TIMED, Kind.SHARE):
            continue
        step = steps.get(name, Step("P6", "reading"))
        reason = f": “{' '.join(step.reason.split()).rstrip('.')}”" if step.reason else ""
        read = f"“{name}”{clauses_cited(step.clauses)}"
        if step.detail == "governs":
            told.append((0, f"The text is read as {read}{reason}."))
        elif outcome.differs:
            told.append((1, f"Read as {read}, it would be {_outcome(outcome, verdict)}{reason}."))
        else:
            told.append((2, f"Read as {read}, nothing would change{reason}."))
    return tuple(text for _, text in sorted(told, key=lambda pair: pair[0]))


def _outcome(outcome: ReadingOutcome, verdict: Verdict) -> str:
    status = STATUS_WORDS[outcome.status]
    if outcome.amount is None or (not outcome.amount and verdict.credit.points):
        return status
    return f"{status}, with a credit of {money(outcome.amount, verdict.credit.currency)}"
