"""An artifact back to the policy that it holds, checked at every step: it may come from anybody."""

from __future__ import annotations

from typing import Any

import attrs

from slalang.semantics.artifact.decoding import Unfit, read_part
from slalang.semantics.artifact.writing import FORMAT, FORMAT_VERSION, content_hash
from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic
from slalang.values.exact_json import read_json
from slalang.version import __version__

LARGEST_ARTIFACT = 16 << 20
"""Bytes that an artifact may hold: beyond any that the largest texts could make."""

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
            parts.append(read_part(written, parts))
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


def _diagnostic(unfit: Unfit, name: str) -> Diagnostic:
    path = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step[:60]}" for step in unfit.path)
    return Diagnostic(
        f"`{name}` cannot be used: {unfit.title}",
        code=unfit.code,
        field=path if unfit.path else "",
        hint=unfit.hint,
    )
