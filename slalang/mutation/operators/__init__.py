"""Every operator, in the order in which its mutants are listed; docs/testing.md names each."""

from __future__ import annotations

from collections.abc import Callable

from slalang.mutation.operator import Changes, Operator
from slalang.mutation.operators import choices, figures, limits, lists, omissions, order, units

_BY_NAME: dict[str, Changes] = {
    "figure": figures.figure,
    "time-of-day": figures.time_of_day,
    "day": figures.day,
    "inclusive": limits.inclusive,
    "unit": units.unit,
    "calendar": units.calendar,
    "period": units.period,
    "zone": units.zone,
    "cause": lists.cause,
    "item": lists.item,
    "kind": lists.kind,
    "word": lists.word,
    "consequence": choices.consequence,
    "choice": choices.choice,
    "granularity": choices.granularity,
    "negation": choices.negation,
    "default": choices.default,
    "reading": choices.reading,
    "claim": choices.claim,
    "misses": choices.misses,
    "pauses": omissions.pauses,
    "phrase": omissions.phrase,
    "part": omissions.part,
    "order": order.order,
    "exchange": order.exchange,
}


def _what(changes: Callable[..., object]) -> str:
    """What an operator does, as its own text says it."""
    return " ".join((changes.__doc__ or "").split())


OPERATORS = tuple(Operator(name, _what(changes), changes) for name, changes in _BY_NAME.items())
