"""The items of a policy, which of them its scenarios try, and the share of those (P4)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from slalang.engine.scenario.coverage.exceptions import of_contracts, of_exclusions, of_readings
from slalang.engine.scenario.coverage.item import Item, Tried
from slalang.engine.scenario.coverage.money import of_money
from slalang.engine.scenario.coverage.promises import of_promises
from slalang.semantics.policy import Compiled


@attrs.frozen(slots=True)
class Covered:
    """An item, and the title of the first scenario that tries it; None where none does."""

    item: Item
    by: str | None


@attrs.frozen(slots=True)
class Coverage:
    """Every item of a policy, in the order of its parts."""

    items: tuple[Covered, ...]

    @property
    def untried(self) -> tuple[Item, ...]:
        """What no scenario tries."""
        return tuple(covered.item for covered in self.items if covered.by is None)

    @property
    def share(self) -> Fraction:
        """The share of the items that a scenario tries; 1 where there is none."""
        return 1 - Fraction(len(self.untried), len(self.items)) if self.items else Fraction(1)


def coverage(compiled: Compiled, tried: Iterable[Tried]) -> Coverage:
    """What scenarios try of the text as it governs, and of its other readings.

    Only verdicts that a scenario expects something of count: what happens on the way to them and is compared with nothing, is
    tried by nobody.
    """
    every = tuple(tried)
    policy = compiled.policy
    items = (
        *of_promises(policy),
        *of_exclusions(policy),
        *of_money(policy),
        *of_contracts(policy),
        *of_readings(compiled),
    )
    return Coverage(tuple(Covered(one, next((t.scenario.title for t in every if one.shown_by(t)), None)) for one in items))
