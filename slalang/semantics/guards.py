"""How guards stand to each other: which never hold together, and which hold whenever another does (C1, C2, S1)."""

from __future__ import annotations

from slalang.semantics.policy import (
    AttributeIs,
    Condition,
    Guard,
    Labelled,
    ParameterIs,
    ParameterValue,
    PercentValue,
    QueueIs,
    SeverityIs,
    StartsBefore,
    StartsFrom,
)


def exclusive(a: Guard, b: Guard) -> bool:
    """Whether two guards can never hold for the same customer, period and ticket, as far as their words show."""
    return any(_contradict(x, y) or _contradict(y, x) for x in a for y in b)


def implied(earlier: Guard, later: Guard) -> bool:
    """Whether the one holds for every customer, period and ticket for which the other does, as far as their words show."""
    return all(any(_implies(theirs, own) for theirs in later) for own in earlier)


def _contradict(a: Condition, b: Condition) -> bool:
    match a, b:
        case ParameterIs(p, False, x), ParameterIs(q, False, y):
            return p == q and not _same(x, y)
        case ParameterIs(p, False, x), ParameterIs(q, True, y):
            return p == q and _same(x, y)
        case ParameterIs(p, True, x), ParameterIs(q, True, y):
            return p == q and isinstance(x, bool) and x != y
        case StartsBefore(end), StartsFrom(start):
            return end <= start
        case AttributeIs(p, False, v), AttributeIs(q, negated, w):
            return p == q and (set(v) <= set(w) if negated else set(v).isdisjoint(w))
        case (SeverityIs(False, v), SeverityIs(False, w)) | (QueueIs(False, v), QueueIs(False, w)):
            return set(v).isdisjoint(w)
        case (SeverityIs(False, v), SeverityIs(True, w)) | (QueueIs(False, v), QueueIs(True, w)):
            return set(v) <= set(w)
        case Labelled(False, v), Labelled(True, w):
            return set(v) <= set(w)
        case _:
            return False


def _implies(a: Condition, b: Condition) -> bool:
    match a, b:
        case (ParameterIs(p, False, x), ParameterIs(q, False, y)) | (ParameterIs(p, True, x), ParameterIs(q, True, y)):
            return p == q and _same(x, y)
        case ParameterIs(p, False, x), ParameterIs(q, True, y):
            return p == q and not _same(x, y)
        case ParameterIs(p, True, x), ParameterIs(q, False, y):
            return p == q and isinstance(x, bool) and x != y
        case StartsBefore(sooner), StartsBefore(end):
            return sooner <= end
        case StartsFrom(later), StartsFrom(start):
            return later >= start
        case AttributeIs(p, negated, v), AttributeIs(q, unlike, w):
            return p == q and _among(negated, set(v), unlike, set(w))
        case (
            (SeverityIs(False, v), SeverityIs(False, w))
            | (QueueIs(False, v), QueueIs(False, w))
            | (Labelled(False, v), Labelled(False, w))
        ):
            return set(v) <= set(w)
        case (
            (SeverityIs(True, v), SeverityIs(True, w))
            | (QueueIs(True, v), QueueIs(True, w))
            | (Labelled(True, v), Labelled(True, w))
        ):
            return set(w) <= set(v)
        case (SeverityIs(False, v), SeverityIs(True, w)) | (QueueIs(False, v), QueueIs(True, w)):
            return set(v).isdisjoint(w)
        case _:
            return False


def _among(negated: bool, v: set[str], unlike: bool, w: set[str]) -> bool:
    """Whether what is (not, if `negated`) one of `v` is also (not, if `unlike`) one of `w`."""
    if negated:
        return unlike and w <= v
    return v.isdisjoint(w) if unlike else v <= w


def _same(x: ParameterValue, y: ParameterValue) -> bool:
    """Whether two values are one, however many digits a percentage is written with."""
    if isinstance(x, PercentValue) and isinstance(y, PercentValue):
        return x.share == y.share
    return x == y
