"""What several credits come to: what contracts say of it in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import MONEY, SHARES_OF_MONEY, Turn

_ADD = "credits that are owed beside one another add up"
_HIGHEST = "of credits that are alternatives, the highest is taken"
_WORTH = "what points are in money is said of each"
_SPAN = "how long a cap holds is said with `per`, `within any` or `over the subscription`"
_ANY = r"(?:(?:any|each|every|an?|the)\s+)?(?:(?:last|past|previous)\s+)?(?:rolling\s+)?(?:period\s+of\s+)?"
_CAP = "what limits the money is a cap"
_OWN = "what one promise earns, and how it is claimed, stands in its own credit"

TURNS = (
    Turn(",", r"(?:and|or|&|\+)\s*(?=[a-z])", "the names of a list are parted by commas", "write `,`"),
    # ---------------------------------------------------------------- how they join
    Turn(
        "",
        r"(?:the\s+)?(?:\w+\s+)?credits?\s+(?:do(?:es)?|are|is|shall|will|must)\s+not\b|no\s+credits?\b",
        "credits that do not add up are alternatives",
        "write `the highest credit is taken`",
    ),
    Turn(
        "add up",
        r"(?:do(?:es)?|are|is|shall|will|must)\s+not\b",
        "credits that do not add up are alternatives",
        "write `the highest credit is taken`",
        "credits",
    ),
    Turn("add up", r"(?:are|is|shall|will|accumulate\w*|sum)\b[\w ]*", _ADD, "write `add up`", "credits"),
    Turn("credits add up", r"(?:sum|total|\w+\s+sum)\b", _ADD, "write `the credits add up`", "the"),
    Turn(
        "",
        r"(?:all\s+)?(?:the\s+)?(?:credits?|sum|total|cumulative(?:ly)?|together|in\s+sum)\b",
        _ADD,
        "write `the credits add up`",
    ),
    Turn(
        "",
        r"(?:only\s+)?(?:the\s+)?(?:highest|greater|greatest|larger|largest|higher|alternatives?|maximum\s+of\s+the)\b"
        r"|[a-z]\w*\s+(?:and|or)\s+[a-z]\w*\s+are\s+alternatives?\b",
        _HIGHEST,
        "write `the highest credit is taken`",
    ),
    Turn(
        "highest credit",
        r"(?:greater|greatest|larger|largest|higher)\b[\w ]*",
        _HIGHEST,
        "write `the highest credit is taken`",
        "the",
    ),
    Turn(
        "highest credit",
        r"(?:lower|lowest|smaller|smallest|first|last)\b[\w ]*",
        "several credits add up, or the highest is taken",
        "write `the credits add up` or `the highest credit is taken`",
        "the",
    ),
    Turn(
        "credit is taken",
        r"(?:of\b[\w, ]*?)?(?:is|are|applies|counts|governs|prevails)\b[\w ]*",
        _HIGHEST,
        "write `credit is taken`",
        "highest",
    ),
    Turn(
        "is taken",
        r"(?:applies|counts|governs|prevails|is\s+(?:paid|given|due|owed))\b",
        _HIGHEST,
        "write `is taken`",
        "credit",
    ),
    # ---------------------------------------------------------------- points
    Turn(
        "",
        rf"(?:(?:a|an|one|1|every|the|all)\s+)?(?:\w+\s+)?points?\s+(?:is|are|=|costs?|:)\s*(?:worth\s+)?{MONEY}",
        _WORTH,
        r"write `each point is worth \1`",
    ),
    Turn("", r"(?:(?:a|an|one|1|every|the|all)\s+)?(?:\w+\s+)?points?\b", _WORTH, "write `each point is worth`, and the sum"),
    Turn("is worth", r"(?:costs?|earns?|counts?|equals?|:|=)", _WORTH, "write `is worth`", "point"),
    Turn("of the base", r"(?=[;.])", "a share of what?", "write `of the base`"),
    Turn(
        "base",
        r"charges\b[\w ]*",
        "a point is worth a sum, or a share of the base",
        "write `base`, and which charges that is in a phrase of its own, as in `of the charges of the period`",
        "the",
    ),
    # ---------------------------------------------------------------- caps
    *(
        Turn("per", rf"(?:(?:an?|each|every)\s+(?:calendar\s+)?{noun}\b|{adverb}\b)", _SPAN, f"write `per calendar {noun}`")
        for noun, adverb in (("year", "annually|yearly"), ("month", "monthly"), ("quarter", "quarterly"))
    ),
    Turn("NUMBER", r"(?:rolling\s+)?(year|month|week|day)s?\b", _SPAN, r"write `1 \1`", "any"),
    *(
        turn
        for instead, lead, after, less in (
            ("within any", r"(?:in|within|during|for|over|per)\s+", "", ""),
            ("any", "", "within", " instead of `within`"),
            ("category", "", "in", " instead of `in`"),
            ("the subscription", "", "over", " instead of `over`"),
            # `per any 12 months`: the periods that may follow.
            ("calendar", "", "per", " instead of `per`"),
        )
        for turn in (
            Turn(instead, lead + r"(?:total|all|sum|the\s+aggregate)\b", _SPAN, f"write `over the subscription`{less}", after),
            Turn(
                instead,
                lead + r"(?:each|every|the|an?)\s+(?:calendar\s+)?(year|month|quarter)\b",
                _SPAN,
                rf"write `per calendar \1`{less}",
                after,
            ),
            Turn(
                instead,
                lead + r"any\s+(?:calendar\s+)?(year|month)\b",
                _SPAN,
                rf"write `per calendar \1` or `within any 1 \1`{less}",
                after,
            ),
            Turn(
                instead,
                lead + rf"{_ANY}(\d+\s+\w+)",
                _SPAN,
                r"write `any \1`" if after == "within" else rf"write `within any \1`{less}",
                after,
            ),
        )
    ),
    Turn(
        "the subscription",
        r"(?:the\s+)?(?:\w+\s+)?(?:terms?|contract|agreement|lifetime|duration)\b[\w ]*",
        _SPAN,
        "write `the subscription`",
        "over",
    ),
    Turn(
        "over the subscription",
        r"(?:(?:during|for|within)\s+)?the\s+(?:\w+\s+)?(?:subscription|term|contract|agreement)\b|overall\b|cumulative\w*\b|altogether\b",
        _SPAN,
        "write `over the subscription`",
    ),
    Turn(
        "",
        r"(?:(?:an?|the)\s+)?(?:maximum|max|limit(?:ed)?|cap|up|at\s+most|(?:no|not|never)\s+more|not\s+exceeding)\s*"
        rf"(?:of|to|at|than|is|:)?\s*{MONEY}",
        _CAP,
        r"write `capped at \1`, and over what time, as in `per calendar year`",
    ),
    Turn(
        "",
        r"(?:given|claimed|below|above|rows?|steps?|barred|downtime|a\s+missed|at\s+(?:least|most)|never\s+less|where\s+rows)\b",
        _OWN,
        "write it in `credit for` the commitment",
    ),
    *SHARES_OF_MONEY,
)
