"""Scenarios: what people write of events and verdicts in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import MONEY, WORD, Turn

_BEHIND = "what is said of an event stands behind its time"
_ONE_MOMENT = "it is of one moment"
_ALL_COUNTED = "both numbers are said: how many requests, and how many of them failed"
_BOTH = "both numbers are said: how many were good, and how many bad"
_MEASURE = "a measured value is given with its name, its service and its time"
_MEASURE_HINT = 'write it as in `measure "latency" of api is 120 at 2025-03-01 00:00`'
_ATTRIBUTES = "an attribute is a quoted word and what it says"
_COMMITMENT = "the commitment stands behind the period"
_SUM = "the sum stands at the end"
_SUM_HINT = 'write it as in `settlement "paid" for 2025-03 at 2025-04-20 00:00 of EUR 5`'

TURNS = (
    # ---------------------------------------------------------------- observations
    Turn(
        "PROBE_STATE",
        r"(?:fail\w*|bad|errors?|unavailable|ko|timeout|broken)\b",
        "a probe is up or down",
        "write `down`",
    ),
    Turn("PROBE_STATE", r"(?:ok|good|success\w*|passed|succeeded|available)\b", "a probe is up or down", "write `up`"),
    Turn("PROBE_STATE", r"at\s+\d", "a probe is up or down", "write `up` or `down` before `at`"),
    Turn("at", r"from\s+\d", _ONE_MOMENT, "write `at`, and the moment; what lasts is an outage, or counts"),
    Turn(
        "seen by",
        r"(?:in|location)\s+(?:location\s+)?" + WORD,
        "where a probe came from is said with `from`",
        r'write `from "\1"`',
    ),
    Turn(
        "seen by",
        r"(?:(?:reported|measured|noted|detected)\s+by|according\s+to|source|by)\s+(?:the\s+)?" + WORD,
        "who saw it is said with `seen by`",
        r'write `seen by "\1"`',
    ),
    Turn("from", r"seen\s+by\b", _BEHIND, "put it behind the time"),
    Turn("from", r"at\b", "it lasts from one moment to another", "write `from` and `to`, each with its moment"),
    Turn("from", r"with\b", _BEHIND, "put it behind the time"),
    Turn("requests", r"(?:total|calls?|in\s+total|hits)\b", _ALL_COUNTED, "write it as in `1000 requests, 20 failed`"),
    Turn("requests", r"(?:failed|errors?|bad)\b", _ALL_COUNTED, "write it as in `1000 requests, 20 failed`"),
    Turn(",", r"and\b", _ALL_COUNTED, "write `,` instead of `and`", "requests"),
    Turn(",", r"(?=[;.])", _ALL_COUNTED, "add `, 0 failed`, or how many there were", "requests"),
    Turn("in class", r"(?:of|for|with)\s+class\b", "the class is said with `in`", "write `in class`"),
    Turn("good", r"(?:success\w*|succeeded|ok|passed|completed)\b", _BOTH, "write it as in `97 good, 3 bad`"),
    Turn("bad", r"(?:fail\w*|errors?|unsuccessful)\b", _BOTH, "write `bad`"),
    Turn(",", r"and\b", _BOTH, "write `,` instead of `and`", "good"),
    Turn(",", r"(?=[;.])", _BOTH, "add `, 0 bad`, or how many there were", "good"),
    Turn("STRING", r"([a-z]\w*)(?=\s+of\b)", _MEASURE, r'write `"\1"`', "measure"),
    Turn("is", r"(?:at\s+\d{4}|,|=)", _MEASURE, _MEASURE_HINT),
    Turn("measure", r'["“”„][^"“”„]{1,60}["“”„]\s+of\b', _MEASURE, _MEASURE_HINT),
    Turn("is", r'["“”„]', _MEASURE, _MEASURE_HINT, "value"),
    Turn("STRING", r"([a-z]\w*)(?=\s+(?:is\s+|=\s*)?[\"“”„\d])", _ATTRIBUTES, r'write `"\1"`', "with"),
    Turn("STRING", r"([a-z]\w*)(?=\s+(?:is\s+|=\s*)?[\"“”„\d])", _ATTRIBUTES, r'write `"\1"`', "and"),
    Turn("of …", r"(?:from|called|with)\b", "a resource is one of a service", "write `of`, and the name of the service"),
    Turn(
        "including",
        r"for\s+(\d{4}[\w/-]*)",
        "what a fact is for stands before the time",
        r'put it before `at`: `fact "told" for \1 at 2025-03-03 09:00`',
    ),
    # ---------------------------------------------------------------- claims and settlements
    Turn("for", rf"(?:of\s+)?{MONEY}", _SUM, _SUM_HINT),
    Turn("for", r"of\s+([a-z]\w*)", _COMMITMENT, r"write it as in `for 2025-03 of \1`"),
    Turn("as step", r"of\s+([a-z]\w*)", _COMMITMENT, r"write it as in `for 2025-03 of \1`, before `at`"),
    Turn("as step", r"(?:for\s+)?(?:the\s+)?step\b", "which step a claim is, is said with `as step`", "write `as step`"),
    Turn(".", r"including\b", "what a claim includes stands before what it is about", "put it before `about`"),
    # ---------------------------------------------------------------- verdicts
    Turn("credit", r"points?\s*:?\s*(\d+)", "points stand behind their number", r"write `\1 points`"),
    Turn("points", r"(?:\w+\s+points?|credits?)\b", "points stand behind their number", "write `{last} points`"),
    Turn("days of service", r"service\s+days?\b", "so many days' fees are days of service", "write `{last} days of service`"),
    Turn(
        "counted",
        r"(?=[;.,])",
        "what is it that lasts so long?",
        "write `counted`, `excluded`, `unknown`, `weighted` or another class behind it; days that are given back are "
        "`days of service`",
    ),
    Turn(
        "credit",
        r"(weighted|counted|excluded|outside|unknown|ignored)\s+(\d+\s+\w+)",
        "the class stands behind the time",
        r"write `\2 \1`",
    ),
    Turn(
        "credit", r"((?-i:[A-Z]{3})\s+\d[\d.,]*)\s+(paid|granted|denied)\b", "the word stands before the sum", r"write `\2 \1`"
    ),
    Turn("credit", r"(?:settled|received|settlement|payment|refunded)\b", "what was paid is said with `paid`", "write `paid`"),
    Turn(
        "credit",
        r"(?:good|success(?:\s+rate)?|share|uptime)\s+(?:of\s+)?(\d[\d.]*%)",
        "the share that was good is the availability",
        r"write `availability \1`",
    ),
    Turn(
        "PERIOD_NAME",
        r"([a-z]\w*)\s+[\"“”„]([\w -]+)[\"“”„]",
        "a group is named by its attributes",
        r'write `with "\1" "\2"`, and then `in` and the period',
        "in",
    ),
    Turn("in", r":", "the expectation does not say of which period", "write it as in `in 2025-03` before the colon"),
    Turn("in", r"of\s+[a-z]\w*(?=\s+in\b)", "a joint verdict is that of all its commitments", "take it out"),
    # ---------------------------------------------------------------- tickets
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
        "ticket",
    ),
    Turn(
        "in",
        r"[\"“”„]([\w -]+)[\"“”„]",
        "a group is named by its attributes",
        r'write `with "{last}" "\1"` instead of `of {last} "\1"`',
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
