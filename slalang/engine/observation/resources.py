"""Resources that come and go: when each is there, what it is like then, and in which time a commitment is about it (D3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import assert_never

import attrs

from slalang.engine.customers import FOREVER, Customer, touches
from slalang.engine.observation.observations import ALWAYS, combine
from slalang.engine.terms import has_attribute, written
from slalang.semantics.policy import (
    Aged,
    AttributeIs,
    ByAttribute,
    Cited,
    Commitment,
    Policy,
    Resources,
    Service,
    SpreadOver,
)
from slalang.time.civil import OutOfRange
from slalang.time.lengths import add_length
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, Severity
from slalang.values.events import Attributes, Resource, Scalar, ends_at, starts_at
from slalang.values.intervals import Interval, Intervals, intersect, normalize
from slalang.values.wire_forms import shown

_MOST_VALUES = 5
"""How many values of an attribute a note names."""


@attrs.frozen(slots=True)
class Stay:
    """A stretch of time in which a resource is there with some attributes; `since` is when it came without a gap."""

    start: int
    end: int
    since: int
    event: Resource

    @property
    def span(self) -> Interval:
        """Its time."""
        return self.start, self.end

    @property
    def attributes(self) -> Attributes:
        """What the resource is like in it."""
        return self.event.attributes


@attrs.frozen(slots=True)
class Fleet:
    """The resources of a service, by name in order, each with its stays in order of time."""

    stays: Mapping[str, tuple[Stay, ...]]
    zone: Zone

    def attributes(self, name: str, start: int, end: int) -> Attributes:
        """What a resource is like at the start of a period, else at its first instant in the period (C1)."""
        return next((stay.attributes for stay in self.stays[name] if stay.end > start and stay.start < end), ())


def fleet_of(service: Service, customer: Customer, zone: Zone) -> Fleet:
    """Every resource of a service that events tell of.

    Of several events of one resource the latest started governs, from its start to its own end; an earlier one does not come
    back. An end that lies after `as_of` is not known yet.
    """
    own: dict[str, list[Resource]] = defaultdict(list)
    for event in customer.resources:
        if touches(service, event) and starts_at(event.from_at, zone.day_start) <= customer.as_of:
            own[event.resource].append(event)
    return Fleet({name: _stays(own[name], customer.as_of, zone) for name in sorted(own)}, zone)


def _stays(events: Sequence[Resource], as_of: int, zone: Zone) -> tuple[Stay, ...]:
    found: list[Stay] = []
    for event, after in pairwise((*events, None)):
        assert event is not None
        start = starts_at(event.from_at, zone.day_start)
        end = FOREVER if event.to_at is None else ends_at(event.to_at, zone.day_start)
        end = FOREVER if end > as_of else end
        if after is not None:
            end = min(end, starts_at(after.from_at, zone.day_start))
        if start < end:
            since = found[-1].since if found and found[-1].end == start else start
            found.append(Stay(start, end, since, event))
    return tuple(found)


def none_passes(policy: Policy, customers: Sequence[Customer]) -> Iterable[Diagnostic]:
    """A note for every commitment whose filter no resource of any customer ever passes, while there are some (D3, O7)."""
    for commitment in policy.commitments:
        rule = commitment.resources
        if rule is None or not rule.only:
            continue
        stays = [s for c in customers for own in fleet_of(commitment.service, c, policy.zone).stays.values() for s in own]
        if stays and not any(_passes(stay, rule) for stay in stays):
            yield _nothing_judged(commitment, rule, stays)


def _nothing_judged(commitment: Commitment, rule: Resources, stays: Sequence[Stay]) -> Diagnostic:
    names = dict.fromkeys(condition.attribute for condition in rule.only)
    found = {name: sorted({written(dict(s.attributes)[name]) for s in stays if name in dict(s.attributes)}) for name in names}
    told = [
        f"`{shown(name)}` is {', '.join(f'`{shown(value)}`' for value in values[:_MOST_VALUES])}"
        f"{', ...' if len(values) > _MOST_VALUES else ''}"
        if values
        else f"no resource has `{shown(name)}`"
        for name, values in found.items()
    ]
    return Diagnostic(
        f'no resource passes `only resources` of the commitment "{commitment.name}", so that it judges none',
        code="no-resource-passes",
        text=f"In the events, {'; '.join(told)}.",
        hint="compare the attributes of the `resource` events with the commitment, capital and small letters too",
        severity=Severity.NOTE,
    )


# ---------------------------------------------------------------------------------------------- who is judged with whom


@attrs.frozen(slots=True)
class Judged:
    """What is judged together of the resources: one, those of a group, or all.

    `there` is for each resource the time in which it is one of them, with all its conditions; `standing` that in which any is.
    `passing` is for each the time in which it is there at all, whatever the conditions; `conditions` that in which each of the
    conditions holds for any of them.
    """

    there: Mapping[str, Intervals]
    standing: Intervals
    passing: Mapping[str, Intervals]
    conditions: tuple[tuple[Cited, Intervals], ...]
    component: str | None = None
    group: Attributes | None = None
    passes: Intervals = attrs.field(init=False)
    """The time in which any of them is there at all."""

    @passes.default
    def _passes(self) -> Intervals:
        return _any(self.passing.values())


def each_resource(fleet: Fleet, rule: Resources) -> tuple[Judged, ...]:
    """Every resource on its own; the spread is asked of all that pass the filter."""
    passing = {name: _passing(fleet.stays[name], rule) for name in fleet.stays}
    spread = _spread(fleet, rule, passing)
    found: list[Judged] = []
    for name, passes in passing.items():
        if passes:
            there = intersect(_with_conditions(fleet, name, passes, rule), spread)
            conditions = _conditions(fleet, rule, {name: passes}, passing)
            found.append(Judged({name: there}, there, {name: passes}, conditions, component=name))
    return tuple(found)


def all_resources(fleet: Fleet, rule: Resources) -> Judged:
    """All resources that ever pass the filter, together."""
    passing = {name: _passing(fleet.stays[name], rule) for name in fleet.stays}
    return _together(fleet, rule, {name: passes for name, passes in passing.items() if passes}, None)


def grouped_resources(fleet: Fleet, rule: Resources) -> tuple[Judged, ...]:
    """Those with the same values of some attributes together, by the values at each instant."""
    groups: dict[tuple[str, ...], dict[str, list[Interval]]] = {}
    values: dict[tuple[str, ...], tuple[Scalar, ...]] = {}
    for name, stays in fleet.stays.items():
        for stay in stays:
            own = _values(stay.attributes, rule.grouped_by)
            if own is None or not _passes(stay, rule):
                continue
            key = tuple(written(value) for value in own)
            values.setdefault(key, own)
            groups.setdefault(key, {}).setdefault(name, []).append(stay.span)
    return tuple(
        _together(
            fleet,
            rule,
            {name: normalize(spans) for name, spans in groups[key].items()},
            tuple(zip(rule.grouped_by, values[key], strict=True)),
        )
        for key in sorted(groups)
    )


def _together(fleet: Fleet, rule: Resources, passing: Mapping[str, Intervals], group: Attributes | None) -> Judged:
    spread = _spread(fleet, rule, passing)
    there = {name: intersect(_with_conditions(fleet, name, passes, rule), spread) for name, passes in passing.items()}
    conditions = _conditions(fleet, rule, passing, passing)
    return Judged(there, _any(there.values()), passing, conditions, group=group)


def _conditions(
    fleet: Fleet, rule: Resources, judged: Mapping[str, Intervals], passing: Mapping[str, Intervals]
) -> tuple[tuple[Cited, Intervals], ...]:
    """For each condition the time in which it holds: for any of those that are judged, the spread over all that pass."""
    found: list[tuple[Cited, Intervals]] = []
    for standing, cited in rule.while_:
        if isinstance(standing, SpreadOver):
            time = _spread_over(fleet, standing, passing)
        else:
            time = _any(intersect(passes, _held(fleet, name, standing)) for name, passes in judged.items())
        found.append((cited, time))
    return tuple(found)


def attributes_named(commitment: Commitment) -> tuple[str, ...]:
    """The attributes of resources on which a commitment hangs: filters, groups, conditions, weights, targets."""
    rule = commitment.resources
    found: list[str] = []
    if rule is not None:
        found += [condition.attribute for condition in rule.only]
        found += rule.grouped_by
        found += [standing.attribute for standing, _ in rule.while_ if not isinstance(standing, Aged)]
    if isinstance(commitment.combine, ByAttribute):
        found.append(commitment.combine.attribute)
    found += [c.attribute for target in commitment.targets for c in target.guard if isinstance(c, AttributeIs)]
    return tuple(dict.fromkeys(found))


def _any(times: Iterable[Intervals]) -> Intervals:
    return normalize(span for time in times for span in time)


def _values(attributes: Attributes, names: Sequence[str]) -> tuple[Scalar, ...] | None:
    """The values of some attributes; None where one is not there: such a resource belongs to no group."""
    by_name = dict(attributes)
    return tuple(by_name[name] for name in names) if all(name in by_name for name in names) else None


def _passes(stay: Stay, rule: Resources) -> bool:
    return all(has_attribute(stay.attributes, condition) for condition in rule.only)


def _passing(stays: Sequence[Stay], rule: Resources) -> Intervals:
    """The time in which a resource passes the filter."""
    return normalize(stay.span for stay in stays if _passes(stay, rule))


def _spread(fleet: Fleet, rule: Resources, passing: Mapping[str, Intervals]) -> Intervals:
    """The time in which those that pass have as many different values of an attribute as the policy asks."""
    common = ALWAYS
    for standing, _ in rule.while_:
        if isinstance(standing, SpreadOver):
            common = intersect(common, _spread_over(fleet, standing, passing))
    return common


def _spread_over(fleet: Fleet, standing: SpreadOver, passing: Mapping[str, Intervals]) -> Intervals:
    found: dict[str, list[Interval]] = defaultdict(list)
    for name, passes in passing.items():
        for stay in fleet.stays[name]:
            own = _values(stay.attributes, (standing.attribute,))
            if own is not None:
                found[written(own[0])] += intersect((stay.span,), passes)
    return combine([normalize(spans) for spans in found.values()], standing.number)


def _with_conditions(fleet: Fleet, name: str, passes: Intervals, rule: Resources) -> Intervals:
    """The time in which a resource has the age and the attributes that are asked of each."""
    time = passes
    for standing, _ in rule.while_:
        if not isinstance(standing, SpreadOver):
            time = intersect(time, _held(fleet, name, standing))
    return time


def _held(fleet: Fleet, name: str, standing: Aged | AttributeIs) -> Intervals:
    """The time in which a resource meets a condition that is asked of each."""
    stays = fleet.stays[name]
    match standing:
        case Aged():
            return normalize(_aged(stay, standing, fleet.zone) for stay in stays)
        case AttributeIs():
            return normalize(stay.span for stay in stays if has_attribute(stay.attributes, standing))
        case _:
            assert_never(standing)


def _aged(stay: Stay, standing: Aged, zone: Zone) -> Interval:
    """The part of a stay from which on the resource is old enough."""
    try:
        return max(stay.start, add_length(stay.since, standing.length, zone)), stay.end
    except OutOfRange:
        return stay.end, stay.end
