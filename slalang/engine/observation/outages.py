"""What outages say of each part: which of them count as bad time, and why the others do not (O1, D1)."""

from __future__ import annotations

from collections.abc import Sequence

from slalang.engine.customers import Customer, ends_known, touches
from slalang.engine.observation.observations import Bad, Seen, concerned, known_at
from slalang.engine.observation.sources import admitted, agree
from slalang.semantics.policy import OutageWatch, Service
from slalang.values.events import Outage
from slalang.values.verdicts import Step


def watched_outages(
    watch: OutageWatch, service: Service, customer: Customer, parts: Sequence[str | None]
) -> tuple[dict[str | None, Seen], tuple[Step, ...], dict[str | None, tuple[Outage, ...]]]:
    """The bad time of each part, a step for each outage that is not watched, with the reason, and the watched ones of each."""
    names = watch.sources.names if watch.sources is not None else (None,)
    bad: dict[str | None, dict[str | None, list[Bad]]] = {part: {name: [] for name in names} for part in parts}
    reported: dict[str | None, list[Outage]] = {part: [] for part in parts}
    uncounted: list[Step] = []
    for outage in customer.outages:
        end = ends_known(outage.end_at, customer.as_of)
        if not touches(service, outage) or outage.start_at >= end:
            continue
        time = ((outage.start_at, end),)
        why = _unwatched(watch, outage)
        if why:
            uncounted.append(
                Step(
                    "D1",
                    "outage_not_counted",
                    clauses=watch.cited.clauses,
                    events=(outage.id,),
                    intervals=time,
                    detail=why,
                    reason=watch.cited.reason,
                )
            )
            continue
        found = Bad(time, (outage.id,), outage, known=known_at(outage))
        for part in concerned(outage.components, parts):
            bad[part][outage.source if watch.sources is not None else None].append(found)
            reported[part].append(outage)
    seen = {
        part: agree(watch.sources, [Seen(tuple(own)) for own in by_source.values()], watch.cited)
        for part, by_source in bad.items()
    }
    return seen, tuple(uncounted), {part: tuple(own) for part, own in reported.items()}


def _unwatched(watch: OutageWatch, outage: Outage) -> str:
    """Why an outage is no bad time, in words; "" where it is (D1)."""
    if not admitted(watch.sources, outage):
        return f'reported by "{outage.source}"' if outage.source is not None else "nobody is named who reported it"
    if watch.severities is not None and outage.severity not in watch.severities:
        return f"severity {outage.severity}" if outage.severity is not None else "no severity"
    if watch.least_degree is not None and outage.degree < watch.least_degree:
        return f"degree {outage.degree}"
    return ""
