"""Services: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import Turn

_NAMED = "resources come and go by events, and are named there"

TURNS = (
    Turn("as events", r"[a-z]\w*(?:\s*,\s*[a-z]\w*)*", _NAMED, "write `resources as events name them`", "resources"),
    Turn("events name", r"named\b[\w ]*", _NAMED, "write `as events name them`"),
    Turn(
        "",
        r"(?:any|all|every)\s+(component|resource)s?\b",
        "parts that the policy does not list are those that events name",
        r"write `\1s as events name them`",
    ),
)
