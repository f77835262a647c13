"""A quoted word that looks like another one and is not.

## What it finds

Among the quoted words that are compared with events, contracts or clauses:

- a word of Latin letters with a Cyrillic or Greek letter among them that looks like a Latin one; or one of such letters alone,
  where no word of the policy has a letter by which the script can be told;
- a blank or a hyphen that is none on any keyboard: a no-break space, a no-break hyphen, a minus sign, full-width letters;
- two words that look the same and differ in such characters, in the dash or the apostrophe, or in how an accent is put on.

Reasons, prose and titles are read by people only and are not asked. Characters that do not show at all, or that turn the
direction of the text, are an error (`invisible-character`). Only letters that look the same in every common type are known.

## Why it costs money

Words are compared letter by letter. A target for severity "P1" with a Cyrillic letter holds for no ticket: the promise is
there for everyone to read, and no one ever gets it.

## Example

Before: the first letter is the Cyrillic one (U+0420).

    within 1 hour where the severity is "Р1";

After:

    within 1 hour where the severity is "P1";
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import attrs

from slalang.syntax.layout import Lines
from slalang.syntax.literate import is_literate, rules_of
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Label, Severity

SEVERITY = Severity.WARNING

_CYRILLIC = dict(zip("асеорхуіјѕԁһԛԝѵАВЕКМНОРСТХУІЈЅԚԜҮѴ", "aceopxyijsdhqwvABEKMHOPCTXYIJSQWYV", strict=True))
_GREEK = dict(zip("ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovABEZHIKMNOPTYX", strict=True))
_LETTERS = str.maketrans({**_CYRILLIC, **_GREEK})
_MARKS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’ʼ′", "'"))
_UNTYPED = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010\u2011\u2212\uff01-\uff5e]")
"""Blanks, hyphens and letters that look like those of a keyboard."""
_TEXT_OR_NOTE = re.compile(r'["“”„]([^"“”„]*)["“”„]|\[[^\[\]]*\]')
_FREE = re.compile(r"(?:\b(?:because|provider|customer|source|version|agreement|scenario)|:)\s*$", re.IGNORECASE)
_FAR = 40
"""How far before a quotation mark the word is looked for that says what it is."""


@attrs.frozen(slots=True)
class _Word:
    text: str
    start: int


def in_text(text: str, file: str) -> Iterator[Diagnostic]:
    """The words of a file that are not what they look like; the file need not be free of errors."""
    if text.isascii():
        return
    rules = rules_of(text, file).rules if is_literate(file) else text
    words = tuple(_words(rules))
    lines = Lines(text, file)
    scripts = {script for word in words for script in _told(word.text)}
    first: dict[str, _Word] = {}
    for word in words:
        found = [i for i, mark in enumerate(word.text) if _UNTYPED.match(mark)] or list(_mixed(word.text, scripts))
        plain = _plain(word.text)
        if found:
            yield _looks_alike(word, found, lines)
        other = first.setdefault(plain, word)
        if other.text != word.text and not found and not _untypical(other.text, scripts):
            yield _twins(word, other, lines)


def _words(text: str) -> Iterator[_Word]:
    """The quoted words that are compared, each with the place of its first character."""
    for found in _TEXT_OR_NOTE.finditer(text):
        if found[1] is not None and not _FREE.search(text, max(0, found.start() - _FAR), found.start()):
            yield _Word(found[1], found.start(1))


def _plain(text: str) -> str:
    """What a text looks like, in characters of a keyboard where it looks like them."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_LETTERS).translate(_MARKS).split())


def _script(mark: str) -> str:
    """`CYRILLIC`, `GREEK` or `LATIN` for their letters; nothing for the rest."""
    name = unicodedata.name(mark, "").split(" ")[0] if mark.isalpha() else ""
    return name if name in ("CYRILLIC", "GREEK", "LATIN") else ""


def _told(text: str) -> Iterator[str]:
    """The scripts of letters by which a script can be told: those that look like no Latin letter."""
    for mark in text:
        if not mark.isascii() and mark.translate(_LETTERS) == mark and (script := _script(mark)):
            yield script


def _mixed(text: str, scripts: set[str]) -> Iterator[int]:
    """Where letters stand that look like Latin ones, in words in which they cannot be anything else."""
    for piece in re.finditer(r"\w+", text):
        alike = [i for i, mark in enumerate(piece[0], piece.start()) if not mark.isascii() and mark.translate(_LETTERS) != mark]
        letters = [mark for mark in piece[0] if mark.isalpha()]
        latin = any(_script(mark) == "LATIN" for mark in letters)
        others = [mark for mark in letters if _script(mark) != "LATIN"]
        if not alike or len(alike) != len(others):
            continue
        if latin or not {_script(mark) for mark in others} & scripts:
            yield from alike


def _untypical(text: str, scripts: set[str]) -> bool:
    """Whether a word is told of by itself."""
    return bool(_UNTYPED.search(text)) or any(True for _ in _mixed(text, scripts))


def _looks_alike(word: _Word, found: list[int], lines: Lines) -> Diagnostic:
    mark, meant = word.text[found[0]], _plain_mark(word.text[found[0]])
    edits = tuple(
        Edit(lines.span(word.start + i, word.start + i + 1), _plain_mark(word.text[i])) for i in found
    )  # one for each character
    plain = "".join(_plain_mark(mark) if i in found else mark for i, mark in enumerate(word.text))
    return Diagnostic(
        f'"{word.text}" looks like "{plain}" and is not',
        lines.span(word.start, word.start + len(word.text)),
        label=_named(mark),
        case=f'{_named(mark)} stands where {_named(meant)} seems to; what events call "{plain}" is not meant',
        hint=f'retype it: "{plain}"',
        fix=Fix(f'write "{plain}"', edits),
    )


def _twins(word: _Word, other: _Word, lines: Lines) -> Diagnostic:
    at = next((i for i, (one, two) in enumerate(zip(word.text, other.text, strict=False)) if one != two), 0)
    here, there = word.text[at : at + 1], other.text[at : at + 1]
    return Diagnostic(
        f'"{word.text}" and another word look the same and are not',
        lines.span(word.start, word.start + len(word.text)),
        label=_named(here),
        labels=(Label(lines.span(other.start, other.start + len(other.text)), _named(there)),),
        case=f"{_named(here)} stands here, {_named(there)} there: what holds for the one does not hold for the other",
        hint="write both in the same way, by copying one of them",
    )


def _plain_mark(mark: str) -> str:
    if mark.isspace():
        return " "
    return unicodedata.normalize("NFKC", mark).translate(_LETTERS).translate(_MARKS)


def _named(mark: str) -> str:
    """`U+0420, cyrillic capital letter er`."""
    return f"U+{ord(mark):04X}, {unicodedata.name(mark, 'a character without a name').lower()}" if mark else "nothing"
