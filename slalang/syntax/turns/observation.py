"""What is observed: what contracts say of outages, probes, requests, executions and values in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import WORD, Turn

_SLOT = r"(?:an?\s+)?({})[\s-]*(second|minute|hour|day)s?(?:[\s-]+(?:slots?|intervals?|windows?|buckets?|blocks?|periods?)\b)?"
_SLOT_TITLE = "time is cut into slots of a length"
_UNITS = r"(?:slots?|intervals?|windows?|buckets?|blocks?|periods?)"


def _slots(instead: str, lead: str) -> tuple[Turn, ...]:
    """How long a slot lasts, where `instead` says it."""
    return (
        Turn(instead, lead + _SLOT.format("1"), _SLOT_TITLE, f"write `{instead} 1 \\2`"),
        Turn(instead, lead + _SLOT.format(r"\d+"), _SLOT_TITLE, f"write `{instead} \\1 \\2s`"),
    )


_SHARE = r"(\d[\d.]*)\s*(?:%|per\s?cent\b|pct\b)"
_RATE = r"(?:the\s+)?(?:error|failure|fail(?:ed)?)[\s-]*(?:rates?|ratio|share|quota)?\s*(?:is|are|was)?\s*"
_MORE = r"(?:above|over|beyond|exceed\w*|(?:more|greater|higher|larger)\s+than)\s+"
_FROM = r"(?:at\s+least|reach\w*|from|no\s+less\s+than)\s+"
_FAILING = "a slot is judged by the share of it that failed"
_REPORTED = "whose report counts is said with `as reported by`"
_STATISTIC = "of the values counts their mean, their worst, or a percentile"
_REQUESTS = "of requests, the share that is good is measured"
_EXECUTIONS = "of executions, the share that is good is measured"
_EMPTY = "what had nothing to count is up, down or left out"
_SCORE = "a class scores a number from 0 to 1"
_SOURCE = r"(?:reported|seen|measured|detected|recorded|observed|registered|logged|noted)"

TURNS = (
    # ---------------------------------------------------------------- by what it is watched
    Turn(
        "outages",
        r"(?:the\s+)?(?:error|failure)[\s-]*(?:rates?|ratios?)\b|(?:errors?|requests?|failures|traffic|calls)\b",
        "error rates are watched by counts of requests",
        "write it as in `watched by counts in slots of 5 minutes, down when more than 5% failed`",
    ),
    Turn(
        "outages",
        r"(?:(?:the\s+)?\w+\s+)?(?:monitor(?:ing|s)?|checks?|pings?|synthetics?|heartbeats?)\b",
        "what a monitor sees are probes, or outages that it reports",
        'write `watched by probes, 3 failed in a row from any location`, or `watched by outages as reported by "monitor"`',
    ),
    Turn(
        "outages",
        r"(?:incidents?|downtimes?|interruptions?|disruptions?)\b",
        "time that is down is told by outages",
        "write `watched by outages`",
    ),
    Turn(
        "outages",
        r"(?:good|successful)\s+(?:requests|executions)\b|the\s+(?:mean|worst|average|median|p\d)\b|latency\b",
        "what is no time is measured, not watched",
        "write `measured by` instead of `watched by`",
        "by",
    ),
    Turn("of class", r"(?:for|in|with)\s+(?:the\s+)?class(?:es)?\b", "the class is said with `of`", "write `of class`"),
    # ---------------------------------------------------------------- slots
    *_slots("slots of", ""),
    *_slots("in slots of", r"(?:,\s*)?(?:(?:per|every|each|for\s+each|over|with)\s+)?"),
    Turn("slots of", rf"{_UNITS}\s+of\b", _SLOT_TITLE, "write `slots of`"),
    Turn(
        "in slots of",
        r"(?:,\s*)?(?:per|every|each|for\s+each)\s+(second|minute|hour|day)\b",
        _SLOT_TITLE,
        r"write `in slots of 1 \1`",
    ),
    Turn(
        "NUMBER",
        r"down\s+when\b",
        "probes are judged together in slots: how long are they?",
        "write it as in `watched by probes in slots of 5 minutes, down when all failed`",
        ",",
    ),
    # ---------------------------------------------------------------- probes
    Turn(
        "failed in a row",
        r"(?:(?:consecutive|successive|subsequent)\s+)?(?:probes?\s+|checks?\s+)?(?:fail(?:ures?|s|ing|ed)?|probes|checks|times)\b"
        r"(?:\s+(?:in\s+a\s+row|in\s+succession|running))?",
        "how many failed probes make an outage is said with `failed in a row`",
        "write `{last} failed in a row from`, and the locations",
    ),
    Turn(
        "from",
        r"(?:per|at|in|on|for|by)\s+(?:each|every|any|all|the)?\s*(?:same\s+)?locations?\b|(?=[;.])",
        "from which locations?",
        "write `from any location`, `from all locations`, `from at least 2 locations`, or `from each location on its own`",
        "row",
    ),
    Turn(
        "any location",
        r"(?:either|one|a(?:\s+single)?|the\s+same|some)\s+location\b",
        "one location is enough where it may be any",
        "write `any location`",
        "from",
    ),
    Turn(
        "speaks for",
        r"(?:holds?|lasts?|counts?|stands?|is\s+valid|remains\s+valid|speaks)\b(?:\s+for)?",
        "how long a probe's state holds is said with `speaks for`",
        "write `speaks for`, and the length",
        "probe",
    ),
    Turn(
        "",
        r"(?:(?:the|each|every)\s+)?probes?\b[\w ’']*?\b(?:hold|last|valid|stand|speak|count)s?\s*(?:for\s+)?(\d+\s+\w+)",
        "how long a probe's state holds is said with `speaks for`",
        r"write `a probe speaks for \1`",
    ),
    # ---------------------------------------------------------------- when a slot is down
    Turn("all failed", _RATE + _MORE + _SHARE, _FAILING, r"write `more than \1% failed`"),
    Turn("all failed", _RATE + rf"(?:{_FROM})?" + _SHARE + r"(?!\s*fail)", _FAILING, r"write `at least \1% failed`"),
    Turn("all failed", _MORE + _SHARE + r"(?:\s+fail\w*)?", _FAILING, r"write `more than \1% failed`"),
    Turn(
        "all failed",
        _SHARE + r"(?:\s+(?:or\s+more\b|of\b|fail)[\w ]*)?",
        _FAILING,
        r"write `at least \1% failed` or `more than \1% failed`",
    ),
    Turn("all failed", r"(?:every|each)\s+\w+\s+fail\w*", _FAILING, "write `all failed`"),
    Turn("all failed", r"(?:any|one|an?)\s+(?:\w+\s+)?(?:fail\w*|errors?)", _FAILING, "write `more than 0% failed`"),
    Turn("failed", r"of\s+(?:the\s+|all\s+)?\w+\s+(?:have\s+|has\s+|are\s+)?fail\w*", _FAILING, "write `failed`, and no more"),
    Turn("failed", r"(?:errors?|failures?|error\s+rate|failing|fails?)\b", _FAILING, "write `failed`"),
    Turn(
        "of at least",
        r"(?:,|and|with|from|if|when|where|on|given)?\s*(?:there\s+(?:are|were)\s+)?(?:with\s+)?"
        r"(?:at\s+least|a\s+minimum\s+of|min(?:imum)?|(?:more|no\s+fewer|not\s+fewer)\s+than)?\s*(\d[\d,]*)(?:\s+(?:requests|calls))?",
        "from how many requests on a slot is judged, is said with `of at least`",
        r"write `of at least \1 requests`",
    ),
    # ---------------------------------------------------------------- who reports
    Turn(
        "as",
        rf"(?:,\s*)?(?:{_SOURCE}\s+(?:by|in)|according\s+to|from|based\s+on)\s+(?:the\s+)?" + WORD,
        _REPORTED,
        r'write `as reported by "\1"`',
    ),
    Turn("reported by", rf"{_SOURCE}\s+(?:by|in)\b", _REPORTED, "write `reported by`", "as"),
    Turn("by", r"first\b", "the first to report governs", "write `as first reported by any of`", "reported"),
    Turn("any of", r"(?:either|one)\b(?:\s+of)?", _REPORTED, "write `any of`, and commas between the sources"),
    Turn("all of", r"both\b(?:\s+of)?", _REPORTED, "write `all of`, and commas between the sources"),
    # ---------------------------------------------------------------- what is measured
    Turn("good requests", r"(?:the\s+)?p999\b\s*(?:of\s+)?" + WORD, _STATISTIC, r'write `the 99.9th percentile of "\1"`'),
    Turn(
        "good requests",
        r"(?:the\s+)?(?:p|percentile\s+)(\d+(?:\.\d+)?)\b\s*(?:of\s+)?(?:the\s+)?" + WORD,
        _STATISTIC,
        r'write `the \1th percentile of "\2"`',
    ),
    Turn("mean of", r"p999\b\s*(?:of\s+)?" + WORD, _STATISTIC, r'write `99.9th percentile of "\1"`'),
    Turn(
        "mean of",
        r"(?:p|percentile\s+)(\d+(?:\.\d+)?)\b\s*(?:of\s+)?(?:the\s+)?" + WORD,
        _STATISTIC,
        r'write `\1th percentile of "\2"`',
    ),
    *(
        Turn(
            instead,
            rf"(\d+(?:\.\d+)?)(?:\s*(?:%|percent)|st|nd|rd|th)?[\s-]*(?:{name})\b\s*(?:of\s+)?" + WORD,
            _STATISTIC,
            rf'write `{the}\1th percentile of "\2"`',
        )
        for instead, the in (("mean of", ""), ("good requests", "the "))
        for name in ("percentile|quantile|centile|pctl", "")
    ),
    *(
        Turn(instead, rf"(?:{pattern})\b\s*(?:of\s+)?(?:the\s+)?" + WORD, _STATISTIC, rf'write `{the}{written} of "\1"`')
        for instead, the in (("mean of", ""), ("good requests", "the "))
        for pattern, written in (
            ("median", "50th percentile"),
            ("(?:arithmetic|monthly|daily)\\s+(?:mean|average)|average|avg|mean", "mean"),
            ("max(?:imum)?|highest|largest|greatest|peak|min(?:imum)?|lowest|smallest|worst|best", "worst"),
        )
    ),
    Turn(
        "of",
        r"(?:of\s+)?(?:the\s+)?(?:success|error|availability)(?:\s+rates?)?\b",
        _REQUESTS,
        "write `the mean of good requests in slots of 5 minutes`",
        "mean",
    ),
    Turn(
        "good requests",
        r"(?:the\s+)?(?:success|error)\s+rates?\b",
        _REQUESTS,
        "write `the mean of good requests in slots of 5 minutes`",
        "of",
    ),
    Turn(
        "good requests",
        r"(?:the\s+)?(?:(?:successful|served|failed|bad|all)\s+)?requests?\b(?:\s+success\s+rate)?|(?:the\s+)?success\s+rate\b"
        r"|(?:the\s+)?(?:error|failure)\s+rate\b",
        _REQUESTS,
        "write `good requests`",
        "by",
    ),
    Turn(
        "good requests",
        r"(?:the\s+)?(?:(?:successful|failed|bad|all)\s+)?(?:executions?|runs?|jobs?|backups?|batches|deliveries)\b",
        _EXECUTIONS,
        "write `good executions`",
        "by",
    ),
    Turn("mean of", r"(?:successful\s+)?requests\b|success\s+rate\b", _REQUESTS, "write `good requests`, without `the`", "the"),
    Turn(
        "mean of",
        r"(?:sum|total|number|count)\b(?:\s+of)?",
        _STATISTIC,
        "write `the mean of`, `the worst of`, or as in `the 95th percentile of`; how often something was bad is a target: "
        "`bad at most 10 times`",
        "the",
    ),
    Turn(
        "good requests",
        r"(?!the\b|a\b)" + WORD,
        "which of the values counts?",
        r'write `the mean of "\1"`, `the worst of "\1"`, or as in `the 95th percentile of "\1"`',
        "by",
    ),
    Turn(
        "mean of",
        WORD + r"(?=\s*(?:[;.(]|$))",
        "which of the values counts?",
        r'write `the mean of "\1"`, or another of its kind',
        "the",
    ),
    # ---------------------------------------------------------------- classes
    Turn("scores", r"(?:or|and|,)\s*(?=[\"“”„])", _SCORE, "write a phrase for each class"),
    Turn("scores", r"(?:counts?|weighs?|is\s+worth|has)\b(?:\s+(?:as|for|at))?", _SCORE, "write `scores`, as in `scores 0.5`"),
    Turn("NUMBER", r"(?:one\s+)?half\b", _SCORE, "write 0.5", "scores"),
    Turn("NUMBER", r"nothing\b|zero\b|none\b", _SCORE, "write 0", "scores"),
    # ---------------------------------------------------------------- nothing to count
    Turn(
        "left out",
        r"(?:(?:considered|treated|taken|counted|deemed)\s+)?(?:as\s+|to\s+be\s+)?(up|down)\b",
        _EMPTY,
        r"write `counts as \1` instead of `is \1`",
        "is",
    ),
    Turn(
        "left out",
        r"(?:ignored|excluded|skipped|omitted|disregarded|dropped|not\s+(?:counted|judged|considered))\b",
        _EMPTY,
        "write `left out`",
        "is",
    ),
    Turn(
        "left out",
        r"(?:unknown|unobserved|undetermined)\b",
        "a slot that was counted and had no requests is not unobserved",
        "write `is left out`, or what it counts as",
        "is",
    ),
    Turn("up", r"(?:met|kept|good|available)\b", _EMPTY, "write `up`", "as"),
    Turn("up", r"(?:missed|bad|breached|unavailable|failed)\b", _EMPTY, "write `down`", "as"),
    Turn(
        "requests",
        r"(?:any\s+)?(?:traffic|calls|any)\b",
        "a slot is empty where it had no requests",
        "write `requests`",
        "without",
    ),
    Turn(
        "requests",
        r"(?:any\s+)?(?:counts|data|observations|events)\b",
        "where nothing was counted, the time is unobserved",
        "write `unobserved time counts as up`, `counts as down` or `stays unknown`",
        "without",
    ),
    Turn(
        "any",
        r"(?:any\s+)?(?:requests?|executions?|values?|traffic|runs?|observations?|data)\b",
        "a period without anything to measure is said with `any`",
        "write `any`",
        "without",
    ),
    Turn(
        "period without",
        r"(?:calendar\s+)?(?:month|week|day|quarter|year)\s+without\b",
        "a period without anything to measure is said with `any`",
        "write `a period without any`",
        "a",
    ),
    Turn(
        "slot without",
        r"(?:an\s+)?(?:empty|idle)\s+slot\b|slots?\s+(?:without|with\s+no)\b",
        "a slot is empty where it had no requests",
        "write `a slot without requests`, and `counts as up`, `counts as down` or `is left out`",
        "a",
    ),
    Turn(
        "",
        r"(?:empty|idle)\s+slots?\b|slots?\s+(?:without|with\s+no)\b|(?:no|without)\s+(?:requests|traffic)\b"
        r"|(?:if|where|when)\s+there\s+(?:are|is)\s+no\s+(?:requests|traffic)\b",
        "a slot is empty where it had no requests",
        "write `a slot without requests`, and `counts as up`, `counts as down` or `is left out`",
    ),
    Turn(
        "excluded outage",
        r"(?:empty|idle)\s+slots?\b",
        "a slot is empty where it had no requests",
        "write `a slot without requests`, and `counts as up`, `counts as down` or `is left out`",
        "an",
    ),
    # ---------------------------------------------------------------- what fits no slot, what is explained
    Turn(
        "fit no slot",
        r"do(?:es)?\s+not\s+fit\b(?:\s+(?:in|into)?\s*(?:a|the|any|one)?\s*slots?\b)?",
        "what counts of another rhythm are is said with `fit no slot`",
        "write `fit no slot`",
    ),
    Turn(
        "an error",
        r"(?:ignored|dropped|skipped|excluded|left\s+out|refused|rejected)\b",
        "requests are never dropped",
        "write `are an error`, or `are spread evenly`",
        "are",
    ),
    Turn(
        "",
        r"excluded\s+outages?\s+(?:explains?|covers?|takes?)\b",
        "what an excluded outage takes out with it is a phrase of its own",
        "write `an excluded outage explains what lies inside it`",
    ),
    Turn(
        "excluded outage",
        r"outages?\b",
        "what an excluded outage takes out with it is a phrase of its own",
        "write `an excluded outage explains what lies inside it`",
        "an",
    ),
)
