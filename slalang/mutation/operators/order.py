"""Order: of phrases where the first that holds applies, and of what stands beside each condition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slalang.mutation.operator import Change, Declared, changed
from slalang.syntax import ast

_TARGETS = (
    ast.AvailabilityTarget, ast.DowntimeTarget, ast.GoodTarget, ast.BadTarget, ast.OutagesTarget, ast.ValueTarget,
    ast.KeptTarget, ast.ClockTarget, ast.NoTarget,
)  # fmt: skip
_ORDERED: tuple[tuple[type[ast.Node], ...], ...] = (_TARGETS, (ast.CreditRow,), (ast.GivenOnClaim,), (ast.ChosenCalendar,))


def order(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """Two targets, rows or claim deadlines that stand one after the other change places."""
    phrases = getattr(node, "phrases", ())
    for kinds in _ORDERED:
        places = [i for i, phrase in enumerate(phrases) if isinstance(phrase.body, kinds)]
        for i, j in pairwise(places):
            swapped = list(phrases)
            swapped[i], swapped[j] = phrases[j], phrases[i]
            yield Change(changed(node, phrases=tuple(swapped)), phrases[i].span)


def exchange(node: ast.Node, declared: Declared) -> Iterator[Change]:
    """What two neighbours promise or earn changes places, without its condition: two severities' targets, two rows' awards."""
    phrases = getattr(node, "phrases", ())
    for kind, part in ((ast.ClockTarget, "limit"), (ast.CreditRow, "award")):
        places = [i for i, phrase in enumerate(phrases) if isinstance(phrase.body, kind)]
        for i, j in pairwise(places):
            one, other = phrases[i].body, phrases[j].body
            if getattr(one, part) == getattr(other, part):
                continue
            swapped = list(phrases)
            swapped[i] = changed(phrases[i], body=changed(one, **{part: getattr(other, part)}))
            swapped[j] = changed(phrases[j], body=changed(other, **{part: getattr(one, part)}))
            yield Change(changed(node, phrases=tuple(swapped)), phrases[i].span)
