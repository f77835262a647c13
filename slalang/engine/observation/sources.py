"""Whom of several sources to believe (O8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar, assert_never

import attrs

from slalang.engine.observation.observations import ALWAYS, Bad, Seen, time_of
from slalang.semantics.policy import Cited, SourceRule, Sources
from slalang.values.events import Recorded
from slalang.values.intervals import Intervals, clip, intersect, normalize, subtract, union
from slalang.values.verdicts import Step

E = TypeVar("E", bound=Recorded)


def streams(sources: Sources | None, events: Iterable[E]) -> tuple[list[E], ...]:
    """The observations of each source that is named, apart and in their order; all of them together where none is."""
    if sources is None:
        return (list(events),)
    found: dict[str, list[E]] = {name: [] for name in sources.names}
    for event in events:
        if event.source in found:
            found[event.source].append(event)
    return tuple(found[name] for name in sources.names)


def admitted(sources: Sources | None, event: Recorded) -> bool:
    """Whether an observation is one of a source that is named."""
    return sources is None or event.source in sources.names


def agree(sources: Sources | None, seen: Sequence[Seen], cited: Cited) -> Seen:
    """What several sources say of one part together; `seen` in the order of their names."""
    if sources is None or len(seen) == 1:
        return seen[0]
    match sources.rule:
        case SourceRule.ONE:
            return seen[0]
        case SourceRule.ANY:
            return any_of(seen)
        case SourceRule.ALL:
            return _all_of(seen, cited)
        case SourceRule.FIRST:
            return _first_of(sources, seen, cited)
        case _:
            assert_never(sources.rule)


def any_of(seen: Sequence[Seen]) -> Seen:
    """Bad where one says so; unknown where one does not know and no other says that it is bad (O5, D1).

    What one says is bad and explained, and what is silent may make count, is unknown unless another's bad time counts.
    """
    bad = tuple(b for one in seen for b in one.bad)
    down = time_of(bad)
    perhaps = normalize(
        span
        for one in seen
        for span in (*subtract(one.unknown, down), *(intersect(one.unknown, time_of(one.bad)) if one.unknown else ()))
    )
    unknown = subtract(perhaps, _net(bad))
    out = _common([one.left_out for one in seen])
    return Seen(bad, unknown, subtract(out, union(down, unknown)), _remarks(seen), _aside(seen))


def _net(bad: Iterable[Bad]) -> Intervals:
    """The bad time that nothing explains (D1)."""
    return time_of(b for b in bad if not b.taken_by)


def _all_of(seen: Sequence[Seen], cited: Cited) -> Seen:
    """Bad where all say so; unknown where one does not know and none is known to be up."""
    raw = [time_of(one.bad) for one in seen]
    agreed = _common(raw)
    # What an excluded outage explains of one source is bad for that source no longer, and so not for all (D1).
    net = _common([_net(one.bad) for one in seen])
    gone = subtract(agreed, net)
    bad = [
        attrs.evolve(b, time=time) for one in seen for b in one.bad if (time := _inside(b.time, gone if b.taken_by else net))
    ]
    perhaps = _common([union(_net(one.bad), one.unknown) for one in seen])
    some = subtract(normalize(span for time in raw for span in time), agreed)
    out = subtract(_common([one.left_out for one in seen]), union(agreed, perhaps))
    remarks = (*_remarks(seen), *_told("not_all_sources", some, cited))
    return Seen(tuple(bad), subtract(perhaps, net), out, remarks, _aside(seen))


def _first_of(sources: Sources, seen: Sequence[Seen], cited: Cited) -> Seen:
    """Of bad time that overlaps or touches, the source whose report became known first governs."""
    everything = sorted(
        ((b.time[0][0], b.time[-1][1], b.known, i, b) for i, one in enumerate(seen) for b in one.bad),
        key=lambda each: each[:4],
    )
    together: list[list[tuple[int, Bad]]] = []
    reach = 0
    for start, end, _, i, b in everything:
        if together and start <= reach:
            together[-1].append((i, b))
            reach = max(reach, end)
        else:
            together.append([(i, b)])
            reach = end
    governs: list[tuple[int, Bad]] = []
    for cluster in together:
        governing = min(cluster, key=lambda pair: (pair[1].known, pair[0]))[0]
        governs += [(i, b) for i, b in cluster if i == governing]
    kept = [b for _, b in governs]
    down = time_of(kept)
    silent = [subtract(one.unknown, time_of(one.bad)) for one in seen]
    governed = [intersect(one.unknown, time_of(b for j, b in governs if j == i)) for i, one in enumerate(seen)]
    unknown = union(subtract(_common(silent), down), subtract(normalize(s for time in governed for s in time), _net(kept)))
    dropped = subtract(normalize(span for one in seen for b in one.bad for span in b.time), down)
    out = subtract(_common([one.left_out for one in seen]), union(down, unknown))
    remarks = (*_remarks(seen), *_told("not_first_source", dropped, cited))
    return Seen(tuple(kept), unknown, out, remarks, _aside(seen))


def _told(what: str, time: Intervals, cited: Cited) -> tuple[Step, ...]:
    if not time:
        return ()
    limit = cited.written or None
    return (Step("O8", what, clauses=cited.clauses, unit="us", intervals=time, limit=limit, reason=cited.reason),)


def _inside(time: Intervals, other: Intervals) -> Intervals:
    """What of a short time lies in a long one."""
    if len(time) == 1:
        return clip(other, *time[0])
    return intersect(time, other)


def _common(times: Sequence[Intervals]) -> Intervals:
    """The time in all of the sets."""
    common = ALWAYS
    for time in times:
        common = intersect(common, time)
    return common


def _remarks(seen: Sequence[Seen]) -> tuple[Step, ...]:
    return tuple(step for one in seen for step in one.remarks)


def _aside(seen: Sequence[Seen]) -> tuple[Bad, ...]:
    return tuple(b for one in seen for b in one.aside)
