"""What counts of requests say: sums of slots, and the slots that are bad by their error rate (O3, D1, D7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.engine.customers import ends_known
from slalang.engine.observation.observations import BEGINNING, Bad, Seen, Sort, fails, known_at
from slalang.engine.observation.probes import Takers
from slalang.engine.observation.sources import agree
from slalang.semantics.policy import Commitment, CountWatch, EmptySlotRule, SourceRule, UnevenRule
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Counts
from slalang.values.instants import HOUR, MINUTE, SECOND
from slalang.values.intervals import EMPTY, Interval, Intervals, clip, measure, normalize, subtract
from slalang.values.wire_forms import shown

_MOST_SHARES = 1_000_000
"""Over how many slots the counts of one part may be spread, so that a mistake in a year does not take minutes."""

Cells: TypeAlias = Callable[[int, int], Sequence[Interval]]
"""The slots, or periods, that an interval touches, in order; one of no length touches the one that holds it."""


@attrs.frozen(slots=True)
class Fit:
    """What an interval has to fit, in words, and for which commitment."""

    cells: str
    commitment: str


@attrs.define(slots=True)
class Sums:
    """What was counted in one slot: all requests, the failed ones, and the good ones by the score of their class (D7)."""

    total: int | Fraction = 0
    failed: int | Fraction = 0
    good: int | Fraction = 0
    ids: list[str] = attrs.field(factory=list)
    known: tuple[int, str] | None = None

    def add(self, event: Counts, share: Fraction | None, score: Fraction | int) -> None:
        """Add the share of an event's requests that falls into the slot; None is all of them."""
        total = event.total if share is None else whole(event.total * share)
        failed = event.failed if share is None else whole(event.failed * share)
        self.total += total
        self.failed += failed
        self.good += whole((total - failed) * score)
        self.ids.append(event.id)
        known = known_at(event)
        self.known = known if self.known is None else min(self.known, known)


def whole(number: int | Fraction) -> int | Fraction:
    """A number as an integer where it is one, which is quicker to reckon with."""
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def admits(classes: tuple[str, ...] | None, class_: str | None) -> bool:
    """Whether a commitment admits a class of requests or executions (O3)."""
    return classes is None or class_ in classes


def sums_by_cell(
    events: Iterable[Counts],
    cells: Cells,
    uneven: UnevenRule | None,
    as_of: int,
    fit: Fit,
    scores: Mapping[str | None, Fraction] | None = None,
    gone: Callable[[Counts], Intervals] | None = None,
) -> dict[Interval, Sums]:
    """The sums of each slot over some counts; PolicyError for an interval that lies in several, unless it is spread (D1).

    `fit` says what an interval has to fit; `gone` is the time that is taken out of an event: an interval goes if it
    lies in it wholly, of one that is spread the part inside.
    """
    found: dict[Interval, Sums] = {}
    shares = 0
    for event in events:
        start, end = event.start_at, ends_known(event.end_at, as_of)
        if start > as_of:
            continue
        touched = cells(start, event.end_at)
        score = scores.get(event.class_, Fraction(1)) if scores else 1
        out = clip(gone(event), start, max(end, start + 1)) if gone is not None else EMPTY
        left = subtract(((start, end),), out)
        if len(touched) > 1 and uneven is not UnevenRule.SPREAD:
            raise PolicyError([_misfit(event, touched, fit)])
        if start == end:
            if not out:
                found.setdefault(touched[0], Sums()).add(event, None, score)
            continue
        if not left:
            continue
        if len(touched) == 1 and (not out or uneven is not UnevenRule.SPREAD):
            found.setdefault(touched[0], Sums()).add(event, None, score)
            continue
        for low, high in touched:
            inside = measure(clip(left, low, high))
            if inside > 0:
                found.setdefault((low, high), Sums()).add(event, Fraction(inside, end - start), score)
        shares += len(touched)
        if shares > _MOST_SHARES:
            raise PolicyError([_too_many(event)])
    return found


