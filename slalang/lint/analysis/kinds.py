"""Kinds of customers, of resources and of tickets: who differ in what the conditions of some rules ask (C1, C7, S1)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeAlias, assert_never

import attrs

from slalang.semantics.guards import implied
from slalang.semantics.policy import (
    AttributeIs,
    Condition,
    Guard,
    Labelled,
    Parameter,
    ParameterIs,
    ParameterValue,
    PercentValue,
    Policy,
    QueueIs,
    SeverityIs,
    StartsBefore,
    StartsFrom,
)
from slalang.syntax.ast import ParameterType
from slalang.syntax.wording.words import text
from slalang.time.civil import OutOfRange
from slalang.time.periods import PeriodNeeds, PeriodRule, Rolling, SubscriptionContext, period_holding
from slalang.time.zones import Zone
from slalang.values.instants import DAY, civil_date
from slalang.values.money import Money

MOST_KINDS = 500
"""Of more kinds nothing is said."""

_MOST_COMPARED = 200
_MOST_CONDITIONS = 20

_EVER = (-(10**18), 10**18)
_LONG = 20 * 366 * DAY
"""Longer than any period that is judged."""
_OTHER = "another"
_Subject: TypeAlias = tuple[str, str]
_Value: TypeAlias = ParameterValue | None


@attrs.frozen(slots=True)
class Kind:
    """One way in which all conditions can hold or not: what is said of each thing that they ask for.

    `said` pairs a parameter, an attribute or what a ticket has with its value, as in ("parameter", "plan"): "gold".
    """

    said: Mapping[_Subject, _Value]
    zone: Zone

    def holds(self, guard: Guard) -> bool:
        """Whether every condition holds for it."""
        return all(_holds(condition, self.said) for condition in guard)

    @property
    def parameters(self) -> tuple[tuple[str, ParameterValue], ...]:
        """What its customers' contracts supply."""
        return tuple((name, value) for (of, name), value in self.said.items() if of == "parameter" and value is not None)

    @property
    def starts_at(self) -> int | None:
        """An instant at which its periods start, where a condition asks for it."""
        at = self.said.get(_STARTS)
        return int(at) if isinstance(at, Fraction) else None

    @property
    def words(self) -> str:
        """`plan is "gold" and "region" is "eu"`; nothing where nothing is asked."""
        return " and ".join(_words(subject, value, self.zone) for subject, value in self.said.items())


_STARTS: _Subject = ("starts", "")


def kinds(policy: Policy, guards: Iterable[Guard], every: PeriodRule | None = None) -> tuple[Kind, ...] | None:
    """Every kind that the conditions of some guards tell apart, of those that there can be.

    `every` are the periods that are judged, which start while the policy is in force; None: what is judged starts at any
    instant. None where there are more than `MOST_KINDS`.
    """
    asked = dict.fromkeys(condition for guard in guards for condition in guard)
    if not asked:
        return (Kind({}, policy.zone),)
    parameters = {one.name: one for one in policy.parameters}
    choices = {subject: tuple(dict.fromkeys(_choices(of, policy, parameters, every))) for subject, of in _by_subject(asked)}
    number = 1
    for values in choices.values():
        number *= len(values)
    if number > MOST_KINDS:
        return None
    return tuple(Kind(dict(zip(choices, values, strict=True)), policy.zone) for values in product(*choices.values()))


def never_holds(policy: Policy, guard: Guard, every: PeriodRule | None = None) -> bool:
    """Whether the conditions of a guard are certain never to hold together."""
    found = kinds(policy, (guard,), every)
    return found is not None and not any(kind.holds(guard) for kind in found)


def hidden(policy: Policy, guards: Sequence[Guard], every: PeriodRule | None = None) -> Iterator[tuple[int, int | None]]:
    """Which of several, of which the first whose guard holds governs, never govern, each with one that governs instead.

    None instead of that one: its own conditions never hold together. Of more kinds than can be told apart, those are found
    that one guard alone hides, among the first two hundred.
    """
    there = kinds(policy, guards, every)
    if there is None:
        yield from _implied(guards)
        return
    governing: dict[int, Kind] = {}
    instead: dict[int, int] = {}
    for kind in there:
        holding = [i for i, guard in enumerate(guards) if kind.holds(guard)]
        for i in holding:
            instead.setdefault(i, holding[0])
        governing.update((i, kind) for i in holding[:1])
    yield from ((i, instead.get(i)) for i in range(len(guards)) if i not in governing)


def _implied(guards: Sequence[Guard]) -> Iterator[tuple[int, int | None]]:
    short = [(i, guard) for i, guard in enumerate(guards) if len(guard) <= _MOST_CONDITIONS][:_MOST_COMPARED]
    for place, (i, guard) in enumerate(short):
        before = next((j for j, earlier in short[:place] if implied(earlier, guard)), None)
        if before is not None:
            yield i, before


def _by_subject(asked: Iterable[Condition]) -> Iterator[tuple[_Subject, list[Condition]]]:
    found: dict[_Subject, list[Condition]] = {}
    for condition in asked:
        for subject in _subjects(condition):
            found.setdefault(subject, []).append(condition)
    yield from found.items()


def _subjects(condition: Condition) -> tuple[_Subject, ...]:
    match condition:
        case ParameterIs(parameter):
            return (("parameter", parameter),)
        case AttributeIs(attribute):
            return (("attribute", attribute),)
        case StartsBefore() | StartsFrom():
            return (_STARTS,)
        case SeverityIs():
            return (("severity", ""),)
        case QueueIs():
            return (("queue", ""),)
        case Labelled(_, labels):
            return tuple(("label", label) for label in labels)
        case _:
            assert_never(condition)


