"""What may stand where in an artifact, taken from the type hints of the policy's classes.

The classes that an artifact can hold are those that the hints of `Compiled` lead to, and no others.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from slalang.semantics.plain import written_fields
from slalang.semantics.policy import (
    Clock,
    Commitment,
    Compiled,
    Credit,
    Duty,
    Exclusion,
    Joint,
    Policy,
    ReadingVariant,
    Right,
    Share,
)
from slalang.time.calendars import Calendar, CombinedCalendar
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone

PARTS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Zone, Calendar, CombinedCalendar, Schedule,
        Commitment, Exclusion, Credit, Right, Clock, Duty, Share, Joint,
        Policy, ReadingVariant, Compiled,
    )
}  # fmt: skip
"""What is written once in an artifact, as one of its parts, and referred to wherever it stands."""


@attrs.frozen(slots=True)
class Form:
    """What may stand in one place: the plain values, one kind of list, and classes by name."""

    null: bool = False
    boolean: bool = False
    integer: bool = False
    string: bool = False
    words: tuple[str, ...] = ()
    """The only strings that may stand there, where not every one may."""
    items: Form | tuple[Form, ...] | None = None
    """Of a list: the form of every member, or of each one."""
    classes: dict[str, type] = attrs.field(factory=dict)


@cache
def form_of(hint: Any) -> Form:
    """The form of a type hint. TypeError for a hint that has none."""
    if isinstance(hint, type) and get_origin(hint) is None:
        return _plain_form(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return Form(items=form_of(arguments[0]) if arguments[1:] == (...,) else tuple(form_of(one) for one in arguments))
    if origin is Literal:
        return Form(words=arguments)
    if origin in (Union, types.UnionType):
        return _any_of([form_of(one) for one in arguments])
    raise TypeError(f"{hint} cannot stand in an artifact")


def _plain_form(kind: type) -> Form:
    if kind in (type(None), bool, int, str):
        return Form(null=kind is type(None), boolean=kind is bool, integer=kind is int, string=kind is str)
    if kind is Fraction or issubclass(kind, Enum) or attrs.has(kind):
        return Form(classes={kind.__name__: kind})
    raise TypeError(f"{kind.__name__} cannot stand in an artifact")


def _any_of(forms: list[Form]) -> Form:
    lists = [form.items for form in forms if form.items is not None]
    classes = {name: kind for form in forms for name, kind in form.classes.items()}
    if len(lists) > 1 or len(classes) < sum(len(form.classes) for form in forms):
        raise TypeError("two kinds of list, or two classes of one name, cannot stand in the same place")
    return Form(
        null=any(form.null for form in forms),
        boolean=any(form.boolean for form in forms),
        integer=any(form.integer for form in forms),
        string=any(form.string for form in forms),
        words=tuple(word for form in forms for word in form.words),
        items=lists[0] if lists else None,
        classes=classes,
    )


@cache
def field_forms(kind: type) -> dict[str, Form]:
    """The form of every field of an attrs class that is written, by name."""
    hints = get_type_hints(kind)
    return {name: form_of(hints[name]) for name in written_fields(kind)}


def classes_in(root: type = Compiled) -> dict[str, type]:
    """Every class that a value of the root can hold, itself included, by name."""
    found: dict[str, type] = {}
    waiting = [root]
    while waiting:
        kind = waiting.pop()
        if found.setdefault(kind.__name__, kind) is not kind:
            raise TypeError(f"two classes are named {kind.__name__}")
        if attrs.has(kind):
            waiting += [one for form in field_forms(kind).values() for one in _named(form) if one.__name__ not in found]
    return dict(sorted(found.items()))


def _named(form: Form) -> Iterator[type]:
    yield from form.classes.values()
    within = form.items if isinstance(form.items, tuple) else (form.items,)
    for one in within:
        if one is not None:
            yield from _named(one)