def slots_of(us: int) -> Cells:
    """The slots of a length on the UTC grid."""

    def touched(start: int, end: int) -> Sequence[Interval]:
        first, last = start // us, max(start, end - 1) // us
        if first == last:
            return ((first * us, (first + 1) * us),)
        # One more than may be spread is enough to say that they are too many.
        return tuple((i * us, (i + 1) * us) for i in range(first, min(last, first + _MOST_SHARES) + 1))

    return touched


def _misfit(event: Counts, touched: Sequence[Interval], fit: Fit) -> Diagnostic:
    where = f'{fit.cells} of the commitment "{fit.commitment}"'
    return Diagnostic(
        f"counts {shown(event.id)}: the interval from `start` to `end` lies in more than one of {where}",
        event.span,
        code="counts-misfit",
        field="end",
        text=f"It touches {len(touched)} of them." if len(touched) <= _MOST_SHARES else "",
        hint=f"send an event for each of {fit.cells}; or write `counts that fit no slot are spread evenly` in the policy",
    )


def _too_many(event: Counts) -> Diagnostic:
    return Diagnostic(
        f"counts {shown(event.id)}: with it, counts are spread over more than {_MOST_SHARES:,} slots",
        event.span,
        code="counts-spread-too-wide",
        field="end",
        hint="check `start` and `end` of the event, or send an event for each slot",
    )


def length_words(us: int) -> str:
    """A slot's length in words: `5 minutes`."""
    for unit, size in (("hour", HOUR), ("minute", MINUTE), ("second", SECOND)):
        if us % size == 0:
            return f"{us // size} {unit}{'' if us == size else 's'}"
    return f"{us} microseconds"


# ---------------------------------------------------------------------------------------------- slots as bad time


def count_slots(
    commitment: Commitment, watch: CountWatch, streams: Sequence[Sequence[Counts]], as_of: int, takers: Takers
) -> Seen:
    """The slots of one part that are bad by their error rate; `streams` hold the counts of each source (O3, O8, D1)."""
    fit, uneven = Fit(f"the slots of {length_words(watch.us)}", commitment.name), commitment.uneven
    found = [
        sums_by_cell((e for e in stream if admits(watch.classes, e.class_)), slots_of(watch.us), uneven, as_of, fit)
        for stream in streams
    ]
    if watch.sources is not None and watch.sources.rule is SourceRule.FIRST:
        return _judged(watch, _first_known(found), as_of, takers)
    return agree(watch.sources, [_judged(watch, slots, as_of, takers) for slots in found], watch.cited)


def _first_known(found: Sequence[Mapping[Interval, Sums]]) -> dict[Interval, Sums]:
    """In each slot what the source counted whose counts became known first (O8)."""
    first: dict[Interval, Sums] = {}
    for slots in found:
        for slot, sums in slots.items():
            other = first.get(slot)
            if other is None or (other.known is not None and sums.known is not None and sums.known < other.known):
                first[slot] = sums
    return first


def _judged(watch: CountWatch, slots: Mapping[Interval, Sums], as_of: int, takers: Takers) -> Seen:
    """Every slot as bad, up, left out or unknown; one that still runs is judged by what is known, up to `as_of` (D1, D7)."""
    bad: list[Bad] = []
    out: list[Interval] = []
    quiet: list[Bad] = []
    for (low, high), sums in slots.items():
        start, end = low, min(high, as_of)
        if start >= end:
            continue
        sort = Sort.COUNT_SLOT
        into = bad
        if not sums.total:
            if watch.empty is EmptySlotRule.LEFT_OUT:
                out.append((start, end))
            if watch.empty is not EmptySlotRule.DOWN:
                continue
            sort = Sort.EMPTY_SLOT
        elif not fails(watch.failing, sums.failed, sums.total):
            continue
        elif sums.total < watch.least:
            sort, into = Sort.LOW_TRAFFIC, quiet
        into.append(
            Bad(
                ((start, end),),
                tuple(sums.ids),
                sort=sort,
                known=sums.known or (BEGINNING, ""),
                failed=sums.failed,
                total=sums.total,
                taken_by=takers(start, end),
                slot_at=low,
            )
        )
    unknown = subtract(((BEGINNING, as_of),), normalize(slots))
    return Seen(tuple(bad), unknown, normalize(out), aside=tuple(quiet))