def _choices(
    of: list[Condition], policy: Policy, parameters: Mapping[str, Parameter], every: PeriodRule | None
) -> Iterator[_Value]:
    """The values that conditions on one thing tell apart, with one that none of them names."""
    first = of[0]
    match first:
        case ParameterIs(name):
            yield from _parameter_values(parameters[name], [c.value for c in of if isinstance(c, ParameterIs)])
        case StartsBefore() | StartsFrom():
            cuts = sorted({c.at for c in of if isinstance(c, StartsBefore | StartsFrom)})
            for span in zip([_EVER[0], *cuts], [*cuts, _EVER[1]], strict=True):
                yield from (Fraction(at) for at in _starts(span, policy, every))
        case AttributeIs():
            yield from _and_another([word for c in of if isinstance(c, AttributeIs) for word in c.values])
        case SeverityIs():
            yield from _and_another([word for c in of if isinstance(c, SeverityIs) for word in c.severities])
            yield None
        case QueueIs():
            yield from _and_another([word for c in of if isinstance(c, QueueIs) for word in c.queues])
        case Labelled():
            yield from (True, False)
        case _:
            assert_never(first)


def _and_another(named: list[str] | list[str | None]) -> Iterator[str | None]:
    yield from named
    other = _OTHER
    while other in named:
        other = f"{other}_one"
    yield other


def _parameter_values(parameter: Parameter, named: list[ParameterValue]) -> Iterator[_Value]:
    match parameter.type:
        case ParameterType.WORD:
            if parameter.words is not None:
                yield from parameter.words
            else:
                yield from _and_another([word for word in named if isinstance(word, str)])
        case ParameterType.YES_OR_NO:
            yield from (True, False)
        case ParameterType.NUMBER:
            numbers = [one for one in named if isinstance(one, Fraction) and not isinstance(one, bool)]
            yield from (*numbers, max(numbers) + 1)
        case ParameterType.AMOUNT:
            sums = [one for one in named if isinstance(one, Money)]
            highest = max(sums, key=lambda one: one.amount)
            yield from (*sums, attrs.evolve(highest, amount=highest.amount + 1))
        case ParameterType.PERCENTAGE:
            shares = {one.share: one for one in named if isinstance(one, PercentValue)}
            yield from shares.values()
            yield PercentValue(str(int(max(shares) * 100) + 1))
        case _:
            assert_never(parameter.type)


def ever_starts(policy: Policy, every: PeriodRule) -> bool:
    """Whether any period that is judged starts while the policy is in force, as far as it can be told."""
    return next(_starts(_EVER, policy, every), None) is not None


def _starts(span: tuple[int, int], policy: Policy, every: PeriodRule | None) -> Iterator[int]:
    """An instant in a span at which something starts that is judged while the policy is in force; none where there is none."""
    first = max(span[0], policy.in_force_at if policy.in_force_at is not None else _EVER[0])
    last = min(span[1], policy.until_at if policy.until_at is not None else _EVER[1])
    if first >= last:
        return
    if first == _EVER[0] and last == _EVER[1]:
        first = 0
    if first == _EVER[0]:
        first = max(last - _LONG, 0)
    try:
        at = _next_start(every, first)
    except (PeriodNeeds, ValueError, OutOfRange):
        at = first
    if at < last:
        yield at


def _next_start(every: PeriodRule | None, at: int) -> int:
    """The first start of a period at or after an instant."""
    if every is None or isinstance(every, Rolling):
        return at
    period = period_holding(every, at, SubscriptionContext())
    return at if period.start_at == at else period.end_at


def _holds(condition: Condition, said: Mapping[_Subject, _Value]) -> bool:
    match condition:
        case ParameterIs(parameter, negated, wanted):
            return _same(said["parameter", parameter], wanted) is not negated
        case AttributeIs(attribute, negated, values):
            return (said["attribute", attribute] in values) is not negated
        case StartsBefore(at):
            return _at(said) < at
        case StartsFrom(at):
            return _at(said) >= at
        case SeverityIs(negated, severities):
            return (said["severity", ""] in severities) is not negated
        case QueueIs(negated, queues):
            return (said["queue", ""] in queues) is not negated
        case Labelled(negated, labels):
            return any(said["label", label] for label in labels) is not negated
        case _:
            assert_never(condition)


def _at(said: Mapping[_Subject, _Value]) -> Fraction:
    at = said[_STARTS]
    assert isinstance(at, Fraction)
    return at


def _same(value: _Value, wanted: ParameterValue) -> bool:
    return _plain(value) == _plain(wanted)


def _plain(value: _Value) -> Hashable:
    return value.share if isinstance(value, PercentValue) else value


def _words(subject: _Subject, value: _Value, zone: Zone) -> str:
    of, name = subject
    match of:
        case "parameter":
            return f"{name} is {_value_words(value)}"
        case "starts":
            return f"the period starts on {civil_date(zone.day_of(int(_at({subject: value})))).isoformat()}"
        case "attribute":
            return f"{text(name)} is {_value_words(value)}"
        case "label":
            return f"the ticket is {'' if value else 'not '}labelled {text(name)}"
        case _:
            return f"the {of} is {_value_words(value)}"


def _value_words(value: _Value) -> str:
    match value:
        case None:
            return "not given"
        case True | False:
            return "yes" if value else "no"
        case str():
            return text(value)
        case PercentValue():
            return f"{value.digits}%"
        case Money():
            return f"{value.amount}"
        case _:
            return f"{value}"
