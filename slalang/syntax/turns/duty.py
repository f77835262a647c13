"""Duties: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import FULL_DAY, FULL_DAYS, NEXT_DAY, NEXT_DAY_TITLE, PERIODIC, WORD, Turn

_OWED = "what is owed is said with `requires`"
_GRADE = r"([\w-]*\d[\w-]*|critical|severe|major|minor|high|medium|low)"
_BEHIND = "the deadline stands behind what is required"
_LIFTED = "what takes the duty away is a fact that lifts it"
_OFTEN = "how often something is owed is said with `for each`"

TURNS = (
    *(
        Turn(
            instead,
            r"(?:(?:but\s+|and\s+)?not|except(?:\s+(?:those|where|if|when))?|unless|other\s+than|excluding|without)\b",
            "what a duty is not for cannot be said",
            "list the causes that count, as in `for each outage caused by provider or network`; or lift the duty by a fact, "
            'as in `lifted by the fact "customer_at_fault"`',
        )
        for instead in ("caused by", "or")
    ),
    Turn(
        "",
        r"(?:an?\s+)?updates?\s+(?:each|every|at\s+least\s+every)\b(?:\s+(\d+\s+[a-z]+))?",
        "updates that come again and again are a clock that begins anew",
        'write a clock: `runs from "opened" to "resolved", anew at each "updated"`, and `within` with the longest gap',
    ),
    Turn(
        "within",
        r"(?:each|every)\s+\d+\s+[a-z]+",
        "what is owed again and again is said by its period, or by a clock",
        'write `for each day`, or another period; or a clock that `runs from "opened" to "resolved", anew at each "updated"`',
    ),
    Turn(
        "it",
        r"the\s+date\s+that\s+it\s+carries\b",
        "so long before the date that an event carries cannot be said yet",
        "write `by the date that it carries`, and let the event carry the earlier date; or say it in a `prose` rule",
        "before",
    ),
    Turn(
        "",
        r"(?:prohibits|bans|disallows|bars|excludes)\b(?=\s+(?:the|an?)\b)",
        "what must not happen is said with `forbids`",
        "write `forbids`",
    ),
    Turn(
        "",
        r"(?:within|(?:at|by)\s+the\s+latest|(?:no|not)\s+later\s+than|by|before|at\s+least)\b[^;\d]*(\d+\s+[a-z]+)?",
        _BEHIND,
        r'write `requires the fact "..." within \1 after it`',
    ),
    Turn("", r"(?:does|do|is|are)\s+not\b", _LIFTED, 'write `lifted by the fact "..."`, and what it is about'),
    Turn("the", r"that\b", "what is owed is an event", 'write `the fact "..."` instead of `that` and what follows', "requires"),
    Turn(
        "at least",
        r"(\d+\s+[a-z]+)\s+(?:in\s+advance|ahead|earlier|prior|beforehand)\b(?:\s+(?:of|to)\b)?",
        "what is due before the occasion is so at least some time before it",
        r"write `at least \1 before it`",
    ),
    Turn(
        "within",
        r"(?:(?:no|not)\s+(?:later|more)\s+than|(?:at|by)\s+the\s+latest|before|in)\s+(\d+\s+[a-z]+)",
        "a deadline is a length after the occasion",
        r"write `within \1 after it`",
    ),
    Turn(
        "within",
        r"(?:immediate(?:ly)?|without\s+(?:undue\s+)?delay|prompt(?:ly)?|asap|on\s+time|in\s+(?:good\s+)?time|as\s+soon)\b",
        "a deadline has a figure",
        "write it as in `within 1 hour after it`; or leave it out, and no delay breaches the duty",
    ),
    Turn(
        "including", r"(?:with|listing|stating|naming|containing)\b", "contents are said with `including`", "write `including`"
    ),
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
        _LIFTED,
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
        _GRADE + r"\s+(?:outages?|incidents?)\b",
        "the severity stands behind the outage",
        r'write `outage of severity "\1"`',
    ),
    Turn(
        "ticket",
        _GRADE + r"\s+tickets?\b",
        "the severity stands behind the ticket",
        r'write `ticket "opened" of severity "\1"`',
    ),
    Turn("half-year", r"day\b", "`day` says it already", "write `day`, without `calendar`", "calendar"),
    Turn(
        "outage", r"(?:[\w-]+\s+)?incidents?\b", "an incident is an outage, or a ticket", 'write `outage`, or `ticket "opened"`'
    ),
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
        _LIFTED,
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
