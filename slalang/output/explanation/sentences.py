"""What each step of an explanation says: one short function for each code of `Step.what`.

A code without a function here gets a sentence made of whatever the step holds, so that nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.output.civil_times import deadline, period_words, spans
from slalang.output.explanation.wording import (
    STATUS_WORDS,
    because_of,
    clauses_cited,
    events_named,
    listed,
    quoted,
    sentence_of,
)
from slalang.output.figures import duration, figure, percent_in_full
from slalang.time.zones import Zone
from slalang.values.intervals import measure
from slalang.values.verdicts import CreditState, Figure, Status, Step, Verdict


@attrs.frozen(slots=True)
class Told:
    """A step with what its sentence needs beside it: its verdict, and the zone of the civil times."""

    step: Step
    verdict: Verdict
    zone: Zone

    @property
    def events(self) -> str:
        return events_named(self.step.events)

    @property
    def when(self) -> str:
        return spans(self.step.intervals, self.zone)

    @property
    def length(self) -> str:
        return duration(measure(self.step.intervals))

    @property
    def cited(self) -> str:
        return clauses_cited(self.step.clauses)

    @property
    def name(self) -> str:
        return f"“{self.step.name}”" if self.step.name else "the policy"

    @property
    def limit(self) -> str:
        return self.step.limit or ""

    @property
    def detail(self) -> str:
        return self.step.detail

    @property
    def before(self) -> str:
        return self.figure(self.step.before)

    @property
    def after(self) -> str:
        return self.figure(self.step.after)

    def figure(self, value: Figure | None) -> str:
        """A figure of the step in words; nothing where there is none."""
        return "" if value is None else figure(value, self.step.unit, self.verdict.credit.currency)

    def tail(self) -> str:
        """The step's own remark in brackets, where it has one."""
        return f" ({self.detail.rstrip('.')})" if self.detail else ""


Saying: TypeAlias = Callable[[Told], str]


def step_sentence(step: Step, verdict: Verdict, zone: Zone) -> str:
    """What one step says, as one or a few sentences with clause and the author's reason (V3, P6)."""
    told = Told(step, verdict, zone)
    return sentence_of(_SAYINGS.get(step.what, _anything)(told)) + because_of(step.reason)


def _anything(told: Told) -> str:
    step = told.step
    parts = [step.what.replace("_", " ")]
    if step.name:
        parts.append(f"by {told.name}")
    if step.limit:
        parts.append(f"({step.limit})")
    if step.events:
        parts.append(f"for {told.events}")
    if step.intervals:
        parts.append(f"{told.when}, {told.length} together")
    if step.before is not None and step.after is not None:
        parts.append(f"from {told.before} to {told.after}")
    elif step.before is not None or step.after is not None:
        parts.append(f"figure: {told.before or told.after}")
    if step.also:
        parts.append(f"also {quoted(step.also)}")
    return " ".join(parts) + told.tail() + told.cited


# ------------------------------------------------------------------------------ what was observed


def _outage(told: Told) -> str:
    many = len(told.step.events) > 1
    noun = f"outages {told.events} were" if many else f"outage {told.events} was"
    cause = f", caused by {told.detail}" if told.detail else ""
    if not told.step.intervals:
        return f"{noun} reported{cause}{told.cited}"
    return f"{noun} reported{cause}: down {told.when}, {told.length} of it in this period{told.cited}"


def _outage_not_counted(told: Told) -> str:
    why = told.detail or "its severity or degree is not one that is watched"
    when = f" ({told.when})" if told.step.intervals else ""
    return f"outage {told.events}{when} does not count: {why}{told.cited}"


def _probe_run(told: Told) -> str:
    seen = f" ({told.events})" if told.step.events else ""
    return f"failed checks{seen} show it down {told.when}, {told.length} in this period{told.tail()}{told.cited}"


def _unobserved(told: Told) -> str:
    taken = f"; {told.detail or told.limit}" if told.detail or told.limit else ""
    return f"nothing was observed {told.when}, {told.length} together{taken}{told.cited}"


# ------------------------------------------------------------------------------ what is taken out


def _also(told: Told) -> str:
    if not told.step.also:
        return ""
    return f"; {quoted(told.step.also)} would have excluded some of the same time as well"


def _excluded_by_cause(told: Told) -> str:
    what = f" of outage {told.events}" if told.step.events else ""
    time = f"{told.length}{what} ({told.when})" if told.step.intervals else f"outage {told.events}"
    return f"{time} is excluded by {told.name}{_for(told)}{told.cited}{_also(told)}"


def _for(told: Told) -> str:
    return f": {told.detail}" if told.detail else ""


def _window_noun(told: Told) -> str:
    return f"maintenance {told.events}" if told.step.events else "the recurring window"


def _window(told: Told) -> str:
    windows = f"{_window_noun(told)} is accepted as a window of {told.name}"
    return f"{windows}: {told.when}{told.tail()}{told.cited}"


