"""Clocks: what contracts say of support targets in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import FOR_PLANS, FULL_DAY, FULL_DAYS, NEXT_DAY, NEXT_DAY_TITLE, WORD, Turn, one_for_each

_RUN = "a clock says in one phrase what it runs from and to"
_TARGET = "a target begins with `within` or `by`, and says after `where` for which tickets it holds"

_HOURS = "what a clock counts in is said by its length"
_IN_HOURS = "write it into the length: `within 4 business hours of` and the name of the calendar"
_ANEW = "updates that come again and again are a clock that begins anew"
_PAUSE = "a pause has what begins it, what ends it, and what it does"
_HOW_TO_PAUSE = 'write `pauses from "paused" to "resumed", which moves the deadline`, with its own actions'

TURNS = (
    one_for_each("clock"),
    Turn(
        "",
        r"(?:start(?:s|ed)?|begins?|commences?|from)\b[^;.\"“”„]*" + WORD + r"(?=\s*(?:[;.]|$))",
        _RUN,
        r'write `runs from "\1" to` and the action that stops it, such as `"resolved"`',
    ),
    Turn(
        "",
        r"(?:stops?|stopped|end(?:s|ed)?|finish\w*|until|to)\b[^;.\"“”„]*" + WORD,
        _RUN,
        r'write `runs from` the action that starts it, such as `"opened"`, and then `to "\1"`',
    ),
    Turn("", r"(?:starts?|begins?|from)\b", _RUN, 'write `runs from "opened" to "resolved"`, with its own actions'),
    Turn(
        "",
        r"(?:restarts?|renew\w*|resets?|again|every|each)\b",
        "a clock that begins anew says so where it says what it runs from and to",
        'write `runs from "opened" to "resolved", anew at each "updated"` where the worst gap counts, or '
        '`runs from each "customer_replied" to "responded"` where each is answered by itself',
    ),
    Turn(
        "anew",
        r"(?:again|afresh|restart\w*|renewed|and\s+again)\b(?:\s+(?:at|on|with|from)\b)?(?:\s+(?:each|every)\b)?",
        "what begins a clock anew is said with `anew at each`",
        "write `anew at each` and the action",
    ),
    Turn(
        "",
        r"(?:an?\s+)?updates?d?\s+(?:(?:each|every|at\s+least\s+every)\s+)(\d+\s+(?:business\s+)?[a-z]+)",
        _ANEW,
        r'write `runs from "opened" to "resolved", anew at each "updated"` and `within \1`',
    ),
    Turn(
        "",
        r"(?:an?\s+)?updates?d?\b",
        _ANEW,
        'write `runs from "opened" to "resolved", anew at each "updated"`, and `within` with the longest gap',
    ),
    Turn("", r"(?:measured|counted|in|only|during|inside|on)\b", _HOURS, _IN_HOURS),
    Turn("from", r"(?:only|in|during|inside|on)\b", _HOURS, _IN_HOURS, "runs"),
    Turn(", anew", r"(?:only|in|during|inside)\b", _HOURS, "take it out here, and " + _IN_HOURS),
    Turn("where", r"(?:only\s+)?(?:during|inside|in)\s+(?!case\b)", _HOURS, _IN_HOURS),
    Turn(
        "",
        r"(?:best\s+effort|immediate(?:ly)?|as\s+soon|prompt(?:ly)?|asap|without\s+(?:undue\s+)?delay)\b",
        "without a figure there is nothing to decide",
        'write `no target where the severity is "P4"`, and say in a `prose` rule what is promised',
    ),
    Turn("", r"(?:excluding|the\s+clock|clock|time|not\s+counting|minus)\b", _PAUSE, _HOW_TO_PAUSE),
    Turn(
        "",
        WORD + r"\s+within\s+(\d+\s+(?:business\s+)?[a-z]+)",
        _TARGET,
        r'write the length first: `within \2`, and then for which tickets, as in `where the severity is "P1"`',
    ),
    Turn(
        "",
        r"(?:target|respon\w*|resol\w*|answer\w*|fix\w*)\b[^;]*?(\d+\s+(?:business\s+)?[a-z]+)",
        _TARGET,
        r'write `within \1`, and then for which tickets, as in `where the severity is "P1"`',
    ),
    Turn(
        "the end of",
        r"(?:the\s+)?(?:end|close|cob|eod|noon|\d[\d:.]*)",
        "a deadline at a time of day is the end of a full day",
        f"write `the end of the {FULL_DAY}",
        "by",
    ),
    Turn(
        "the",
        r"(\d+)\s+(?:full\s+)?(?:business|working)?\s*days?\b",
        "which of them ends the time?",
        r"write as in `the 2nd full business day of` a calendar, which does not count the day on which it begins; "
        r"or `within \1 business days of` the calendar",
        "of",
    ),
    Turn(
        "labelled",
        r"[\"“”„]([\w.-]+)[\"“”„]",
        "several words of which one is enough are joined by `or`",
        r'write `or "\1"` instead of `and "\1"`',
        "and",
    ),
    Turn(
        "where",
        r"for\s+(?:everything|all|any|every\w*|the\s+(?:rest|others?|remaining))\b[\w\s]*?(?=\s*(?:[;.(]|$))",
        "what holds for all others is said with `otherwise`",
        "write `otherwise`",
    ),
    Turn(
        "",
        r"24\s*[/x]\s*7|(?:a)?round\s+the\s+clock|at\s+all\s+times",
        "plain hours count around the clock",
        "take it out: `within 4 hours` counts day and night",
    ),
    Turn(
        "UNIT",
        r"[/x]\s*7\b",
        "plain hours count around the clock",
        "take it out, and write the length alone: `within 4 hours` counts day and night",
    ),
    Turn("", rf"(?:by\s+)?(?:the\s+)?{NEXT_DAY}", NEXT_DAY_TITLE, f"write `by the end of the {FULL_DAY}"),
    Turn(
        "",
        r"(\d+\s+(?:business\s+)?\w+)(?=\s+(?:where|of|for|if)\b|\s*[;.]|$)",
        _TARGET,
        r'write `within \1`, and after it for which tickets, as in `where the severity is "P1"`',
    ),
    Turn(
        "",
        r"(?:(?:severity|priority|for|if|where|level)\b\s*)*"
        + WORD
        + r"\s*[:=-]\s*(?:within\s+)?(\d+\s+[\w ]+?)?(?=\s*(?:[;.(]|$))",
        _TARGET,
        r'write the length first: `within \2 where the severity is "\1"`',
    ),
    Turn(
        "",
        r"(?:do(?:es)?\s+not|no)\s+pauses?\b|without\s+pauses?",
        "a clock without pauses says so",
        "write `never pauses`",
    ),
    Turn(
        "",
        r"(?:paused?|suspen\w+|stands?\s+still|waits?|waiting)\b",
        _PAUSE,
        'write `pauses from "paused" to "resumed", which moves the deadline`',
    ),
    Turn(
        "from",
        r"(?:while|when(?:ever)?|during|on|if|at|as\s+long\s+as|for)\b",
        _PAUSE,
        'write `pauses from "paused" to "resumed", which moves the deadline`, with its own actions',
        "pauses",
    ),
    Turn(
        "",
        r"(?:the\s+)?(?:severity|priority)\b",
        "what a change of severity does is a phrase of its own",
        "write `a change of severity restarts the clock`, `... keeps the start and takes the new target` or "
        "`... changes nothing`",
    ),
    Turn("severity", r"(?:priority|urgency|impact)\b", "what changes is the severity", "write `severity`", "of"),
    Turn(
        "counts",
        r"(?:is|stops?|has|ends?|does\s+not\s+stop)\b",
        "an automatic reply counts, or it does not",
        "write `counts` where it stops the clock, `does not count` where it does not",
        "reply",
    ),
    Turn(
        "period in which",
        r"(?:day|week|month|quarter|year)\b",
        "which period it is, the credit or the share says",
        "write `period in which it` and then `starts`, `is due` or `stops`",
    ),
    Turn(
        "change of severity",
        r"(?:severity|priority|change\s+(?:of|in)\s+(?:severity|priority))\b",
        "a change of severity is said so",
        "write `change of severity`, and then what it does",
    ),
    Turn(
        "change of severity",
        r"(?:re-?opened|re-?opening)\b",
        "what reopening does is said with `reopening`",
        "write `reopening continues the clock`, `reopening begins a run of its own` or `reopening changes nothing`",
    ),
    Turn(
        "",
        r"(?:if\s+|when\s+)?(?:re-?opens?|re-?opened|re-opening)\b",
        "what reopening does is said with `reopening`",
        "write `reopening continues the clock`, `reopening begins a run of its own` or `reopening changes nothing`",
    ),
    Turn(
        "continues the clock",
        r"(?:restarts?|resets?)\b",
        "a reopened ticket has a second run, or its first goes on",
        "write `begins a run of its own` where it starts from nought, or `continues the clock`",
    ),
    Turn(
        "",
        r"auto\w*[\s-]*(?:repl\w+|response\w*|answers?)?",
        "whether an automatic reply stops the clock is a phrase of its own",
        "write `an automatic reply counts` or `an automatic reply does not count`",
    ),
    Turn(
        "it too",
        r"(?:the\s+)?clock\b",
        "what a later stage does is said in one way",
        "write `it too`: `a later stage stops it too`",
    ),
    Turn(
        "",
        r"(?:must|shall|should|will|has|have|is)\b",
        _TARGET,
        'write `within 4 hours`, and after it for which tickets, as in `where the severity is "P1"`',
    ),
    Turn(
        "fact",
        r"(?:full\s+)?(?:business|working|office)\s+day\b",
        NEXT_DAY_TITLE,
        f"write `end of the {FULL_DAY} instead of `next business day`",
        "next",
    ),
    *FULL_DAYS,
    Turn(
        "fact",
        r"(?!fact)([a-z]\w*)",
        "what happens outside tickets is a fact",
        r'write `by the next fact "\1"`',
    ),
    Turn(
        "where",
        r"(?:each|every)\b(?:\s+\d+\s+[a-z]+)?",
        _ANEW,
        'take it out, and write `runs from "opened" to "resolved", anew at each "updated"`',
    ),
    *FOR_PLANS,
    Turn(
        "where",
        r"(?:for|in\s+case\s+of|with|on|at)\s+(?:all\s+)?(?:tickets?\s+of\s+)?(?:the\s+)?(?:severity|priority|level)?\s*"
        + WORD,
        "for which tickets a target holds is said with `where`",
        r'write `where the severity is "\1"`',
    ),
    Turn(
        "where",
        r"(?:of|after|from|since)\b",
        "a clock runs from its start",
        "take it out: what starts the clock is said by `runs from`",
    ),
    Turn(
        "severity is",
        r"(?:priority|urgency|impact|level|class)\b(?:\s+is\s+" + WORD + ")?",
        "what events say of a ticket's weight is its severity",
        r'write `severity is "\1"`',
    ),
    Turn(
        "severity is",
        r"(?:labels?|tags?|ticket)\b[^;.\"“”„]*?" + WORD + r"(?=\s*(?:[;.]|or\b|and\b|$))",
        "labels of a ticket are asked for without `the`",
        r'write `labelled "\1"` instead of `the` and what follows it',
    ),
)
