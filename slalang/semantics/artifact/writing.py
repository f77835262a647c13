"""A compiled policy written as an artifact: the same policy gives the same bytes on every machine (V4)."""

from __future__ import annotations

import hashlib
from typing import Any

import attrs

from slalang.semantics.artifact.forms import PARTS
from slalang.semantics.plain import members
from slalang.semantics.policy import Compiled
from slalang.values.exact_json import canonical_json
from slalang.version import __version__

FORMAT = "slalang policy"
FORMAT_VERSION = 1
"""Raised by every change of what an artifact of an earlier one could mean."""


def write_artifact(compiled: Compiled) -> bytes:
    """A compiled policy as one JSON object in UTF-8, its names sorted, one line that ends in LF.

    `compiled.sources` holds the texts that stand in it. Nothing in it says where or when it was written. ValueError for a
    text that is not Unicode.
    """
    policy = compiled.policy
    parts = _Parts()
    parts.refer(compiled)
    content: dict[str, Any] = {
        "agreement": policy.title,
        "engine": __version__,
        "file": next(iter(compiled.sources), ""),
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "holidays_version": policy.holidays_version,
        "parts": parts.written,
        "sha256": compiled.sha256,
        "sources": dict(compiled.sources),
        "zone_version": policy.zone_version,
    }
    try:
        return canonical_json(content | {"content_sha256": content_hash(content)}).encode() + b"\n"
    except UnicodeEncodeError:
        raise ValueError("a policy's text holds half of a surrogate pair, which is no character") from None


def content_hash(content: dict[str, Any]) -> str:
    """The sha256, in hexadecimal digits, of all of an artifact but this hash itself."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


@attrs.define(slots=True)
class _Parts:
    """Parts in the order in which they are complete, so that each refers only to those before it."""

    written: list[dict[str, Any]] = attrs.field(factory=list)
    by_text: dict[str, int] = attrs.field(factory=dict)
    by_object: dict[int, int] = attrs.field(factory=dict)

    def refer(self, value: Any) -> dict[str, int] | None:
        """The reference to a value that is a part, which is written unless it is already; None for any other."""
        if type(value).__name__ not in PARTS:
            return None
        number = self.by_object.get(id(value))
        if number is None:
            part = members(value, self.refer)
            number = self.by_text.setdefault(canonical_json(part), len(self.written))
            if number == len(self.written):
                self.written.append(part)
            self.by_object[id(value)] = number
        return {"part": number}