def _condition(told: Told) -> str:
    return f"“{told.limit}”" if told.limit else "a condition"


def _window_void(told: Told) -> str:
    when = f" {told.when}" if told.step.intervals else ""
    return (
        f"{_window_noun(told)}{when} does not keep to {_condition(told)}{told.tail()}{told.cited}, "
        f"so {told.name} excludes nothing of it"
    )


def _window_limited(told: Told) -> str:
    kept = f"leaves {told.after} of {told.before}" if told.step.after is not None else "shortens it"
    beyond = f" ({told.when})" if told.step.intervals else ""
    return (
        f"{_window_noun(told)}: {_condition(told)} {kept} to {told.name}{told.tail()}{told.cited}; "
        f"what lies beyond{beyond} is not excluded"
    )


def _covenant_broken(told: Told) -> str:
    return (
        f"{_window_noun(told)} does not keep to {_condition(told)} of {told.name}{told.tail()}{told.cited}; "
        "it stays excluded all the same, and the broken promise is reported as a finding"
    )


def _excluded_by_window(told: Told) -> str:
    works = f" (maintenance {told.events})" if told.step.events else ""
    return (
        f"{told.length} of the downtime lies inside valid windows{works} and is excluded by {told.name}: "
        f"{told.when}{told.tail()}{told.cited}{_also(told)}"
    )


def _too_short(told: Told) -> str:
    runs = f"{told.length} of downtime lies in stretches too short to count{_as_written(told)}"
    return f"{runs}: {told.when}{told.tail()}{told.cited}"


def _allowance(told: Told) -> str:
    let_off = f"the first part of each stretch is let off{_as_written(told)}, {told.length} together"
    return f"{let_off}: {told.when}{told.tail()}{told.cited}"


def _rounding(told: Told) -> str:
    how = f"rounding the downtime{_as_written(told)}"
    if told.step.before is not None and told.step.after is not None:
        return f"{how} makes {told.after} of {told.before}{told.tail()}{told.cited}"
    return f"{how} drops {told.length}: {told.when}{told.tail()}{told.cited}"


def _as_written(told: Told) -> str:
    return f" (“{told.limit}”)" if told.limit else ""


def _outside(told: Told) -> str:
    hours = f" of {told.name}" if told.step.name else ""
    time = f"{told.length} of the period lies outside the time that is judged{hours}{_as_written(told)}"
    return f"{time}{told.tail()}{told.cited}"


def _not_covered(told: Told) -> str:
    if not told.step.intervals:
        return f"no subscription covers the period as the agreement asks{_for(told)}{told.cited}"
    time = f"{told.length} of the period ({told.when})"
    return f"the subscription does not cover {time}{_for(told)}{told.cited}"


# ------------------------------------------------------------------------------ what is left, and the target


def _counted(told: Told) -> str:
    if not told.step.intervals:
        return f"no downtime is left that counts{told.tail()}{told.cited}"
    return f"what is left and counts is {told.length} of downtime: {told.when}{told.tail()}{told.cited}"


def _availability(told: Told) -> str:
    share = told.step.after
    if not isinstance(share, int | Fraction):
        return f"no availability can be reckoned{told.tail()}{told.cited}"
    basis = told.step.before
    of = f"of {duration(basis)} " if isinstance(basis, int | Fraction) else ""
    return f"{of}the rest is an availability of {percent_in_full(Fraction(share))}{told.tail()}{told.cited}"


def _rounded_share(told: Told) -> str:
    how = f", {told.detail or told.limit}" if told.detail or told.limit else ""
    return f"the policy rounds this{how}: {told.before} becomes {told.after}{told.cited}"


def _target(told: Told) -> str:
    status = str(told.step.after or told.verdict.status)
    word = STATUS_WORDS[Status(status)] if status in set(Status) else status
    return f"the agreement promises {_promise(told.limit)}{told.tail()}{told.cited}: {word}"


def _promise(limit: str) -> str:
    return limit.removeprefix("available ") or "a target"


def _no_target(told: Told) -> str:
    return f"there is no target for this customer{told.tail()}{told.cited}"


def _not_in_force(told: Told) -> str:
    why = told.verdict.reason or told.detail or told.limit
    return f"the agreement is not in force in this period{': ' + why if why else ''}{told.cited}"


def _judged_over(told: Told) -> str:
    longer = period_words(told.detail) if told.detail else "a longer period that holds it"
    return f"the period is judged by {longer}{told.cited}"


# ------------------------------------------------------------------------------ the credit


def _row(told: Told) -> str:
    earns = f" and earns {told.after}" if told.step.after is not None else ""
    limit = f"“{told.limit}”" if told.limit else "for a missed target"
    return f"the credit row {limit} applies{earns}{told.tail()}{told.cited}"


