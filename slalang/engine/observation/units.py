"""What is judged together: components, resources, groups of them, and places from which probes look (D3, O2)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from slalang.engine.customers import Customer, components_of
from slalang.engine.observation.observations import ALWAYS
from slalang.engine.observation.resources import Fleet, Judged, all_resources, each_resource, fleet_of, grouped_resources
from slalang.engine.observation.watching import Location, locations_of
from slalang.semantics.policy import CombineWords, Commitment
from slalang.time.periods import Period
from slalang.time.zones import Zone
from slalang.values.events import Attributes
from slalang.values.intervals import EMPTY, Intervals, clip

_LOCATION = "location"
"""Under which name a group is a place."""


@attrs.frozen(slots=True)
class Unit:
    """What one verdict is about: the parts judged together, with the component or the group that the verdict names.

    `resources` says when each of them is there, None for components, which always are; `fleet` is what they are taken from.
    """

    parts: tuple[str | None, ...]
    component: str | None = None
    group: Attributes | None = None
    location: Location | None = None
    resources: Judged | None = None
    fleet: Fleet | None = None

    def there(self, part: str | None) -> Intervals:
        """The time in which a part is one of those judged, with its conditions."""
        if self.resources is None or part is None:
            return ALWAYS
        return self.resources.there.get(part, EMPTY)

    @property
    def standing(self) -> Intervals:
        """The time in which anything is there to be judged."""
        return ALWAYS if self.resources is None else self.resources.standing

    def has_verdict(self, period: Period) -> bool:
        """Whether a period has a verdict: of a resource or a group only one in which it is there at some instant."""
        if self.resources is None or (self.component is None and self.resources.group is None):
            return True
        return bool(clip(self.resources.passes, period.start_at, period.end_at))

    def stands(self, period: Period) -> bool:
        """Whether its conditions hold at some instant of a period."""
        return self.resources is None or bool(clip(self.resources.standing, period.start_at, period.end_at))

    def attributes(self, period: Period) -> Attributes:
        """What the resource is like at the start of a period, else at its first instant in it; of a group its own (C1).

        The location, where each is judged on its own, comes before a resource's own attribute of that name.
        """
        group = self.group or ()
        if self.fleet is None or self.component is None:
            return group
        own = self.fleet.attributes(self.component, period.start_at, period.end_at)
        return tuple(sorted((dict(own) | dict(group)).items()))


def units_of(commitment: Commitment, customer: Customer, zone: Zone) -> tuple[Unit, ...]:
    """Everything that has verdicts of its own, in order."""
    return tuple(
        _at(unit, location) for unit in _of_parts(commitment, customer, zone) for location in locations_of(commitment, customer)
    )


def _at(unit: Unit, location: Location | None) -> Unit:
    if location is None:
        return unit
    named = ((_LOCATION, location.name),) if location.name is not None else ()
    return attrs.evolve(unit, location=location, group=(*(unit.group or ()), *named) or None)


def _of_parts(commitment: Commitment, customer: Customer, zone: Zone) -> Iterable[Unit]:
    rule = commitment.resources
    if rule is None:
        parts: tuple[str | None, ...] = components_of(commitment.service, customer) or (None,)
        each = commitment.combine is CombineWords.EACH
        return [Unit((part,), part) for part in parts] if each else [Unit(parts)]
    fleet = fleet_of(commitment.service, customer, zone)
    if commitment.combine is CombineWords.EACH:
        judged: tuple[Judged, ...] = each_resource(fleet, rule)
    elif rule.grouped_by:
        judged = grouped_resources(fleet, rule)
    else:
        judged = (all_resources(fleet, rule),)
    return [Unit(tuple(own.there), own.component, own.group, resources=own, fleet=fleet) for own in judged]
