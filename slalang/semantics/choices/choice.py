"""What an agreement may leave open, and with which phrases it is settled."""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Choice:
    """Something that an agreement may leave open and that changes a verdict.

    `name` is its short name, `rule` the rule of the language, `where` the rules of a policy in which it is
    said, `question` what has to be settled, `options` pairs of a phrase and what it means, `code` how its lack is called.
    """

    name: str
    rule: str
    where: str
    question: str
    options: tuple[tuple[str, str], ...]
    code: str = "choice-missing"


def listed(choice: Choice) -> str:
    """The possibilities in the words that the author can write."""
    ways = [f"`{phrase}` ({meaning})" for phrase, meaning in choice.options]
    return "write " + ways[0] if len(ways) == 1 else "write one of: " + "; ".join(ways)
