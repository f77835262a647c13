"""Streams to try where no scenario notices a mutant: what could happen just at, before and beyond what the policy names."""

from __future__ import annotations

from collections.abc import Iterator

from slalang.mutation.streams.periods import of_periods
from slalang.mutation.streams.rights import of_rights
from slalang.mutation.streams.stream import Stream, Versions, in_turn
from slalang.mutation.streams.support import of_support
from slalang.mutation.streams.terms import of_terms
from slalang.mutation.streams.windows import of_windows


def streams(versions: Versions, rule: str, name: str) -> Iterator[Stream]:
    """What to try for a mutant of a rule (its noun and its name), what concerns that rule first."""
    sources = {
        "agreement": (of_terms, of_periods, of_support, of_windows, of_rights),
        "exclusion": (of_windows, of_periods, of_support),
        "calendar": (of_support, of_windows, of_periods),
        "clock": (of_support,),
        "duty": (of_support,),
        "right": (of_rights,),
    }
    chosen = sources.get(rule, (of_periods, of_rights, of_support, of_windows))
    yield from in_turn(*(source(versions, name) for source in chosen))
