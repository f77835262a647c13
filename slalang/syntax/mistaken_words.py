"""Common mistakes in words and marks: signs for words, names and quotation marks, punctuation, misspelled words.

Every public function looks at a place that could not be read and gives the mistake, or None where it is another.
"""

from __future__ import annotations

import re

from slalang.syntax.layout import NOUNS
from slalang.syntax.unread_place import TURNS_ROUND, Mistake, Place, first_word, here, matched, meaning
from slalang.values.diagnostics import nearest


def operator(place: Place) -> Mistake | None:
    found = matched(place, r"<=|>=|=<|=>|≤|≥|<|>|==?")
    if found is None:
        return None
    if found[0] in ("=", "==") and "IS" not in place.expected:
        return here(place, "sign-for-words", f"no `{found[0]}` belongs here", "", f"take out `{found[0]}`", found)
    limits = place.noun == "credit"
    words = {
        ">": "above" if limits else "more than",
        "<": "below" if limits or "BELOW" in place.expected else "less than",
    }.get(found[0], "is" if found[0] in ("=", "==") else "at least" if found[0] in (">=", "=>", "≥") else "at most")
    return here(place, "sign-for-words", f"`{found[0]}` is said in words", f"say `{words}`", f"write `{words}`", found)


def needless_colon(place: Place) -> Mistake | None:
    found = matched(place, ":")
    if found is None or not place.before or "COLON" in place.expected:
        return None
    word = place.before[-1].text
    title = f"no colon stands after `{word}`"
    return here(place, "needless-colon", title, "one colon, after the rule's heading, is all", "take it out", found)


def foreign_mark(place: Place) -> Mistake | None:
    found = matched(place, r"[{}|&*@^~\\]+")
    if found is None:
        return None
    return here(
        place,
        "foreign-mark",
        f"`{found[0]}` has no meaning in a policy",
        "no such mark",
        "take it out: a rule is a heading, a colon, phrases with semicolons between them, and a full stop",
        found,
    )


def section(place: Place) -> Mistake | None:
    number = r"\s*([0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*(?:\([0-9A-Za-z]+\))*)"
    found = (
        matched(place, r"\(?\s*(?:§+|sections?\b|sec\.|s\.|cl\.|art\.|articles?\b|paragraphs?\b)" + number + r"\s*\)?")
        or matched(place, r"(?:clauses?)\s+" + number)
        or (matched(place, number + r"\)") if "CLAUSE" in place.expected and place.read_last("LPAR") else None)
    )
    if found is None or ("LPAR" not in place.expected and "CLAUSE" not in place.expected):
        return None
    start = place.before[-1].start if place.read_last("LPAR") else place.start
    title = "a clause is cited in round brackets, with the word `clause`"
    return Mistake("clause-reference", start, found.end(), title, "not read as a citation", f"write (clause {found[1]})")


_NAMED = {
    "parameter": "plan", "calendar": "working_days", "service": "portal", "ambiguity": "meaning", "commitment": "uptime",
    "exclusion": "permitted", "clock": "respond", "duty": "backup", "share": "kept", "joint": "total",
    "right": "terminate",
}  # fmt: skip
"""The nouns whose rules have a name of their own, each with an example."""


def no_name(place: Place) -> Mistake | None:
    if place.noun not in _NAMED or not place.before or place.before[0].text.lower() != place.noun:
        return None
    missing = place.expected == ("NAME",) and place.found[:1] in ":(.;"
    # What goes on after the name was taken for the name.
    taken = len(place.before) == 2 and place.before[1].text in ("of", "from", "because")
    if len(place.before) > 2 or not (missing or taken):
        return None
    after = place.before[0]
    article = "an" if place.noun[0] in "ae" else "a"
    hint = f"write a name of your own after `{after.text}`, as in `{place.noun} {_NAMED[place.noun]}`"
    title = f"{article} {_called(place.noun)} has a name"
    return Mistake("no-name", after.start, after.end, title, "which one is this?", hint)


_PROMISED = {"commitment": "service", "clock": "service", "share": "clock or duty", "joint": "commitments"}


def _called(noun: str) -> str:
    return "joint rule" if noun == "joint" else noun


def no_service(place: Place) -> Mistake | None:
    if "OF" not in place.expected or place.noun not in _PROMISED or len(place.before) != 2:
        return None
    name = place.before[-1]
    if (name.end == place.start and place.found[:1] not in ("(", ":")) or place.found in ("for", "on", "in", "to"):
        return None
    whose = _PROMISED[place.noun]
    title = f"the {_called(place.noun)} does not say of which {whose}"
    names = "names" if whose.endswith("s") else "name"
    hint = f"write `{place.noun} {name.text} of` and the {names} of the {whose}"
    return Mistake("no-service", name.end, name.end, title, f"of which {whose}?", hint)


