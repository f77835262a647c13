"""Common mistakes in what is observed and measured: sources, shares of what went wrong, scores.

Every public function looks at a place that could not be read and gives the mistake, or None where it is another.
"""

from __future__ import annotations

import re
from decimal import Decimal

from slalang.syntax.unread_place import Mistake, Place, here, matched


def several_sources(place: Place) -> Mistake | None:
    """`as reported by "a" and "b"`, `as reported by any of "a" or "b"`."""
    found = matched(place, r"(or|and|,|&)\s*([\"“”„][^\"“”„]{0,60}[\"“”„])")
    words = [word.text.lower() for word in place.before]
    if found is None or "reported" not in words[-12:] or place.before[-1].kind != "STRING":
        return None
    first, second, title = place.before[-1].text, found[2], "of several sources, any or all may have to report"
    if words[-2:-1] == ["by"]:
        hint = f"write `any of {first}, {second}` where one is enough, `all of {first}, {second}` where all must"
        return here(place, "other-words", title, "", hint, found)
    if "COMMA" not in place.expected or found[1] == ",":
        return None
    return here(place, "other-words", "the words of a list are parted by commas", "", f"write `, {second}`", found)


_BAD = r"(?:the\s+)?(?:error|failure)[\s-]*(?:rates?|ratio)|(?:bad|failed)\s+(?:requests|executions)|failed|bad"


def share_of_bad(place: Place) -> Mistake | None:
    """`error rate below 1%`, `bad at most 1%`: a share is promised of what is good."""
    begin = place.start
    if place.noun == "commitment" and place.found == "%" and [w.text.lower() for w in place.before[-4:-3]] == ["bad"]:
        begin = place.before[-4].start
    elif place.noun != "commitment" or place.read_last("COLON") is None:
        return None
    most = r"(at\s+most|(?:no|not)\s+more\s+than|up\s+to|below|under|(?:less|lower)\s+than)"
    bad = re.compile(rf"(?:{_BAD})\s+(?:is\s+)?(?:of\s+)?{most}\s+(\d{{1,2}}(?:\.\d{{1,20}})?)\s*%", re.IGNORECASE)
    found = bad.match(place.text, begin, begin + 200)
    if found is None:
        return None
    at_least = found[1].split()[0].lower() in ("at", "no", "not", "up")
    good = f"good {'at least' if at_least else 'more than'} {100 - Decimal(found[2])}%"
    title = "a share is promised of what went well"
    return here(place, "other-words", title, "", f"write `{good}`, and by what that is measured in a phrase of its own", found)


def score(place: Place) -> Mistake | None:
    """`class "slow" scores 50%`."""
    found = matched(place, r"%|per\s?cent\b")
    if found is None or [word.text.lower() for word in place.before[-2:-1]] != ["scores"]:
        return None
    number, title = place.before[-1], "a class scores a part of 1"
    return Mistake("other-words", number.start, found.end(), title, "", f"write {(Decimal(number.text) / 100).normalize():f}")
