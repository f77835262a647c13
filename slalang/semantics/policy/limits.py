"""Limits of what is measured: a share, a length, a number."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

import attrs

from slalang.syntax.ast import Bound as Bound


class Scale(Enum):
    """What a limit is a limit of (C2): the availability, the time that counted, or the count or value that was measured."""

    SHARE = "%"
    TIME = "us"
    NUMBER = ""


@attrs.frozen(slots=True)
class Limit:
    """One side of a bracket; `at` is exact, in the unit of the scale, and None where it is the target (C2)."""

    bound: Bound
    at: Fraction | None
    scale: Scale
    figure: str
    """The figure as written, without its bound: `97%`, `4 hours`, `120`, `the target`."""

    @property
    def written(self) -> str:
        """The limit in words: `below 97%`."""
        return f"{self.bound.value} {self.figure}"
