"""A place in a policy that could not be read, and the mistake that was made there."""

from __future__ import annotations

import re

import attrs

TURNS_ROUND = ("not", "no", "never", "except", "excluding", "unless", "without", "other", "neither", "nor", "but", "only")
"""Words without which a phrase says something else, or the opposite: none is taken out of it, nor replaced."""


@attrs.frozen(slots=True)
class Read:
    """A word that was read before the place: its terminal, and the words of the language that could have stood there."""

    kind: str
    text: str
    start: int
    end: int
    instead: tuple[str, ...]


@attrs.frozen(slots=True)
class Place:
    """A place that could not be read.

    `text` is all that was read, the place from `start` to `end`; `expected` are the terminals that would have fitted, and
    `choices` the same in the policy's own words; `before` are the last words that did fit. `noun` is the rule's; `beginnings`
    are the words that may begin its phrases.
    """

    text: str
    start: int
    end: int
    expected: tuple[str, ...]
    choices: tuple[str, ...]
    before: tuple[Read, ...]
    noun: str | None = None
    beginnings: frozenset[str] = frozenset()

    @property
    def found(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]

    @property
    def rest(self) -> str:
        """What stands there and after it, as far as a message could want it."""
        return self.text[self.start : self.start + 200]

    def read_last(self, *kinds: str) -> Read | None:
        """The word before, where it is of such a kind."""
        return self.before[-1] if self.before and self.before[-1].kind in kinds else None

    def around(self, pattern: str) -> re.Match[str] | None:
        """The first match that touches the place, even where its beginning was read as something else."""
        begin = max(0, self.start - 30)
        for found in re.compile(pattern, re.IGNORECASE).finditer(self.text, begin, self.start + 60):
            if found.start() <= self.start <= found.end():
                return found
        return None


@attrs.frozen(slots=True)
class Mistake:
    """What to say about a place, in offsets of the text that was read."""

    code: str
    start: int
    end: int
    title: str
    label: str
    hint: str


def here(place: Place, code: str, title: str, label: str, hint: str, found: re.Match[str] | None = None) -> Mistake:
    """A mistake at the place itself, or over what was found there."""
    start, end = found.span() if found is not None else (place.start, place.end)
    return Mistake(code, start, max(end, start), title, label, hint)


def matched(place: Place, pattern: str) -> re.Match[str] | None:
    """The pattern where the place begins, whatever the case of its letters."""
    return re.compile(pattern, re.IGNORECASE).match(place.text, place.start)


def first_word(place: Place) -> str:
    """The word with which the place begins, or its mark."""
    found = re.compile(r"[\w-]+").match(place.text, place.start)
    return found[0][:60] if found is not None else place.found[:60]


def meaning(guess: str | None) -> str:
    """The question that offers a guess; nothing without one."""
    return f"did you mean `{guess}`?" if guess else ""
