"""What a document consists of: headings, paragraphs, lists, tables; their words with nothing of any format in them."""

from __future__ import annotations

from typing import TypeAlias

import attrs


@attrs.frozen(slots=True)
class Strong:
    """Words that stand out."""

    text: str


@attrs.frozen(slots=True)
class Quiet:
    """Words beside the matter: a reason, a clause, a remark."""

    text: str


Words: TypeAlias = tuple[str | Strong | Quiet, ...]


@attrs.frozen(slots=True)
class Heading:
    """A heading of level 1 (the document's title) to 4."""

    level: int
    words: Words


@attrs.frozen(slots=True)
class Paragraph:
    words: Words


@attrs.frozen(slots=True)
class Item:
    """One point of a list, with remarks below it."""

    words: Words
    below: tuple[Words, ...] = ()


@attrs.frozen(slots=True)
class Bullets:
    items: tuple[Item, ...]


@attrs.frozen(slots=True)
class Table:
    """A table with its caption; every row has a cell for each word of the head."""

    caption: Words
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Table


@attrs.frozen(slots=True)
class Document:
    """A whole document; its first block is the heading that bears its title."""

    title: str
    blocks: tuple[Block, ...]
