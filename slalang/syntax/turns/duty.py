"""Duties: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import FULL_DAY, FULL_DAYS, NEXT_DAY, NEXT_DAY_TITLE, PERIODIC, WORD, Turn

_OWED = "what is owed is said with `requires`"
_OFTEN = "how often something is owed is said with `for each`"

TURNS = (
    *(Turn("", rf"(?:{pattern})", _OFTEN, f"write `for each {period}`") for pattern, period in PERIODIC),
    *(
        Turn(
            "because",
            rf"(?:{pattern}|each\s+{period.split()[-1]}\b)",
            _OFTEN,
            f"take it out, and say `for each {period}` in a phrase of its own",
        )
        for pattern, period in PERIODIC
    ),
    Turn(
        "",
        r"(?:the\s+provider\s+)?(?:must|shall|may)\s+(?:not|never)\b[^;\"“”„]*(?:" + WORD + r")?(?=\s*(?:[;.]|$))",
        "what must not happen is said with `forbids`",
        r'write `forbids the fact "\1"`',
    ),
    Turn(
        "",
        r"(?:prohibit\w*|forbidden|ban\w*|no|never)\b(?:[^;\"“”„]*" + WORD + r")?(?=\s*(?:[;.]|$))",
        "what must not happen is said with `forbids`",
        r'write `forbids the fact "\1"`',
    ),
    Turn(
        "",
        r"(?:the\s+\w+\s+)?(?:must|shall|should|will|has\s+to|have\s+to|is\s+to|needs?|require[ds]?)\b[^;\"“”„]*?[\"“”„]([\w-]+)",
        _OWED,
        r'write `requires the fact "\1"`',
    ),
    Turn(
        "",
        r"(?:the\s+\w+\s+)?(?:must|shall|should|will|has\s+to|have\s+to|is\s+to|needs?|requires?)\b",
        _OWED,
        'write `requires the fact "..."`, and until when, as in `within 1 hour after it`',
    ),
    Turn(
        "",
        r"(?:unless|except|waived?|excused|excepted)\b[^;\"“”„]*?(?:[\"“”„]([\w-]+))",
        "what takes the duty away is a fact that lifts it",
        r'write `lifted by the fact "\1"`',
    ),
    Turn(
        "",
        r"(?:on|when|upon|whenever|after|if|in\s+case|once|every|each\s+time)\b(?:\s+(?:each|every|a|an|the|time))*\s*(?:fact\s*)?(?:[\"“”„]([\w-]+))?",
        "the occasion of a duty is said with `for each`",
        r'write `for each` and what happens, as in `for each fact "discovered"`',
    ),
    Turn(
        "fact",
        r"[\"“”„]([\w-]+)[\"“”„]",
        "what happens is named before its quoted word",
        r'write `fact "\1"`; an outage is `outage`, what happens to a ticket `ticket "opened"`',
    ),
    Turn(
        "outage",
        r"([\w-]+)\s+(outages?|incidents?)\b",
        "the severity stands behind the outage",
        r'write `outage of severity "\1"`',
    ),
    Turn(
        "ticket",
        r"([\w-]+)\s+tickets?\b",
        "the severity stands behind the ticket",
        r'write `ticket "opened" of severity "\1"`',
    ),
    Turn("half-year", r"day\b", "`day` says it already", "write `day`, without `calendar`", "calendar"),
    Turn("outage", r"incidents?\b", "an incident is an outage, or a ticket", 'write `outage`, or `ticket "opened"`'),
    Turn(
        "the",
        r"[\"“”„]([\w-]+)[\"“”„]",
        "what happens is named before its quoted word",
        r'write `the fact "\1"`',
    ),
    Turn(
        "the",
        r"(fact|claim|outage|ticket|maintenance|settlement)\b",
        "a small word is missing",
        r"write `the \1`",
    ),
    Turn(
        "by",
        r"(?:if|when|where|through|with)\b",
        "what takes the duty away is a fact that lifts it",
        'write `lifted by the fact "..."`',
    ),
    Turn(
        "fact",
        r"(?!month|quarter|year|week|half|hour)([a-z]\w+)(?=\s*(?:[;.]|$|within\b|by\b|about\b))",
        "what happens outside tickets and outages is a fact",
        r'write `the fact "\1"`',
    ),
    Turn(
        "of severity",
        r"[\"“”„]([\w.-]+)[\"“”„]",
        "the severity is named as such",
        r'write `of severity "\1"`',
    ),
    Turn(
        "STRING",
        r"(?:of\s+severity|with\s+severity)\b",
        "what happened to the ticket stands first",
        'write `ticket "opened" of severity` and the severity',
    ),
    Turn(
        "after it",
        r"(?:of|from|since|following|upon|[;.]|$)",
        "the length does not say from when it runs",
        "write `after it`: after what `for each` names (`after it starts` or `after it ends`, where that lasts)",
    ),
    Turn(
        "it",
        r"(?!it\b)(?:[\"“”„][^\"“”„]*[\"“”„]|the\s+\w+|\w+)",
        "what `for each` names is called `it` in the phrases after it",
        "write `it`",
    ),
    Turn("end of the", NEXT_DAY, NEXT_DAY_TITLE, f"write `end of the {FULL_DAY}, and then `after it`"),
    *FULL_DAYS,
)
