"""What happened and what counts of it: observations, exclusions, windows, runs, slots."""

from __future__ import annotations

from itertools import chain

from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import first_step, quoted
from slalang.values.intervals import normalize


def _inside(told: Told) -> str:
    """In the verdict's period, or in the longer one over which it is judged (T8)."""
    over = first_step(told.verdict, "judged_over")
    return f"in {over.detail}" if over is not None else "in this period"


def _outage(told: Told) -> str:
    many = len(told.step.events) > 1
    noun = f"outages {told.events} were" if many else f"outage {told.events} was"
    cause = f", caused by {told.detail}" if told.detail else ""
    if not told.step.intervals:
        return f"{noun} reported{cause}{told.cited}"
    return f"{noun} reported{cause}: down {told.when}, {told.length} of it {_inside(told)}{told.cited}"


def _outage_part(told: Told) -> str:
    if not told.step.intervals:
        since = f", since that is done only where {told.detail}" if told.detail else ""
        return f"nothing of outage {told.events} is judged{since}{told.cited}"
    where = f", where {told.detail}" if told.detail else ""
    return f"what is judged of outage {told.events} is {told.length}: {told.when}{where}{told.cited}"


def _outage_not_counted(told: Told) -> str:
    why = told.words or "its severity or degree is not one that is watched"
    when = f" ({told.when})" if told.step.intervals else ""
    return f"outage {told.events}{when} does not count: {why}{told.cited}"


def _probe_run(told: Told) -> str:
    seen = f" ({told.events})" if told.step.events else ""
    needed = f"{told.limit} {'is' if told.limit.startswith('1 ') else 'are'} needed" if told.limit else ""
    remarks = "; ".join(part for part in (needed, told.words) if part)
    return (
        f"failed checks{seen} show it down {told.when}, {told.length} {_inside(told)}"
        f"{f' ({remarks})' if remarks else ''}{told.cited}"
    )


def _unobserved(told: Told) -> str:
    taken = f"; {told.detail or told.limit}" if told.detail or told.limit else ""
    seen = "too little" if first_step(told.verdict, "silent_location") else "nothing"
    return f"{seen} was observed {told.when}, {told.length} together{taken}{told.cited}"


def _silent_location(told: Told) -> str:
    whom = f"the location “{told.detail}”" if told.detail else "the probes without a location"
    return f"nothing was heard from {whom} {told.when}, and the others do not settle what that time was{told.cited}"


def _not_all_locations(told: Told) -> str:
    return f"{told.length} ({told.when}) failed as seen from too few of the locations to count{told.as_written}{told.cited}"


def _not_enough_parts(told: Told) -> str:
    parts = "resources" if first_step(told.verdict, "resource", "resources") else "components"
    some = f"in {told.length} ({told.when}) some of the {parts} were down"
    return f"{some}, and not as many as it takes{told.as_written}{told.cited}"


def _outage_excluded(told: Told) -> str:
    fall = "outages {} fall" if len(told.step.events) > 1 else "outage {} falls"
    phrase = f"“{told.limit}” of {told.name}" if told.limit else told.name
    return f"{fall.format(told.events)} under {phrase}{told.cited}"


def _excluded_by_cause(told: Told) -> str:
    fell = (s.intervals for s in told.verdict.because if s.what == "outage_excluded" and s.name == told.step.name)
    when = "" if normalize(chain.from_iterable(fell)) == told.step.intervals else f": {told.when}"
    return f"in all, {told.name} excludes {told.length} of downtime{when}{told.cited}{_also(told)}"


def _also(told: Told) -> str:
    if not told.step.also:
        return ""
    return f"; {quoted(told.step.also)} would have excluded some of the same time as well"


def _window(told: Told) -> str:
    windows = f"{_window_noun(told)} is accepted as a window of {told.name}"
    return f"{windows}: {told.when}{told.tail()}{told.cited}"


def _window_void(told: Told) -> str:
    when = f" {told.when}" if told.step.intervals else ""
    return (
        f"{_window_noun(told)}{when} does not keep to {_condition(told)}{told.tail()}{told.cited}, "
        f"so {told.name} excludes nothing of it"
    )


def _window_limited(told: Told) -> str:
    kept = "shortens it"
    if told.step.after is not None:
        kept = f"leaves {told.after if told.step.after else 'none'} of {told.before}"
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


def _window_noun(told: Told) -> str:
    return f"maintenance {told.events}" if told.step.events else "the recurring window"


def _condition(told: Told) -> str:
    return f"“{told.limit}”" if told.limit else "a condition"


def _too_short(told: Told) -> str:
    runs = f"{told.length} of downtime lies in stretches too short to count{told.as_written}"
    return f"{runs}: {told.when}{told.tail()}{told.cited}"


def _run_allowance(told: Told) -> str:
    return (
        f"of longer runs of downtime only what lies beyond the allowance counts{told.as_written}, "
        f"so {told.length} does not: {told.when}{told.tail()}{told.cited}"
    )


def _rounding(told: Told) -> str:
    return f"rounding{told.as_written} drops {told.length} of the downtime: {told.when}{told.tail()}{told.cited}"


def _outside(told: Told) -> str:
    hours = f" of {told.name}" if told.step.name else ""
    time = f"{told.length} of the period lies outside the time that is judged{hours}{told.as_written}"
    return f"{time}{told.tail()}{told.cited}"


def _not_covered(told: Told) -> str:
    if not told.step.intervals:
        return f"no subscription covers the period as the agreement asks{told.remark}{told.cited}"
    time = f"{told.length} of the period ({told.when})"
    return f"the subscription does not cover {time}{told.remark}{told.cited}"


def _counted(told: Told) -> str:
    if not told.step.intervals:
        return f"no downtime is left that counts{told.tail()}{told.cited}"
    return f"what is left and counts is {told.length} of downtime: {told.when}{told.tail()}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "outage": _outage,
    "outage_part": _outage_part,
    "outage_not_counted": _outage_not_counted,
    "probe_run": _probe_run,
    "unobserved": _unobserved,
    "silent_location": _silent_location,
    "not_all_locations": _not_all_locations,
    "not_enough_parts": _not_enough_parts,
    "outage_excluded": _outage_excluded,
    "excluded_by_cause": _excluded_by_cause,
    "window": _window,
    "window_void": _window_void,
    "window_limited": _window_limited,
    "covenant_broken": _covenant_broken,
    "excluded_by_window": _excluded_by_window,
    "too_short": _too_short,
    "run_allowance": _run_allowance,
    "rounding": _rounding,
    "outside": _outside,
    "not_covered": _not_covered,
    "counted": _counted,
}
"""How each code is said."""
