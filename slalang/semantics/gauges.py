"""What a promise measures, and what may be a limit or a target of it (C1, C2, D7)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import assert_never

from slalang.semantics.policy import (
    Combine,
    CombineWords,
    Commitment,
    CountTarget,
    DowntimeTarget,
    Executions,
    FromLocations,
    MeanOfSlots,
    Measure,
    ProbeWatch,
    Promised,
    Requests,
    Resources,
    Scale,
    Share,
    ShareTarget,
    Target,
    Values,
    ValueTarget,
)


class Gauge(Enum):
    """What a promise measures; the value says it in the words of a message."""

    TIME = "time"
    REQUESTS = "requests"
    SLOTS = "the mean of slots"
    EXECUTIONS = "executions"
    VALUES = "values"
    KEPT = "what is kept"


SCALES: dict[Gauge, tuple[Scale, ...]] = {
    Gauge.TIME: (Scale.SHARE, Scale.TIME, Scale.NUMBER),
    Gauge.REQUESTS: (Scale.SHARE, Scale.NUMBER),
    Gauge.SLOTS: (Scale.SHARE,),
    Gauge.EXECUTIONS: (Scale.SHARE, Scale.NUMBER),
    Gauge.VALUES: (Scale.NUMBER,),
    Gauge.KEPT: (Scale.SHARE,),
}
"""On which scales something measured has limits (C2)."""

EXAMPLES = {
    Scale.SHARE: "a percentage, as in `below 99%`",
    Scale.TIME: "a length, as in `above 4 hours`",
    Scale.NUMBER: "a number, as in `above 120`",
}
"""How a limit on each scale is written."""

_SUBJECTS = {
    Gauge.TIME: "availability",
    Gauge.REQUESTS: "the share of good requests",
    Gauge.SLOTS: "the mean of the slots",
    Gauge.EXECUTIONS: "the share of good executions",
    Gauge.VALUES: "the value",
    Gauge.KEPT: "the share that is kept",
}
_NUMBERS = {
    Gauge.TIME: "the number of times it was down",
    Gauge.REQUESTS: "the number of failed requests",
    Gauge.EXECUTIONS: "the number of bad executions",
    Gauge.VALUES: "the value",
}


def gauge_of(measure: Measure | None) -> Gauge:
    """What a commitment measures: time, where it has no measure of its own (D7)."""
    if measure is None:
        return Gauge.TIME
    match measure.of:
        case Requests():
            return Gauge.REQUESTS
        case MeanOfSlots():
            return Gauge.SLOTS
        case Executions():
            return Gauge.EXECUTIONS
        case Values():
            return Gauge.VALUES
        case _:
            assert_never(measure.of)


def gauge(promise: Commitment | Share) -> Gauge:
    """What a commitment or a share measures."""
    return Gauge.KEPT if isinstance(promise, Share) else gauge_of(promise.measure)


def subject(of: Gauge | None, scale: Scale) -> str:
    """What is limited, in words: `availability`, `downtime`, `the value`; `of` None where that is in error."""
    match scale:
        case Scale.SHARE:
            return _SUBJECTS[of or Gauge.TIME]
        case Scale.TIME:
            return "downtime"
        case Scale.NUMBER:
            return _NUMBERS.get(of or Gauge.VALUES, "the number")
        case _:
            assert_never(scale)


def target_scale(target: Promised) -> Scale:
    """The scale of a target's figure (C1, C2)."""
    match target:
        case ShareTarget():
            return Scale.SHARE
        case DowntimeTarget():
            return Scale.TIME
        case CountTarget() | ValueTarget():
            return Scale.NUMBER
        case _:
            assert_never(target)


def promised(targets: Iterable[Target]) -> tuple[Promised, ...]:
    """The targets that promise something."""
    return tuple(t for t in targets if isinstance(t, ShareTarget | DowntimeTarget | CountTarget | ValueTarget))


def scales_of(targets: Iterable[Target]) -> frozenset[Scale]:
    """The scales of several targets."""
    return frozenset(target_scale(target) for target in promised(targets))


def attributes_of(combined: Combine | None, which: Resources | None, probes: ProbeWatch | None) -> frozenset[str] | None:
    """The attributes that what is judged on its own has; None for a resource, which has any (C1, D3)."""
    if which is not None and combined is CombineWords.EACH:
        return None
    grouped = frozenset(which.grouped_by if which is not None else ())
    each = probes is not None and probes.locations is FromLocations.EACH
    return grouped | {"location"} if each else grouped
