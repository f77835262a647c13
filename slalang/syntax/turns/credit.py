"""Credits: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import FOR_PLANS, LIMITS, MONEY, PERIODS, SHARES_OF_MONEY, Turn

_ROW = "a row begins with when it applies"
_CAP = "what limits the money is a cap"
_EACH_DAY = "write `for each day past the deadline`"
_EACH_UNIT = "what is earned for each unit says of what, and whether a part of one counts"
_BEGUN = "does a unit count when it begins, or when it is over?"
_POINTS = "points are earned by a row"
_DAY = "the fee of a day is said with the base"
_REPEAT = "what a miss after a miss does is said with `a repeat`"
_STEP = "a step has a deadline of its own"
_FROM = "a deadline runs from the end of the period, the last incident, or a fact"
_BARRED = "what stands against a credit is a fact, and so is what ends it"
_BARRED_HINT = 'write `barred by the fact "overdue" until the fact "paid", tested at the claim` (or `suspended meanwhile`)'
_TOGETHER = "what several credits come to together is a rule of its own"
_USED = "what a paid claim was about can be kept from counting again"

TURNS = (
    Turn(
        "", r"((?-i:[A-Z]{3})\s+\d(?:[\d.,]*\d)?)", _ROW, r"write `a missed target earns \1`, and then the rest of the phrase"
    ),
    Turn("", r"(\d[\d.]*%)(?=\s*(?:[;.]|for\b|per\b|$))", _ROW, r"write `a missed target earns \1`"),
    Turn(
        "",
        r"(?:(?:an?|the)\s+)?(?:maximum|max|limit(?:ed)?|cap|up|(?:no|not|never)\s+more|not\s+exceeding)\s*"
        rf"(?:of|to|at|than|is|:)?\s*{MONEY}",
        _CAP,
        r"write `capped at \1`",
    ),
    Turn("missed target", rf"(?:maximum|max|limit|cap)\s*(?:of|at|is)?\s*{MONEY}", _CAP, r"write `capped at \1`"),
    Turn("PERCENT", MONEY, _CAP, r"write `capped at \1` instead of `at most \1`", "most"),
    *LIMITS,
    Turn(
        "without a claim",
        r"(?:automatic(?:ally)?|by\s+itself|of\s+its\s+own|on\s+its\s+own)\b",
        "what needs no claim is given without one",
        "write `given without a claim`",
    ),
    Turn("", r"automatic(?:ally)?\b", "what needs no claim is given without one", "write `given without a claim`"),
    Turn(
        "of the",
        r"(?:per|of|for|in)\s+(?:the\s+|each\s+|a\s+)?(?:calendar\s+)?(?:month|quarter|year|period)\b",
        "which period it is, is a phrase of its own",
        "write `of the charges of the period`, and `per calendar month` as a phrase of its own",
        "charges",
    ),
    Turn(
        "for",
        r"(?:for\s+)?(?:per|a|an|each|every)\s+(?:calendar\s+)?days?\b(?:\s+(?:late|overdue|of\s+delay|past\s+\w+))?",
        "what is earned for each day is said with the deadline",
        _EACH_DAY,
    ),
    Turn(
        "for",
        r"(?:for\s+)?(?:per|an?|each|every)\s+((?:business\s+)?(?:minute|hour|week|month))s?\b(?:\s+(?:late|overdue|of\s+delay))?",
        _EACH_UNIT,
        r"write `for each 1 \1 begun of downtime` (of a clock or duty, `begun past the deadline`), or `completed` where only "
        "whole ones count",
    ),
    Turn(
        "for",
        r"(?:for\s+)?(?:per|every|each)\s+(\d+\s+(?:business\s+)?(?:minute|hour|day|week|month)s?)\b",
        _EACH_UNIT,
        r"write `for each \1 begun of downtime` (of a clock or duty, `begun past the deadline`), or `completed` where only "
        "whole ones count",
    ),
    Turn(
        "day past",
        r"(business|working)\s+days?\b",
        "`for each day` counts civil days",
        "write `for each 1 business day of` a calendar `begun past the deadline`, or `completed` for whole ones",
    ),
    Turn(
        "day past",
        r"(minute|hour|week|month)s?\b(?=\s+(?:past|late|overdue))",
        "a unit is a length: how many?",
        r"write `1 \1 begun past the deadline`, or `completed` where only whole ones count",
    ),
    Turn(
        "day past",
        r"(minute|hour|week|month)s?\b",
        "a unit is a length: how many?",
        r"write `1 \1 begun of downtime` (of a clock or duty, `begun past the deadline`), or `completed` where only whole ones "
        "count",
    ),
    Turn(
        "past the deadline",
        r"(?:late|overdue|after|beyond|of\s+delay|too\s+late)\b[\w ]*?(?=\s*(?:[;.(]|where\b|because\b|$))",
        "what accrues does so past the deadline",
        "write `past the deadline`",
    ),
    Turn(
        "begun of",
        r"of\s+(?:downtime|unavailability|bad\s+time|each\s+\w+|the\s+\w+)|down\b",
        _BEGUN,
        "write `begun of downtime` or `completed of downtime`; of each run by itself, `begun of each run`",
    ),
    Turn("of downtime", r"(?:of\s+)?(?:down|unavailability)\b", _EACH_UNIT, "write `of downtime`"),
    Turn(
        "downtime",
        r"(?:the\s+)?(?:unavailability|bad\s+time|outages?|interruptions?)\b",
        _EACH_UNIT,
        "write `of downtime`, or `of each run` for each by itself",
        "of",
    ),
    Turn(
        "after the first",
        r"(?:beyond|exceeding|above|over|in\s+excess\s+of|past|after)\s+(?:the\s+first\s+|an?\s+)?(\d+\s+\w+)",
        "time that earns nothing yet is said with `after the first`",
        r"write `after the first \1`",
    ),
    Turn(
        "begun past",
        r"or\s+(?:any\s+)?parts?\s+(?:thereof|of\s+(?:it|one|them))\b|started\b|commenced\b",
        "a unit that has begun is said so",
        "write `begun`",
    ),
    Turn("begun past", r"(?:full|complete|whole)\b", "a unit that is over is said so", "write `completed`"),
    Turn(
        "begun past",
        r"(?:past|late|after|overdue)\b",
        _BEGUN,
        "write `begun past the deadline` or `completed past the deadline`",
    ),
    Turn(
        "",
        r"(?:earns?|(?:each|every|any)\s+(?:missed|late|breached)\b[^;]*?\bearns?)\s+([A-Z]{3}\s+\d(?:[\d.,]*\d)?|\d[\d.]*%|\w+)",
        "a row begins with when it applies",
        r"write `a missed target earns \1`",
    ),
    Turn("", r"(first|last)\s+day\b", "a small word is missing", r"write `the \1 day`"),
    Turn(
        "counts",
        r"is\s+(not\s+)?(?:counted|included|excluded)\b",
        "a day counts, or does not count",
        "write `counts` or `does not count`",
    ),
    Turn(
        "NUMBER",
        r"([A-Z]{3})\s*(\d(?:[\d.,]*\d)?)",
        "what limits the money is a cap",
        r"write `capped at \1 \2` instead of the phrase",
    ),
    Turn(
        "period",
        r"(?<=rate of the )day\b",
        "whose rate is meant?",
        "write `at the rate of each day`, or `at the rate of the period`",
    ),
    Turn(
        "earns",
        r"(?:times|units)\b(?=\s*(?:[;.(]|$))",
        "how much may accrue is said with `accrues`",
        "write `accrues at most {last} times`",
    ),
    Turn(
        "earns",
        r"(?:times|outages?|incidents?|runs?|executions?|requests?|failures?|(?:bad|failed)\b[\w ]*?)(?=\s+(?:earns|and)\b)",
        "a limit on how many is a number alone",
        "write `{last}`, and no more before `earns`",
    ),
    Turn(
        "earns",
        r"(?:of\s+)?(?:downtime|unavailability|down|outages?)\b",
        "a row's limits are on what the commitment measures",
        "take it out",
    ),
    Turn(
        "",
        r"(?:down|unavailable)\s+(?:for\s+)?(?:more|longer)\s+than\s+(\d+(?:\s+\w+)?)(?:\s+times)?",
        "a row's limits are on what the commitment measures",
        r"write `above \1`",
    ),
    Turn(
        "",
        r"(?:down|unavailable)\s+(?:for\s+)?at\s+least\s+(\d+)(\s+(?!times)\w+)?",
        "a row's limits are on what the commitment measures",
        r"write `at least \1\2`",
    ),
    # ---------------------------------------------------------------- points, days, fees
    Turn(
        "",
        r"(?:points?[\s:]*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s+points?)\b",
        _POINTS,
        r"write `a missed target earns \1\2 points`",
    ),
    Turn(".", r"[\s:]*(\d+(?:\.\d+)?)", _POINTS, r"write `\1 points`", "points"),
    Turn("points", r"(?:(?:penalty|credit|service|bonus|malus)\s+points?|credits?)\b", _POINTS, "write `points`"),
    Turn(".", r"days?(?:\s+of\s+\w+)?", "numbers are written in digits", "write `1 day of service`", "one"),
    *(
        Turn(
            ".",
            r"the\s+(?:fee|base)\b",
            "numbers are written in digits",
            f"write `{times} times the fee`",
            word,
        )
        for word, times in (("twice", 2), ("double", 2), ("thrice", 3), ("triple", 3))
    ),
    Turn(
        "of each",
        r"(?:for|of)\s+the\s+time\s+lost",
        "how often the fee is given back is a number",
        "write `1 times the fee for the time lost`",
        "fee",
    ),
    Turn("of each", r"(?:for|per)\s+(?:each|every|an?)\b", "a fee is that of each hour or day", "write `of each`", "fee"),
    Turn("clock hour", r"hours?\b", "hours of the clock are meant", "write `clock hour`", "each"),
    Turn(
        "fee of each",
        r"(?:hourly|daily)\s+fees?\b",
        "a fee is that of each hour or day that was down for so long",
        "write it as in `the fee of each clock hour down more than 15 minutes`",
        "the",
    ),
    Turn(
        "more than",
        r"(?:above|over|longer\s+than|exceeding)\b",
        "how long is said with `more than` or `at least`",
        "write `more than`",
        "down",
    ),
    Turn(
        "day of service",
        r"(?:service\s+day|day['’]s\s+fees?|daily\s+fee|day)\b[\w /]*?(\d+)?(?=\s*(?:[;.(]|$))",
        _DAY,
        r"write it as in `a day of service is the base over 30`",
        "a",
    ),
    Turn("of service", r"(?:is|=)\b", _DAY, "write it as in `a day of service is the base over 30`", "day"),
    Turn(
        "the base over",
        r"(?:(?:one|1)\s*/\s*(\d+)(?:th)?(?:\s+of\s+the\s+\w+)?|(?:the\s+)?\w+\s*(?:/|over|divided\s+by)\s*(\d+))",
        _DAY,
        r"write `the base over \1\2`",
        "is",
    ),
    Turn("multiplies", r"doubles\b", _REPEAT, "write `multiplies the points by 2`", "repeat"),
    Turn("multiplies", r"triples\b", _REPEAT, "write `multiplies the points by 3`", "repeat"),
    Turn("the points", r"(?:points|them|it)\b", _REPEAT, "write `the points`", "multiplies"),
    Turn(
        "repeat multiplies",
        r"(?:repeated|second|further|consecutive)\s+\w+",
        _REPEAT,
        "write it as in `a repeat multiplies the points by 2`",
        "a",
    ),
    Turn(
        "",
        r"(?:repeats?|repeated|repetitions?|consecutive)\b",
        _REPEAT,
        "write it as in `a repeat multiplies the points by 2`",
    ),
    # ---------------------------------------------------------------- several credits together
    Turn(
        "",
        r"(?:the\s+)?(?:sum\s+of\s+)?(?:all\s+)?credits?\b|(?:the\s+)?highest\b|alternatives?\b",
        _TOGETHER,
        "write it as in `joint total of uptime, support: the credits add up`, or `the highest credit is taken`",
    ),
    Turn(
        "claim includes",
        r"(?:(?:sum|total)\s+of\b|credits?\b|highest\b)",
        _TOGETHER,
        "write it as in `joint total of uptime, support: the credits add up`, or `the highest credit is taken`",
        "the",
    ),
    Turn(
        "",
        r"(?:each|a|every|one|1)\s+points?\b",
        _TOGETHER,
        "write it as in `joint penalty of uptime: each point is worth EUR 10`",
    ),
    Turn(
        "missed target",
        r"points?\s+(?:is|are)\b",
        _TOGETHER,
        "write it as in `joint penalty of uptime: each point is worth EUR 10`",
        "a",
    ),
    Turn(
        ":",
        r"(?:and|or|,|&|\+)\s*([a-z]\w*)",
        "a credit is that of one promise",
        r"write a credit for each, and what they come to together in a rule of its own, as in "
        r"`joint total of {last}, \1: the credits add up`",
    ),
    # ---------------------------------------------------------------- claims
    Turn(
        "where",
        r"(?:within\b|by\s+the\s+end\b)",
        _STEP,
        'write a phrase for each step, as in `step "claim" within 30 days after the end of the period`',
        "steps",
    ),
    Turn("by a", r"(?:with|through|via|in|using)\s+(?:a|the)\s+ticket\b", _STEP, "write `by a ticket`"),
    Turn("by a", r"(?:with|through|via|using|on)\s+(?:a|the)\s+fact\b", _STEP, "write `by the fact`"),
    Turn("ticket", r"fact\b", _STEP, "write `by the fact` instead of `by a fact`", "a"),
    Turn("after the", r"(?:of|from|following|since|upon)\s+(?:the\b)?", _FROM, "write `after the`"),
    Turn(
        "last incident",
        r"(?!fact\b|end\b)(?:\w+\s+)?(?:incidents?|outages?|downtimes?|events?)\b",
        _FROM,
        "write `last incident`",
        "the",
    ),
    Turn(
        "the end of the period",
        r"(?:the\s+)?(?:\w+\s+)?steps?\b",
        _FROM,
        'write `the end of the period`, `the last incident`, or as in `the fact "told"`',
        "after",
    ),
    Turn(
        "",
        r"(?:the\s+)?(?:first|second|third|next|last|final)\s+steps?\b",
        "steps are taken in the order in which they stand",
        'write as in `step "notice" within 5 days after the last incident`',
    ),
    Turn("by the fact", r"(?:while|if|when|unless|until|as\s+long|where)\b", _BARRED, _BARRED_HINT, "barred"),
    Turn("the fact", r'["“”„]([\w -]+)["“”„]', _BARRED, r'write `the fact "\1"`'),
    Turn("until the fact", r"(?=[,;.])", _BARRED, 'add what ends it, as in `until the fact "paid"`'),
    Turn(", tested", r"(?:while|as\s+long)\b", _BARRED, "write `, suspended meanwhile`, or `, tested at the claim`"),
    Turn(",", r"(tested\s+at\s+the\s+claim|suspended\s+meanwhile)\b", "a comma is missing", r"write `, \1`"),
    Turn("tested", r"(?:at|on|when)\b[\w ]*?\bclaim\w*", _BARRED, "write `tested at the claim`"),
    Turn(
        "",
        r"(?:no\s+credits?|not\s+(?:given|owed|paid|due)|suspended|withheld|forfeited)\s+(?:while|if|when|unless|until|as\s+long)\b",
        _BARRED,
        _BARRED_HINT,
    ),
    Turn(
        "that a paid claim",
        r"(?:used|counts?|is|does|already|may|that)\b[\w ]*",
        _USED,
        "write `downtime that a paid claim used does not count again`",
        "downtime",
    ),
    Turn("paid claim", r"(?:\w+\s+)?claim\b", _USED, "write `a paid claim`", "a"),
    *SHARES_OF_MONEY,
    *PERIODS,
    *FOR_PLANS,
)