def yes_or_no(place: Place) -> Mistake | None:
    found = matched(place, r"(true|on|y)\b|(?:false|off|n)\b")
    if found is None or "YES" not in place.expected:
        return None
    return here(place, "yes-or-no", "the answer is yes or no", "", f"write `{'yes' if found[1] else 'no'}`", found)


def dash(place: Place) -> Mistake | None:
    found = matched(place, r"[–—−‑]")
    if found is None:
        return None
    return here(
        place,
        "dash",
        "a dash may stand between two times of day only",
        "no dash here",
        "write `-` inside dates and names of periods, and words such as `to` or `below` elsewhere",
        found,
    )


def glued_name(place: Place) -> Mistake | None:
    """A name that stops in its middle: `test-manager`, `testManager`."""
    last = place.read_last("NAME")
    found = place.around(r"[a-z]\w*(?:-\w+)+|[a-z]\w*")
    if last is None or last.end != place.start or found is None or found.end() <= place.start:
        return None
    return _misspelled_name(place, found)


def capital_name(place: Place) -> Mistake | None:
    found = re.compile(r"\w[\w-]*").match(place.text, place.start)
    if found is None or "NAME" not in place.expected or re.fullmatch("[a-z][a-z0-9_]*", found[0]):
        return None
    if found[0][0].isdigit() and ("NUMBER" in place.expected or found[0].isdigit()):
        return None
    return _misspelled_name(place, found)


def _misspelled_name(place: Place, found: re.Match[str]) -> Mistake:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", found[0])
    written = re.sub(r"[^a-z0-9_]+", "_", apart.lower()).strip("_")
    written = written if written[:1].isalpha() else f"the_{written}".rstrip("_")
    return here(
        place,
        "name-form",
        f"`{found[0]}` is not how names are written",
        "lower-case letters, digits and underscores, a letter first",
        f"write `{written}`, here and wherever the name stands",
        found,
    )


def two_words(place: Place) -> Mistake | None:
    last = place.read_last("NAME")
    found = matched(place, r"[a-z][\w-]*")
    if last is None or found is None or "COLON" not in place.expected or "\n" in place.text[last.end : place.start]:
        return None
    written = f"{last.text}_{found[0].lower()}".replace("-", "_")
    return Mistake(
        "name-form",
        last.start,
        found.end(),
        "a name is one word",
        "two words",
        f"write `{written}`; or, if the heading ends after `{last.text}`, put a colon there",
    )


def needless_quotes(place: Place) -> Mistake | None:
    found = matched(place, r"""["“”„]([^"“”„]{0,100})["“”„]""")
    if found is None or "STRING" in place.expected:
        return None
    for kind, what in (
        ("NAME", "a name that the policy declares"),
        ("ZONE_NAME", "a time zone"),
        ("CURRENCY", "a currency"),
        ("DATE", "a date"),
        ("PERIOD_NAME", "the name of a period"),
    ):
        if kind in place.expected:
            inner = found[1].strip()
            written = re.sub(r"\W+", "_", inner.lower()) if kind == "NAME" else inner
            return here(place, "needless-quotes", f"{what} stands without quotation marks", "", f"write {written}", found)
    return None


def missing_quotes(place: Place) -> Mistake | None:
    if "STRING" not in place.expected:
        return None
    other = matched(place, r"['‘’‚«»‹›`]([^'‘’«»‹›`\n]{0,100})['‘’«»‹›`]")
    if other is not None:
        title = "texts stand in double quotation marks"
        return here(place, "missing-quotes", title, "", f'write "{other[1].strip()}"', other)
    words = "or|for|from|at|with|because|under|on|to|before|where|version|scores|within|by|until"
    stops = rf"(?=\s*(?:[;:\n(,]|\.(?:\s|$)|\b(?:{words})\b|$))"
    found = matched(place, r"\w[^;:\n(\"“”„]{0,80}?" + stops)
    if found is None or ("NAME" in place.expected and found[0].islower()):
        return None
    return here(
        place,
        "missing-quotes",
        "a word from outside the policy stands in quotation marks",
        "quotation marks are missing",
        f'write "{found[0].strip()}"',
        found,
    )


