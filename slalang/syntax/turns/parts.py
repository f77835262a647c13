"""Components and resources: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import WORD, Turn

_THINGS = (
    r"(?:databases?|servers?|instances?|nodes?|vms?|virtual\s+machines?|hosts?|machines?|disks?|volumes?|clusters?|buckets?)"
)
_ALONE = r"(?:on\s+its\s+own|by\s+itself|separately|alone|individually|apart|for\s+itself)\b"
_RESOURCE = "what comes and goes is called a resource"
_OWN = "what is judged for itself is so on its own"
_WEIGHT = "a component's weight stands behind its name"
_GROUP = "resources with the same attribute are judged together as a group"
_ASKED = "which resources count is asked of their attributes"
_SPREAD = "how many zones, regions and the like are needed is said with `stand in`"
_SPREAD_HINT = 'write it as in `resources stand in at least 2 different "zone"`'
_AGE = "a least age is said with `old`"
_OTHER = "time without the conditions leaves the period, or is up"

TURNS = (
    # ---------------------------------------------------------------- weights
    *(
        Turn(
            instead,
            r"(\d[\d.]*)\s*(?:%|percent\b)?\s*(?:for\s+|of\s+|on\s+)?(?:the\s+)?([a-z]\w*)",
            _WEIGHT,
            r"write `\2 \1%`",
            after,
        )
        for instead, after in (("degree", "by"), ("NAME", ","))
    ),
    Turn("PERCENT", r"(?:at|with|to|is|by|=)\s*(\d[\d.]*)\s*%?", _WEIGHT, r"write `{last} \1%`"),
    Turn(
        "PERCENT",
        r"(?=[;.])",
        "is this a component, or an attribute of each resource?",
        'write its share behind a component, as in `{last} 60%`, or the attribute in quotation marks, as in `"{last}"`',
    ),
    Turn(",", r"and\s+(?=[a-z]\w*\s+\d)", "weights are parted by commas", "write `,` instead of `and`"),
    Turn(
        "by",
        r"(?:equally|evenly|alike|the\s+same)\b",
        "each weight is written down",
        "write `weighted by`, and behind each component its share, such as `50%`",
        "weighted",
    ),
    # ---------------------------------------------------------------- each on its own
    Turn(
        "component on its own",
        rf"locations?\s+{_ALONE}",
        "locations are told apart where the probes are watched",
        "write it as in `watched by probes, 3 failed in a row from each location on its own`",
        "each",
    ),
    Turn("component on its own", rf"(component|resource)s\s+{_ALONE}", _OWN, r"write `each \1 on its own`", "each"),
    Turn("component on its own", rf"{_THINGS}\s+{_ALONE}", _RESOURCE, "write `each resource on its own`", "each"),
    Turn(
        "component on its own",
        rf"{WORD}\s+{_ALONE}",
        _GROUP,
        r'write `grouped by "\1"`, or, where the service has components, `each component on its own`',
        "each",
    ),
    Turn("on its own", rf"{_ALONE}|is\s+(?:judged|measured|counted)\b[\w ]*", _OWN, "write `on its own`"),
    Turn(
        "",
        r"(?:every|all)\s+(component|resource)s?\b(?=[\w ]*\b(?:own|itself|themselves|separately|individually|alone)\b)",
        _OWN,
        r"write `each \1 on its own`",
    ),
    Turn("clock hour", r"(component|resource)\b", _OWN, r"write `each \1 on its own`", "per"),
    Turn("components are", rf"{_THINGS}\b", _RESOURCE, "write `resources are down`"),
    Turn("component is", rf"{_THINGS}\b", _RESOURCE, "write `resource is down`"),
    # ---------------------------------------------------------------- groups and filters
    Turn(",", r"(?:and|or)\s*(?=[\"“”„])", "the words of a list are parted by commas", "write `,`"),
    Turn("by", r"(?:per|into|in|over|with)\s+" + WORD, _GROUP, r'write `by "\1"`', "grouped"),
    Turn(
        "where",
        r"(?:with|of|in|whose|having|that\s+(?:are|have))\s+(?:the\s+|an?\s+)?" + WORD + r"\s+(?:is\s+|of\s+|=\s*)?" + WORD,
        _ASKED,
        r'write `where "\1" is "\2"`',
        "resources",
    ),
    # ---------------------------------------------------------------- conditions
    Turn(
        "while",
        r"(?:when(?:ever)?|if|as\s+long\s+as|for\s+as\s+long\s+as|during|so\s+long\s+as)\b",
        "a condition that may come and go is said with `while`",
        "write `while`",
        "only",
    ),
    Turn(
        "it is at least",
        r"(?:(?:they|it|the\s+\w+|\w+)\s+)?(?:(?:is|are)\s+)?(?:\w+\s+)?(?:in|across|over)\s+(?:at\s+least\s+)?"
        r"(?:\d+|two|three)\s+(?:or\s+more\s+)?(?:different\s+)?" + WORD,
        _SPREAD,
        _SPREAD_HINT,
        "while",
    ),
    Turn("stand in", r"(?:are|run|lie|live)\s+(?:\w+\s+)?(?:in|across|over)\b", _SPREAD, "write `stand in`", "resources"),
    Turn("different", r"(?:distinct\s+|separate\s+|other\s+)?" + WORD, _SPREAD, _SPREAD_HINT),
    Turn(
        "it is at least",
        r"(?:(?:the|each)\s+\w+\s+(?:is|exists)\s+|(?:its|the)\s+age\s+is\s+)?"
        r"(?:older\s+than|at\s+least|over|more\s+than|for)\s+(?:at\s+least\s+)?(\d+\s+\w+)(?:\s+old)?",
        _AGE,
        r"write `it is at least \1 old`",
        "while",
    ),
    Turn("at least", r"(?:older|more)\s+than\s+(\d+\s+\w+)(?:\s+old)?", _AGE, r"write `at least \1 old`", "is"),
    Turn(
        "it is at least",
        r"([a-z]\w*)(?=\s+is\b)",
        "an attribute stands in quotation marks",
        r'write `"\1"`',
        "while",
    ),
    Turn(
        "leaves the period",
        r"(?:is|does|leaves|counts\s+not)\b[\w ]*",
        _OTHER,
        "write `other time leaves the period`, or `other time counts as up`",
        "time",
    ),
    Turn("counts as", r"is\s+up\b", _OTHER, "write `counts as up`", "time"),
    Turn(
        "",
        r"(?:all\s+other|the\s+other|otherwise|the\s+rest\s+of\s+the|remaining)\s+time\b|time\s+without\b",
        _OTHER,
        "write `other time leaves the period`, or `other time counts as up`",
    ),
)