def _hole(told: Told) -> str:
    limit = f": none covers availability {told.limit}" if told.limit else ""
    return f"the credit rows leave a hole here{limit}, so no credit follows{told.tail()}{told.cited}"


def _no_row(told: Told) -> str:
    return f"no credit row applies{told.tail()}{told.cited}"


def _base(told: Told) -> str:
    of = f", from the charges {told.events}" if told.step.events else ""
    return f"the credit is reckoned on {told.after or 'no charges'}{of}{told.tail()}{told.cited}"


def _award(told: Told) -> str:
    rule = told.detail or told.limit
    if told.step.before is None:
        return f"the credit is {told.after}{f' ({rule})' if rule else ''}{told.cited}"
    return f"{rule or 'the credit'} of {told.before} is {told.after}{told.cited}"


def _cap(told: Told) -> str:
    bounded = f"from {told.before} to {told.after}"
    return f"the credit is lowered {bounded}{_as_written(told)}{told.tail()}{told.cited}"


def _floor(told: Told) -> str:
    bounded = f"from {told.before} to {told.after}"
    return f"the credit is raised {bounded}{_as_written(told)}{told.tail()}{told.cited}"


def _least_payable(told: Told) -> str:
    least = f"{told.before or 'the credit'} does not reach what is payable at all{_as_written(told)}"
    return f"{least}, so {told.after or 'nothing'} is owed{told.tail()}{told.cited}"


def _rounded_money(told: Told) -> str:
    how = f" ({told.limit or told.detail})" if told.limit or told.detail else ""
    if told.step.before == told.step.after:
        return f"rounding the credit{how} changes nothing: it is {told.after}{told.cited}"
    return f"the credit is rounded once, at the end{how}: {told.before} becomes {told.after}{told.cited}"


def _claim(told: Told) -> str:
    match str(told.step.after or told.verdict.credit.state):
        case CreditState.DUE:
            return f"the credit is given without a claim{told.cited}"
        case CreditState.DISCRETIONARY:
            return f"whether the credit is given lies in the provider's discretion{told.cited}"
        case state:
            came = f"claim {told.events} was made" if told.step.events else "no claim was made"
            lacks = f", without {told.detail}" if told.detail and told.step.events else ""
            return f"{came}{lacks}{_as_written(told)}, so the credit is {state}{told.cited}"


def _missing(told: Told) -> str:
    what = f"“{told.step.name}”" if told.step.name else "something that the policy needs"
    return f"{what} is missing{_for(told)}{told.cited}"


def _budget(told: Told) -> str:
    return f"until {told.limit or 'the target'} there remain {told.after}{told.tail()}{told.cited}"


# ------------------------------------------------------------------------------ rights


def _miss(told: Told) -> str:
    period, _, component = told.detail.partition(", ")
    name = "/".join(part for part in (told.step.name, component) if part)
    of = f" of “{name}”" if name else ""
    return f"{period_words(period) if period else 'a period'} is a miss{of}{told.cited}"


def _right(word: str) -> Saying:
    def say(told: Told) -> str:
        ground = f" (“{told.limit}”)" if told.limit else ""
        periods = listed(period_words(name) for name in told.detail.split(", ") if name)
        return f"the right {told.name} {word}{ground}{f', from {periods}' if periods else ''}{told.cited}"

    return say


def _lapsed(told: Told) -> str:
    lapses = told.verdict.lapses_at
    when = f" at {deadline(lapses, told.zone)}" if lapses is not None else ""
    return f"the right {told.name} was not used in time and lapsed{when}{told.tail()}{told.cited}"


_SAYINGS: dict[str, Saying] = {
    "outage": _outage,
    "outage_not_counted": _outage_not_counted,
    "probe_run": _probe_run,
    "unobserved": _unobserved,
    "excluded_by_cause": _excluded_by_cause,
    "window": _window,
    "window_void": _window_void,
    "window_limited": _window_limited,
    "covenant_broken": _covenant_broken,
    "excluded_by_window": _excluded_by_window,
    "too_short": _too_short,
    "allowance": _allowance,
    "rounding": _rounding,
    "rounded_slots": _rounding,
    "rounded_run": _rounding,
    "outside": _outside,
    "not_covered": _not_covered,
    "counted": _counted,
    "availability": _availability,
    "rounded_share": _rounded_share,
    "target": _target,
    "no_target": _no_target,
    "not_in_force": _not_in_force,
    "judged_over": _judged_over,
    "row": _row,
    "hole": _hole,
    "no_row": _no_row,
    "base": _base,
    "award": _award,
    "cap": _cap,
    "floor": _floor,
    "least_payable": _least_payable,
    "rounded_money": _rounded_money,
    "claim": _claim,
    "missing": _missing,
    "budget": _budget,
    "miss": _miss,
    "arisen": _right("has arisen"),
    "not_arisen": _right("has not arisen"),
    "exercised": _right("was exercised"),
    "lapsed": _lapsed,
}
