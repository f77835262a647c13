"""An artifact back to the policy that it holds, checked at every step: it may come from anybody."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from slalang.semantics.artifact.forms import PARTS, Form, field_forms
from slalang.semantics.artifact.sound import unsound_field, unsound_value
from slalang.semantics.artifact.writing import FORMAT, FORMAT_VERSION, content_hash
from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic, nearest
from slalang.values.exact_json import read_json
from slalang.version import __version__

LARGEST_ARTIFACT = 16 << 20
"""Bytes that an artifact may hold: beyond any that the largest texts could make."""

_FRACTION = re.compile(r"(-?[0-9]{1,100})/([0-9]{1,100})", re.ASCII)
_AGAIN = f"compile the policy again with this version, slalang {__version__}"
_HEADER: dict[str, tuple[type, ...]] = {
    "agreement": (str,),
    "content_sha256": (str,),
    "engine": (str,),
    "file": (str,),
    "holidays_version": (str, type(None)),
    "parts": (list,),
    "sha256": (str,),
    "sources": (dict,),
    "zone_version": (str,),
}


@attrs.frozen(slots=True)
class Artifact:
    """An artifact that is whole and unchanged; what its parts say is not yet read.

    `name` is what messages call it. `file` names the policy among `sources`, the texts that it was compiled from, by their
    names relative to the policy's folder. `parts` are JSON values.
    """

    name: str
    file: str
    sources: dict[str, str]
    engine: str
    sha256: str
    header: dict[str, Any] = attrs.field(repr=False)
    parts: list[Any] = attrs.field(repr=False)


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


def open_artifact(content: bytes, name: str = "policy.json") -> Artifact | Diagnostic:
    """The artifact in a file, or why it is none. Never raises on bad input; nothing of the policy is read yet."""
    try:
        return _opened(content, name)
    except Unfit as unfit:
        return _diagnostic(unfit, name)


def read_artifact(artifact: Artifact) -> Compiled | Diagnostic:
    """The policy of an artifact, ready to be evaluated, or why it cannot be read. Never raises on bad input.

    The policy's own hash is reckoned anew and must be the one that the artifact names (V4). `trees` of the policy is empty.
    """
    try:
        return attrs.evolve(_compiled(artifact), sources=artifact.sources)
    except Unfit as unfit:
        unfit.hint = unfit.hint or (
            _AGAIN if artifact.engine == __version__ else f"{_AGAIN}; this artifact was written by slalang {artifact.engine}"
        )
        return _diagnostic(unfit, artifact.name)


def _opened(content: bytes, name: str) -> Artifact:
    if len(content) > LARGEST_ARTIFACT:
        raise Unfit(f"it is larger than {LARGEST_ARTIFACT >> 20} MiB", hint="split the policy", code="artifact-unreadable")
    value = _json(content)
    _check_format(value)
    for member, kinds in _HEADER.items():
        if not isinstance(value.get(member), kinds):
            raise Unfit(f"`{member}` is missing or of another kind", member, hint=_AGAIN)
    header = {member: inside for member, inside in value.items() if member != "content_sha256"}
    if content_hash(header) != value["content_sha256"]:
        raise Unfit(
            "it was changed after it was compiled: `content_sha256` does not fit what it holds",
            "content_sha256",
            code="artifact-changed",
            hint="change the policy's text instead, and compile it again; or fetch the artifact anew",
        )
    for file, text in value["sources"].items():
        if not isinstance(text, str):
            raise Unfit("a text is wanted", "sources", file, hint=_AGAIN)
    if value["file"] not in value["sources"] and value["sources"]:
        raise Unfit(f"`sources` holds no `{value['file'][:100]}`", "file", hint=_AGAIN)
    sources = {
        file: value["sources"][file] for file in sorted(value["sources"], key=lambda file: (file != value["file"], file))
    }
    return Artifact(name, value["file"], sources, value["engine"], value["sha256"], header, value["parts"])


def _json(content: bytes) -> dict[str, Any]:
    if f'"{FORMAT}"'.encode() not in content:
        raise _no_artifact()
    again = "fetch the file anew, or compile the policy again"
    try:
        value = read_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unfit(f"it is not UTF-8 from byte {error.start + 1} on", code="artifact-unreadable", hint=again) from None
    except ValueError as error:
        raise Unfit(f"it is cut short or damaged: {error}", code="artifact-unreadable", hint=again) from None
    if not isinstance(value, dict):
        raise Unfit("it is JSON but no object", code="artifact-unreadable", hint=again)
    return value


def _no_artifact(*path: str) -> Unfit:
    return Unfit(
        f"it is JSON but no compiled policy: its `format` is not `{FORMAT}`",
        *path,
        code="artifact-format",
        hint="name the policy first and the events after it; `slalang compile POLICY -o FILE` compiles a policy",
    )


def _check_format(value: dict[str, Any]) -> None:
    if value.get("format") != FORMAT:
        raise _no_artifact("format")
    version, engine = value.get("format_version"), value.get("engine")
    if version != FORMAT_VERSION or isinstance(version, bool):
        written = f", by slalang {engine[:40]}" if isinstance(engine, str) else ""
        raise Unfit(
            f"it is written in version {str(version)[:20]} of the format{written}; this slalang reads version {FORMAT_VERSION}",
            "format_version",
            code="artifact-version",
            hint=_AGAIN,
        )


def _compiled(artifact: Artifact) -> Compiled:
    parts: list[Any] = []
    for number, written in enumerate(artifact.parts):
        try:
            parts.append(_part(written, parts))
        except Unfit as unfit:
            raise unfit.under(number).under("parts") from None
    if not parts or not isinstance(parts[-1], Compiled):
        raise Unfit("the last part is not the policy as compiled", "parts")
    compiled = parts[-1]
    policy = compiled.policy
    for member, inside in (
        ("sha256", compiled.sha256),
        ("agreement", policy.title),
        ("holidays_version", policy.holidays_version),
        ("zone_version", policy.zone_version),
    ):
        if artifact.header[member] != inside:
            raise Unfit(f"`{member}` is not what the policy says", member)
    return compiled


def _part(written: Any, parts: list[Any]) -> Any:
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


def _meant(name: str, known: Any) -> str:
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


def _any_of(names: Any) -> str:
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


def _diagnostic(unfit: Unfit, name: str) -> Diagnostic:
    path = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step[:60]}" for step in unfit.path)
    return Diagnostic(
        f"`{name}` cannot be used: {unfit.title}",
        code=unfit.code,
        field=path if unfit.path else "",
        hint=unfit.hint,
    )
