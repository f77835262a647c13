"""Tickets in scenarios: what people write of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import Turn

TURNS = (
    Turn(
        "STRING",
        r"((?:of\s+severity|in\s+queue|labelled|caused\s+by)\s+(?:[\"“”„][^\"“”„]{0,60}[\"“”„]|[\w.]+))(?=\s)",
        "what is said of a ticket stands behind the time",
        r'put `\1` behind the time, as in `ticket "T1" "opened" at 2025-03-03 09:00 \1`',
    ),
    Turn(
        "STRING",
        r"(?:with\s+)?(?:severity|priority)\s+[\"“”„]?([\w.-]+)[\"“”„]?",
        "what is said of a ticket stands behind the time",
        r'put it behind the time, as in `ticket "T1" "opened" at 2025-03-03 09:00 of severity "\1"`',
    ),
    Turn("is", r"([a-z]\w*)\s+is\b", "a parameter is given by its name alone", "take out `customer`", "customer"),
    Turn("is", r"([a-z]\w*)\s+is\b", "a parameter is given by its name alone", "take out `parameter`", "parameter"),
    Turn(
        "is",
        r"(?:customer(?:['’]s)?\s+|parameter\s+)?([a-z]\w*)\s+is\b",
        "a parameter is given by its name alone",
        r"write `given \1 is`",
        "the",
    ),
    Turn("STRING", r"([\w-]+)(?=\s+[\"“”„])", "a ticket is named by a quoted word", r'write `ticket "\1"`', "ticket"),
    Turn(
        "STRING",
        r"at\s+\d{4}-",
        "the time stands after what happened",
        'write it as in `ticket "T1" "opened" at 2025-03-03 09:00`',
    ),
    Turn("of severity", r"(?:with\s+)?(?:severity|priority)\b", "the severity is said with `of`", "write `of severity`"),
    Turn("in queue", r"(?:with\s+)?queue\b", "the queue is said with `in`", "write `in queue`"),
    Turn("labelled", r"(?:with\s+)?(?:labell?(?:ed|s)?|tag\w*)\b", "labels are said with `labelled`", "write `labelled`"),
    Turn(
        "including",
        r"(about|called)\b",
        r"`\1` stands before the time",
        r'put it right after the quoted word: `fact "told" \1 "..." at 2025-03-03 09:00`',
    ),
    Turn("called", r"of\s+\w+", "a scenario's tickets concern every service", "take it out"),
    Turn(
        "is",
        r"(?<=payment )for\b",
        "what the provider decides or pays is a settlement",
        'write `settlement "paid" for` instead of `payment for`',
    ),
    Turn(
        "settlement",
        r"(?:a\s+)?(?:payments?|decision|denial)\b",
        "what the provider decides or pays is a settlement",
        'write `settlement "paid"`, or another decision',
    ),
    Turn(
        "in",
        r"[\"“”„]([\w-]+)[\"“”„]",
        "a verdict on a ticket is named with `on`",
        r'write `on ticket "\1"` instead of `of ticket`',
    ),
    Turn(
        "after",
        r"(?:for|upon|on\s+occasion)\s+[\"“”„]([\w-]+)[\"“”„]",
        "a verdict on an occasion is named with `after`",
        r'write `after "\1"`',
    ),
    Turn("counted", r"measured\b", "what a clock measured stands behind the word", "write `measured` before the length"),
    Turn(
        "missing",
        r"(?:late|failed|missed|overdue|violated|broken|not\s+met)\b",
        "a promise that is not kept is `breached`",
        "write `breached`",
    ),
    Turn("missing", r"(?:ok|kept|passed|fulfilled|in\s+time|on\s+time)\b", "a promise that is kept is `met`", "write `met`"),
)