def reserved_name(place: Place) -> Mistake | None:
    found = matched(place, r"[a-z][a-z0-9_]*")
    if found is None or set(place.expected) - {"NAME", "DOTTED_NAME"}:
        return None
    return here(
        place,
        "reserved-word",
        f"`{found[0]}` is a word of the language and cannot be a name here",
        "a name belongs here",
        f"choose another name, such as `the_{found[0]}`",
        found,
    )


def missing_colon(place: Place) -> Mistake | None:
    if "COLON" not in place.expected or not place.before or place.found == ".":
        return None
    end = place.before[-1].end
    return Mistake(
        "missing-colon",
        end,
        end,
        "a colon is missing after the heading",
        "a colon belongs here",
        f"write `:` instead of `{place.found}`"
        if place.found in ("{", "=", "-", "–", "—", ";", ",")
        else f"put `:` before `{first_word(place)}`",
    )


def no_default(place: Place) -> Mistake | None:
    if place.noun != "parameter" or "SEMICOLON" not in place.expected or place.found not in (".", ""):
        return None
    title = "the parameter does not say what holds where a contract does not give it"
    hint = "end with `; default` and the value, or with `; no default`"
    return here(place, "no-default", title, "default, or no default?", hint)


def or_else(place: Place) -> Mistake | None:
    found = matched(place, r",?\s*(or\s+else|else|failing\s+(?:which|that)|if\s+not)\b")
    if found is None or "_OTHERWISE" not in place.expected:
        return None
    title = "what a breach does is said with `otherwise`"
    return here(place, "otherwise", title, "", "write `, otherwise`", found)


def open_bracket(place: Place) -> Mistake | None:
    if "RPAR" not in place.expected or place.found[:1] not in (";", ".", ":", ""):
        return None
    end = place.before[-1].end if place.before else place.start
    opening = place.text.rfind("(", 0, end)
    return Mistake(
        "unclosed-bracket",
        max(opening, 0),
        end,
        "this bracket is never closed",
        "opened here",
        f"put `)` after `{place.before[-1].text}`" if place.before else "put `)` where it ends",
    )


def separator(place: Place) -> Mistake | None:
    found = matched(place, r",|and\b|&|\+")
    if found is None or "SEMICOLON" not in place.expected:
        return None
    following = re.compile(r"\s*(?:and\s+)?([a-z]+|\d)", re.IGNORECASE).match(place.text, found.end())
    if following is None or following[1].lower() not in place.beginnings:
        return None
    return here(
        place,
        "separator",
        "phrases are parted by semicolons",
        f"`{found[0]}` joins the items of one list only",
        f"write `;` instead of `{found[0]}`",
        found,
    )


def missing_semicolon(place: Place) -> Mistake | None:
    word = first_word(place)
    if "SEMICOLON" not in place.expected or word.lower() not in place.beginnings or not place.before:
        return None
    end = place.before[-1].end
    return Mistake(
        "missing-semicolon",
        end,
        end,
        "a semicolon is missing between two phrases",
        "a semicolon belongs here",
        f"put `;` after `{place.before[-1].text}`, before `{word}`",
    )


def missing_stop(place: Place) -> Mistake | None:
    word = first_word(place)
    if "DOT" not in place.expected or word.lower() not in NOUNS or not place.before:
        return None
    end = place.before[-1].end
    return Mistake(
        "missing-full-stop",
        end,
        end,
        "this rule has no full stop",
        "a full stop belongs here",
        f"put `.` after `{place.before[-1].text}`, before `{word}`",
    )


def empty_phrase(place: Place) -> Mistake | None:
    if place.found not in (";", ".", "") or not place.read_last("COLON", "SEMICOLON"):
        return None
    if place.beginnings.isdisjoint(c.split()[0] for c in place.choices):
        return None
    return here(
        place,
        "empty-phrase",
        "nothing stands between these two marks",
        "a phrase is missing",
        "take out the semicolon that is too many, or write the phrase that belongs here",
    )


def misspelled(place: Place) -> Mistake | None:
    word = first_word(place)
    if word.lower() in TURNS_ROUND:
        return None
    close = nearest(word, {first for c in place.choices if (first := c.split()[0]).islower()}) if word else None
    if close is not None and close.lower() != word.lower() and len(word) > 2:
        start = place.start
        return Mistake(
            "misspelled", start, start + len(word), f"`{word}` is not known here", meaning(close), f"write `{close}`"
        )
    last = place.read_last("NAME", "ZONE_NAME")
    if last is None or len(last.text) < 3:
        return None
    close = nearest(last.text, last.instead)
    if close is None or close in NOUNS:
        return None
    return Mistake("misspelled", last.start, last.end, f"`{last.text}` is not known here", meaning(close), f"write `{close}`")
