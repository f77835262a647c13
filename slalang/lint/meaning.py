"""What two compiled policies say differently, by the headings of their rules."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.semantics.policy import Compiled, Policy
from slalang.values.listing import listed


def differences(before: Compiled, after: Compiled) -> tuple[str, ...]:
    """The rules and words that mean something else, in the order of the policy; nothing where the two mean the same."""
    if before.sha256 == after.sha256:
        return ()
    found = dict.fromkeys(_of_policies(before.policy, after.policy))
    readings = {(r.ambiguity, r.name): r for r in before.readings}
    for reading in after.readings:
        other = readings.pop((reading.ambiguity, reading.name), None)
        what = f"reading {reading.name} of {reading.ambiguity}"
        if other is None or attrs.evolve(other, policy=reading.policy) != reading:
            found[what] = None
        else:
            # What differs under every reading has been said of the one that governs.
            found |= {f"{d}, under {what}": None for d in _of_policies(other.policy, reading.policy) if d not in found}
    found |= {f"reading {name} of {ambiguity}": None for ambiguity, name in readings}
    return tuple(found) or ("the version that is replaced, or the words in which it is said",)


def in_words(changed: tuple[str, ...], most: int = 6) -> str:
    """The differences as one sentence names them."""
    return listed([*changed[:most], f"{len(changed) - most} more"] if len(changed) > most else changed)


def _of_policies(before: Policy, after: Policy) -> Iterator[str]:
    for field in attrs.fields(Policy):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        named = _by_heading(old), _by_heading(new)
        if named[0] is None or named[1] is None:
            yield field.name.replace("_", " ")
            continue
        changed = [name for name in {**named[0], **named[1]} if named[0].get(name) != named[1].get(name)]
        yield from changed or (f"the order of the {field.name}",)


def _by_heading(items: object) -> dict[str, object] | None:
    """The rules of a policy by their headings; None of what are no rules."""
    if not isinstance(items, tuple) or not all(attrs.has(type(item)) for item in items):
        return None
    return {_heading(item): item for item in items}


def _heading(item: object) -> str:
    noun = type(item).__name__.removeprefix("Business").removeprefix("Chosen").lower()
    name = getattr(item, "name", None)
    return f"{noun} {name}" if name is not None else f"{noun} for {getattr(item, 'commitment', '')}"
