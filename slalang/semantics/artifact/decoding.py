"""JSON values back to the policy's classes, each held to what may stand in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Any

from slalang.semantics.artifact.forms import PARTS, Form, field_forms
from slalang.semantics.artifact.sound import unsound_field, unsound_value
from slalang.values.diagnostics import nearest

_FRACTION = re.compile(r"(-?[0-9]{1,100})/([0-9]{1,100})", re.ASCII)


class Unfit(Exception):  # noqa: N818 - becomes a diagnostic
    """What is wrong with an artifact; the path to it grows while the error rises."""

    def __init__(self, title: str, *path: str | int, code: str = "artifact-invalid", hint: str = "") -> None:
        super().__init__(title)
        self.title, self.code, self.hint = title, code, hint
        self.path: tuple[str | int, ...] = path

    def under(self, step: str | int) -> Unfit:
        """The same, one step further from the root."""
        self.path = (step, *self.path)
        return self


def read_part(written: Any, parts: list[Any]) -> Any:
    """The value of one part, which may refer to `parts`, those before it. Unfit where it is none."""
    name, inside = _only_member(written)
    if name not in PARTS:
        raise Unfit(f"`{name[:60]}` is no part of a policy" + _meant(name, PARTS))
    return _made(PARTS[name], inside, parts)


def _value(form: Form, written: Any, parts: list[Any]) -> Any:
    kind = type(written)
    if kind is dict:
        return _named(form, written, parts)
    if kind is list and form.items is not None:
        return _tuple(form.items, written, parts)
    if (
        (kind is str and (form.string or written in form.words))
        or (kind is int and form.integer)
        or (kind is bool and form.boolean)
        or (written is None and form.null)
    ):
        return written
    raise Unfit(f"{_shown(written)} cannot stand here: {_wanted(form)}")


def _tuple(items: Form | tuple[Form, ...], written: list[Any], parts: list[Any]) -> tuple[Any, ...]:
    if isinstance(items, Form):
        # Zones and holidays are long lists of integers.
        if items.integer and not items.classes and all(type(one) is int for one in written):
            return tuple(written)
        forms: tuple[Form, ...] = (items,) * len(written)
    elif len(written) == len(items):
        forms = items
    else:
        raise Unfit(f"a list of {len(items)} is wanted, not of {len(written)}")
    members = []
    for number, (form, one) in enumerate(zip(forms, written, strict=True)):
        try:
            members.append(_value(form, one, parts))
        except Unfit as unfit:
            raise unfit.under(number) from None
    return tuple(members)


def _named(form: Form, written: dict[str, Any], parts: list[Any]) -> Any:
    name, inside = _only_member(written)
    if name == "part":
        if type(inside) is not int or not 0 <= inside < len(parts):
            raise Unfit("a part can refer only to parts before it", "part")
        part = parts[inside]
        if form.classes.get(type(part).__name__) is not type(part):
            raise Unfit(f"part {inside} is a {type(part).__name__}, which cannot stand here: {_wanted(form)}", "part")
        return part
    kind = form.classes.get(name)
    if kind is None:
        raise Unfit(f"`{name[:60]}` cannot stand here: {_wanted(form)}" + _meant(name, form.classes))
    if name in PARTS:
        raise Unfit(f"a {name} is a part of its own, and is referred to")
    try:
        if kind is Fraction:
            return _fraction(inside)
        if issubclass(kind, Enum):
            return _member(kind, inside)
    except Unfit as unfit:
        raise unfit.under(name) from None
    return _made(kind, inside, parts)


def _made(kind: type, written: Any, parts: list[Any]) -> Any:
    """A value of an attrs class, which must hold exactly its fields and be what the compiler could have made."""
    forms = field_forms(kind)
    if not isinstance(written, dict):
        raise Unfit(f"{_shown(written)} cannot stand here: the fields of a {kind.__name__} are wanted", kind.__name__)
    for name in forms:
        if name not in written:
            raise Unfit(f"a {kind.__name__} without `{name}`", kind.__name__)
    for name in written:
        if name not in forms:
            raise Unfit(f"a {kind.__name__} has no `{name[:60]}`" + _meant(name, forms), kind.__name__)
    values: dict[str, Any] = {}
    for name, form in forms.items():
        try:
            values[name] = _value(form, written[name], parts)
            wrong = unsound_field(kind, name, values[name])
            if wrong is not None:
                raise Unfit(wrong)
        except Unfit as unfit:
            raise unfit.under(name).under(kind.__name__) from None
    try:
        made = kind(**values)
    except (ValueError, TypeError, OverflowError):
        raise Unfit(f"no {kind.__name__} has such fields", kind.__name__) from None
    wrong = unsound_value(made)
    if wrong is not None:
        raise Unfit(wrong, kind.__name__)
    return made


def _fraction(written: Any) -> Fraction:
    match = _FRACTION.fullmatch(written) if isinstance(written, str) else None
    if match is None or int(match[2]) == 0:
        raise Unfit(f"{_shown(written)} is no exact fraction: it is written `1/3`, with at most 100 digits each")
    return Fraction(int(match[1]), int(match[2]))


def _member(kind: type[Enum], written: Any) -> Enum:
    if not isinstance(written, str) or written not in kind.__members__:
        raise Unfit(f"{_shown(written)} cannot stand here: " + _any_of(f"`{name}`" for name in kind.__members__))
    return kind[written]


def _only_member(written: Any) -> tuple[str, Any]:
    if not isinstance(written, dict) or len(written) != 1:
        raise Unfit(f"{_shown(written)} cannot stand here: an object with the name of its class is wanted")
    return next(iter(written.items()))


def _meant(name: str, known: Iterable[str]) -> str:
    close = nearest(name[:60], known)
    return f"; is `{close}` meant?" if close else ""


def _wanted(form: Form) -> str:
    """What may stand in a place, in words."""
    kinds = [
        *(["null"] if form.null else []),
        *(["true or false"] if form.boolean else []),
        *(["an integer of at most 18 digits"] if form.integer else []),
        *(["a string"] if form.string else []),
        *(f'"{word}"' for word in form.words),
        *(["a list"] if form.items is not None else []),
        *form.classes,
    ]
    return _any_of(kinds) + (" is wanted" if len(kinds) == 1 else " are wanted")


def _any_of(names: Iterable[str]) -> str:
    every = list(names)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} or {every[-1]}"


def _shown(written: Any) -> str:
    match written:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return f"`{written[:40]}`"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[written]
        case _:
            return f"the number {str(written)[:40]}"
