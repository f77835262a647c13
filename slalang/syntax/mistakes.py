"""What went wrong while reading, in a lawyer's words: every error of a file in one run, none that follows from another.

A file that could not be read is laid out by its punctuation, and each rule is read on its own; a rule that could not be read is
taken apart into its heading and its phrases, and each of those is read beside stand-ins for the rest. So a broken phrase hides
nothing, and nothing is read more than three times.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from slalang.syntax import ast, layout
from slalang.syntax.common_mistakes import recognise
from slalang.syntax.expectations import FIXED_WORDS, PHRASES_OF, in_words
from slalang.syntax.layout import NOUNS, Lines, RuleText, SlipKind
from slalang.syntax.unread_place import TURNS_ROUND, Mistake, Place, Read
from slalang.syntax.walk import walk
from slalang.syntax.words import MONTHS, WEEKDAYS, NoSuchFigure
from slalang.values.diagnostics import Diagnostic, Edit, Fix, Severity, nearest
from slalang.values.listing import listed
from slalang.values.places import Span

__all__ = (
    "FIXED_WORDS", "Lines", "Read", "Unread", "all_mistakes", "no_such_figure", "under_clauses", "unfit_figures",
    "unfit_text",
)  # fmt: skip

MOST_ERRORS = 50
"""Errors that one run reports: more would help nobody."""


@attrs.frozen(slots=True)
class Unread:
    """Where reading stopped: the place, the terminals that would have fitted, the same in words, and the words before."""

    start: int
    end: int
    expected: tuple[str, ...]
    choices: tuple[str, ...]
    before: tuple[Read, ...]


ReadRule: TypeAlias = Callable[[str, Lines], "Unread | list[Diagnostic]"]
"""Reads one rule's text: where it stopped, or what is wrong with its figures."""


# ------------------------------------------------------------------------------------- before anything is read


def unfit_text(text: str, lines: Lines, largest: int, deepest: int) -> tuple[Diagnostic, ...]:
    """What keeps a text from being read at all: too large, nested too deep, invisible characters, nothing in it."""
    if len(text) > largest:
        return (
            Diagnostic(
                "the file is too large to be a policy",
                lines.span(0, 0),
                "text-too-long",
                text=f"It holds {len(text):,} characters; at most {largest:,} are read.",
                hint='split it into several files and join them with `use "other.sla".`',
            ),
        )
    hidden = tuple(_hidden_characters(text, lines))
    if hidden:
        return hidden
    depth = 0
    for mark in re.finditer(r'["“”„][^"“”„]*["“”„]|\[[^\[\]]*\]|([()])', text):
        depth += {"(": 1, ")": -1}.get(mark[1] or "", 0)
        if depth > deepest:
            return (
                Diagnostic(
                    "brackets are nested too deep",
                    lines.span(mark.start(), mark.end()),
                    "nested-too-deep",
                    f"more than {deepest} deep",
                    hint="close the brackets that stand open before this one, or make fewer kinds of kinds of causes",
                ),
            )
    if not re.sub(r"\[[^\[\]]*\]", "", text).strip():
        return (
            Diagnostic(
                "the file holds no rules" if text.strip() else "the file is empty",
                lines.span(0, 0),
                "empty-policy",
                text="Notes in square brackets are remarks for readers; rules stand outside them." if text.strip() else "",
                hint='begin with `agreement "Title": zone Europe/London; currency GBP.`',
            ),
        )
    return ()


_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def _hidden_characters(text: str, lines: Lines) -> Iterator[Diagnostic]:
    for number, found in enumerate(_HIDDEN.finditer(text)):
        if number == MOST_ERRORS:
            yield _more(lines.span(found.start(), found.end()))
            return
        name = unicodedata.name(found[0], "a control character").lower()
        here = lines.span(found.start(), found.end())
        yield Diagnostic(
            f"an invisible character: U+{ord(found[0]):04X}, {name}",
            here,
            "invisible-character",
            "here, though nothing shows",
            text="Such characters can make a text read otherwise than it looks, so a policy holds none.",
            hint="delete it (retype the words around it if it does not show in your editor)",
            fix=Fix("delete it", (Edit(here, ""),)),
        )


# ------------------------------------------------------------------------------------- a file that could not be read


def all_mistakes(text: str, lines: Lines, read_rule: ReadRule) -> tuple[Diagnostic, ...]:
    """Every error of a text that could not be read, by place."""
    unquoted, quoting = _without_email_quoting(text, lines)
    found = list(quoting)
    for diagnostic in _Rereading(unquoted, lines, read_rule).errors():
        found.append(diagnostic)
        if len(found) > MOST_ERRORS:
            found[-1] = _more(found[-1].span)
            break
    return tuple(sorted(found, key=lambda d: d.span.start if d.span is not None else 0))


def _more(span: Span | None) -> Diagnostic:
    return Diagnostic(
        f"there are more errors than the {MOST_ERRORS} shown",
        span,
        "more-errors",
        hint="correct those above and check again",
        severity=Severity.NOTE,
    )


def _without_email_quoting(text: str, lines: Lines) -> tuple[str, list[Diagnostic]]:
    """The text with the marks of a quoted e-mail blanked, where most lines bear them."""
    marks = list(re.finditer(r"^[ \t]*>[> \t]*", text, re.MULTILINE))
    written = sum(1 for _ in re.finditer(r"^.*\S.*$", text, re.MULTILINE))
    if len(marks) < 2 or 2 * len(marks) < written:
        return text, []
    quoting = Diagnostic(
        "the lines begin with `>`, as in a quoted e-mail",
        lines.span(marks[0].start(), marks[0].end()),
        "quoted-email",
        f"here and on {len(marks) - 1} more lines" if len(marks) > 2 else "here and on one more line",
        hint="take out the `>` at the beginning of every line",
    )
    return re.sub(r"^[ \t]*>[> \t]*", lambda m: " " * len(m[0]), text, flags=re.MULTILINE), [quoting]


_STAND_INS = {
    "agreement": ('agreement "x":', "zone UTC"),
    "throughout": ("throughout:", "counted exactly"),
    "calendar": ("calendar x:", "every day all day"),
    "service": ("service x:", "no components"),
    "ambiguity": ("ambiguity x:", 'reading x because "x"'),
    "commitment": ("commitment x of x:", "no target"),
    "exclusion": ("exclusion x:", "nothing is excluded"),
    "clock": ("clock x of x:", "never pauses"),
    "duty": ("duty x:", "an earlier one counts too"),
    "share": ("share x of x:", "no target"),
    "credit": ("credit for x:", "rows stand alone"),
    "joint": ("joint x of x:", "the credits add up"),
    "right": ("right x:", "prepaid fees refunded pro rata"),
    "scenario": ('scenario "x":', "as of 2025-01-01 00:00"),
}
"""For each noun whose rules are lists of phrases: a heading and a phrase that stand in for those not being read."""


def under_clauses(text: str, lines: Lines, problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems of a text that could be read, each under the heading and the clause in which it lies."""
    rereading = _Rereading(text, lines, lambda text, lines: [])
    rules = rereading.layout.rules
    starts = [rule.start for rule in rules]
    return tuple(
        rereading._placed(d, rules[max(0, bisect_right(starts, d.span.start) - 1)]) if d.span and rules else d for d in problems
    )


class _Rereading:
    """A text read again, rule by rule and phrase by phrase."""

    def __init__(self, text: str, lines: Lines, read_rule: ReadRule) -> None:
        self.lines, self.read_rule = lines, read_rule
        self.layout = layout.lay_out(text)
        self.text = self.layout.cleaned
        self.spoilt = [slip.start for slip in self.layout.slips if slip.kind is SlipKind.UNCLOSED_TEXT]
        self._known: dict[str, frozenset[str]] = {}

    def errors(self) -> Iterator[Diagnostic]:
        slips = iter(self.layout.slips)
        slip = next(slips, None)
        for number, rule in enumerate(self.layout.rules):
            while slip is not None and slip.start < rule.end:
                yield self._slip(slip, rule)
                slip = next(slips, None)
            following = self.layout.rules[number + 1] if number + 1 < len(self.layout.rules) else None
            yield from self._rule(rule, following)
        while slip is not None:
            yield self._slip(slip, None)
            slip = next(slips, None)

    def _rule(self, rule: RuleText, following: RuleText | None) -> Iterator[Diagnostic]:
        noun, unknown = self._noun(rule)
        if unknown is not None:
            yield unknown
            if noun is None:
                return
        elif not rule.stopped:
            yield self._unstopped(rule, following)
        elif not self._spoilt(rule.start, rule.end):
            outcome = self.read_rule(self.text[rule.start : rule.end], self.lines.moved(rule.start))
            if isinstance(outcome, list):
                yield from (self._placed(d, rule) for d in outcome)
                return
        if noun in _STAND_INS and rule.colon is not None:
            yield from self._parts(rule, noun, unknown is not None)
        elif unknown is None and not self._spoilt(rule.start, rule.end):
            yield from self._piece(rule, noun, "", rule.start, rule.end, "" if rule.stopped else ".")

    def _parts(self, rule: RuleText, noun: str, skip_heading: bool) -> Iterator[Diagnostic]:
        heading, phrase = _STAND_INS[noun]
        colon = (rule.colon or rule.start) + 1
        if not skip_heading and not self._spoilt(rule.start, colon):
            yield from self._piece(rule, noun, "", rule.start, colon, f" {phrase}.")
        for index, (start, end) in enumerate(rule.phrases):
            last = index == len(rule.phrases) - 1
            blank = not self.layout.masked[start:end].strip()
            if not self._spoilt(start, end) and not (blank and last and not rule.stopped):
                yield from self._piece(rule, noun, heading, start, end, ".")

    def _piece(self, rule: RuleText, noun: str | None, before: str, start: int, end: int, after: str) -> Iterator[Diagnostic]:
        """The errors of what stands from `start` to `end`, read between stand-ins."""
        text = f"{before}{self.text[start:end]}{after}"
        lines = self.lines.moved(start - len(before))
        outcome = self.read_rule(text, lines)
        if isinstance(outcome, list):
            yield from (self._placed(d, rule) for d in outcome)
        elif outcome.start <= len(before) + end - start:
            mistake = self._mistake(outcome, text, noun, len(before))
            yield self._explain(mistake, outcome, lines, rule, noun)
            at = mistake.end - len(before) + start
            if mistake.code in ("missing-semicolon", "separator") and noun in _STAND_INS and at < end:
                yield from self._piece(rule, noun, _STAND_INS[noun][0], at, end, after)
            elif mistake.code == "missing-colon" and noun in _STAND_INS and rule.colon is None:
                last = rule.end - 1 if rule.stopped else rule.end
                first = start + (outcome.end if text[outcome.start] in "{=" else outcome.start)
                phrases = layout.phrases_between(self.layout.masked, first, last)
                yield from self._parts(attrs.evolve(rule, colon=at, phrases=phrases), noun, True)

    def _spoilt(self, start: int, end: int) -> bool:
        first = bisect_left(self.spoilt, start)
        return first < len(self.spoilt) and self.spoilt[first] < end

    def _beginnings(self, noun: str | None) -> frozenset[str]:
        """The words that may begin a phrase of the noun's rules: what the grammar takes after a heading."""
        if noun not in _STAND_INS:
            return frozenset()
        if noun not in self._known:
            after_heading = self.read_rule(_STAND_INS[noun][0], self.lines)
            choices = after_heading.choices if isinstance(after_heading, Unread) else ()
            days = [day.lower() for day in WEEKDAYS] if "WEEKDAY" in choices else []
            self._known[noun] = frozenset([*(c.split()[0] for c in choices), *days])
        return self._known[noun]

    # --------------------------------------------------------------------------------- what there is to say

    def _noun(self, rule: RuleText) -> tuple[str | None, Diagnostic | None]:
        """The noun that begins the rule, or the nearest one and the error that it is not."""
        found = re.compile(r"\w+").match(self.layout.masked, rule.start)
        word = found[0] if found is not None else ""
        if word.lower() in NOUNS:
            return word.lower(), None
        if not word:
            return "", None
        guess = nearest(word, NOUNS) or _OTHER_NOUNS.get(word.lower())
        span = self.lines.span(rule.start, rule.start + len(word))
        if guess is None and any(word.lower() in self._beginnings(n) for n in _STAND_INS):
            return None, Diagnostic(
                f"`{word}` begins no rule",
                span,
                "stray-phrase",
                "it begins a phrase inside a rule",
                hint="if it belongs to the rule before, put a semicolon there instead of the full stop",
            )
        return guess, Diagnostic(
            f"`{word[:60]}` begins no rule",
            span,
            "unknown-rule",
            f"did you mean `{guess}`?" if guess else "a rule begins with a noun of the contract",
            text="" if guess else f"Rules begin with {listed((f'`{n}`' for n in NOUNS), 'or')}.",
            hint=f"write `{guess}`" if guess else "begin the rule with one of these words",
        )

    def _unstopped(self, rule: RuleText, following: RuleText | None) -> Diagnostic:
        end = rule.end
        semicolon = self.text[end - 1] == ";"
        at = end - 1 if semicolon else end
        after = re.compile(r"\S+(?:\s+\w+)?").match(self.text, following.start) if following is not None else None
        place = f" before `{' '.join(after[0].split())[:60]}`" if after is not None else ", at the end of the file"
        return Diagnostic(
            "this rule has no full stop",
            self.lines.span(at, end),
            "missing-full-stop",
            "a full stop belongs here" + (", not a semicolon" if semicolon else ""),
            clause=self._clause(rule, at),
            hint=f"end the rule with `.`{place}",
        )

    def _slip(self, slip: layout.Slip, rule: RuleText | None) -> Diagnostic:
        title, label, hint = _SLIPS[slip.kind]
        span = self.lines.span(slip.start, slip.end if slip.kind is SlipKind.COMMENT else slip.start + 1)
        clause = self._clause(rule, slip.start) if rule is not None and rule.start < slip.start else ""
        return Diagnostic(title, span, slip.kind.value, label, clause=clause, hint=hint)

    def _mistake(self, unread: Unread, text: str, noun: str | None, offset: int) -> Mistake:
        expected, choices, before = unread.expected, unread.choices, unread.before
        place = Place(text, unread.start, unread.end, expected, choices, before, noun, self._beginnings(noun))
        return recognise(place) or self._repaired(place, offset) or _general(place, offset)

    def _repaired(self, place: Place, offset: int) -> Mistake | None:
        """A word put in, changed or taken out, where that alone makes the whole phrase read, and only one such does."""
        words = [words for c in place.choices if (words := c.removesuffix(" …"))[0].isalpha() and not c[0].isupper()]
        words = [w for w in words if w not in _CARRIED]
        if len(place.text) > 600 or len(words) > 10 or not place.found.strip(" ;.:"):
            return None
        if place.found.lower() in TURNS_ROUND:
            return None
        start, end, found = place.start, place.end, place.found
        # A phrase that shares no word with its correction was not meant to be that.
        whole = start == offset or not place.text[offset:start].strip()
        whole = whole and not place.text[end:].strip(" .;\n")
        missing = [Mistake(_MISPLACED, start, end, f"`{w}` is missing", "", f"write `{w}` before `{found}`") for w in words]
        title = f"`{found}` does not fit here"
        changed = [Mistake(_MISPLACED, start, end, title, "", f"write `{w}` instead of `{found}`") for w in words]
        repairs = [
            [(mistake, f"{word} {found}") for mistake, word in zip(missing, words, strict=True)],
            [] if whole else list(zip(changed, words, strict=True)),
            [(Mistake(_MISPLACED, start, end, title, "", f"take out `{found}`"), "")],
        ]
        if place.before and place.before[-1].start >= offset and place.before[-1].text.lower() not in TURNS_ROUND:
            last = place.before[-1]
            title = f"`{last.text}` does not fit here"
            repairs.append([(Mistake(_MISPLACED, last.start, last.end, title, "", f"take out `{last.text}`"), "")])
        for several in repairs:
            fitting = [mistake for mistake, words in several if self._reads(place.text, mistake, words)]
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _reads(self, text: str, mistake: Mistake, instead: str) -> bool:
        return isinstance(self.read_rule(f"{text[: mistake.start]} {instead} {text[mistake.end :]}", self.lines), list)

    def _explain(self, mistake: Mistake, unread: Unread, lines: Lines, rule: RuleText, noun: str | None) -> Diagnostic:
        span = lines.span(mistake.start, mistake.end)
        words = in_words(unread.choices)
        begins = sum(c.split()[0].lower() in self._beginnings(noun) for c in unread.choices) > 4
        explanation = ""
        if len(words) > 4 and mistake.code == "unexpected":
            phrases = f"Phrases of {PHRASES_OF.get(noun or '', 'this rule')}: {', '.join(words)}."
            explanation = phrases if begins else f"Here may stand {listed(words, 'or')}."
        clause = self._clause(rule, span.start)
        return Diagnostic(mistake.title, span, mistake.code, mistake.label, clause, explanation, mistake.hint)

    def _placed(self, diagnostic: Diagnostic, rule: RuleText) -> Diagnostic:
        """The diagnostic under its clause."""
        at = diagnostic.span.start if diagnostic.span is not None else rule.start
        return attrs.evolve(diagnostic, clause=self._clause(rule, at))

    def _clause(self, rule: RuleText, at: int) -> str:
        """The rule's heading, and the citation of the phrase at that place, or else the heading's own."""
        heading = self.text[rule.start : rule.colon if rule.colon is not None else rule.end]
        heading = heading if rule.colon is not None else heading.split("\n")[0].rstrip(" {.;")
        ends = r",?\s*\bbecause\b|\s+under\s+reading\b|\(|,(?!\s*[a-z]\w*\s*(?:[,(]|because\b|$))"
        title = re.split(ends, heading[:_LONGEST_HEADING], maxsplit=1, flags=re.IGNORECASE)[0]
        phrase = next((self.text[s:e] for s, e in rule.phrases if s <= at <= e), "")
        cited = re.search(r"\(\s*clauses?\s[^()]*(?:\([^()]*\)[^()]*)*\)", phrase) or re.search(
            r"\(\s*clauses?\s[^()]*(?:\([^()]*\)[^()]*)*\)", heading
        )
        words = " ".join(title.split())
        words = f"{words[:57]}..." if len(words) > 60 else words
        if cited is None:
            return words
        return f"{words or 'a rule without a name'} {' '.join(cited[0].split())}"


_OTHER_NOUNS = {
    "cap": "joint", "total": "joint", "group": "joint", "alternatives": "joint", "remedy": "right", "termination": "right",
    "maintenance": "exclusion", "target": "commitment", "sla": "commitment", "slo": "commitment", "test": "scenario",
}  # fmt: skip
"""What other documents call a rule, and its noun here."""

_LONGEST_HEADING = 500
"""How far into a heading its name is looked for; what is longer has lost its colon."""

_MISPLACED = "word-out-of-place"
_CARRIED = ("because", "under reading")
"""What any phrase may carry corrects none."""

_SLIPS = {
    SlipKind.UNCLOSED_TEXT: (
        "this quotation mark is never closed",
        "opened here",
        "put a closing quotation mark after the last word of the text",
    ),
    SlipKind.UNCLOSED_NOTE: (
        "this note is never closed",
        "opened here",
        "put `]` after the last word of the note",
    ),
    SlipKind.NESTED_NOTE: (
        "a note stands inside a note",
        "notes do not nest",
        "use round brackets inside a note, or end the first note before this one",
    ),
    SlipKind.COMMENT: (
        "remarks stand in square brackets",
        "no remark here",
        "write it as [a remark]",
    ),
    SlipKind.STRAY_BRACKET: (
        "this bracket closes no note",
        "nothing was opened",
        "take it out, or put `[` where the note begins",
    ),
}


def _general(place: Place, offset: int) -> Mistake:
    """What to say where no common mistake was made."""
    found = " ".join(place.found.split())
    found = f"{found[:37]}..." if len(found) > 40 else found
    words = in_words(place.choices)
    wanted = listed(words, "or") if len(words) <= 4 else ""
    before = place.before[-1].text if place.before and place.before[-1].end > offset else ""
    after = f" after `{' '.join(before.split())[:40]}`" if before else ""
    if not found or found == ".":
        title = f"something is missing{after}"
        hint = f"add {wanted}" if wanted else "complete the phrase, or take it out"
        return Mistake("unfinished", place.start, place.end, title, f"expected {wanted}" if wanted else "", hint)
    title = f"`{found}` does not fit{after or ' here'}"
    others = "write one of these instead" + ("" if found.lower() in TURNS_ROUND else ", or take it out")
    hint = f"write {wanted} here" if wanted else others
    return Mistake("unexpected", place.start, place.end, title, f"expected {wanted}" if wanted else "", hint)


# ------------------------------------------------------------------------------------- figures that are none


def no_such_figure(wrong: NoSuchFigure, span: Span) -> Diagnostic:
    """The diagnostic for a figure that looks right and is none."""
    return Diagnostic(wrong.title, span, wrong.code, hint=wrong.hint)


def unfit_figures(tree: ast.Node) -> list[Diagnostic]:
    """Figures that do not fit what they stand with: half a unit, the 31st of June, the sixth Friday."""
    found = []
    for node in walk(tree):
        match node:
            case ast.ExactOrCalendarLength(number, unit) | ast.BusinessLength(number, unit):
                if number.value.denominator != 1:
                    found.append(_part_of_unit(number, unit, node.span, business=isinstance(node, ast.BusinessLength)))
            case ast.BillingCycle(number, unit) | ast.RollingPeriod(number, unit) | ast.RollingStep(number, unit):
                if number.value.denominator != 1:
                    smallest = None if isinstance(node, ast.RollingStep) else ast.Unit.DAY
                    found.append(_part_of_unit(number, unit, number.span, smallest=smallest))
            case ast.YearlyDay(day, month):
                # 29 February is a day of some years.
                if day.value.denominator != 1 or not 1 <= day.value <= monthrange(2024, month)[1]:
                    last = monthrange(2024, month)[1]
                    title = f"there is no {day.digits} {MONTHS[month - 1]}"
                    hint = f"{MONTHS[month - 1]} ends on the {last}th" if last != 31 else "days are whole, from 1 to 31"
                    found.append(_no_such_day(title, node.span, hint))
            case ast.MonthDay(ordinal):
                if not (ordinal.number == -1 or 1 <= ordinal.number <= 31):
                    title = f"no month has day {ordinal.number}"
                    found.append(_no_such_day(title, node.span, "days of the month run from the 1st to the 31st"))
            case ast.NthWeekday(ordinal):
                if not (ordinal.number == -1 or 1 <= ordinal.number <= 5):
                    title = f"no month has a weekday {ordinal.number} times"
                    found.append(_no_such_day(title, node.span, "say the 1st to the 5th, or the last"))
    return found


def _no_such_day(title: str, span: Span, hint: str) -> Diagnostic:
    return Diagnostic(title, span, "no-such-day", hint=hint)


_SMALLER = {
    ast.Unit.YEAR: (12, ast.Unit.MONTH),
    ast.Unit.WEEK: (7, ast.Unit.DAY),
    ast.Unit.DAY: (24, ast.Unit.HOUR),
    ast.Unit.HOUR: (60, ast.Unit.MINUTE),
    ast.Unit.MINUTE: (60, ast.Unit.SECOND),
    ast.Unit.SECOND: (1000, ast.Unit.MILLISECOND),
    ast.Unit.MILLISECOND: (1000, ast.Unit.MICROSECOND),
}


def _part_of_unit(
    number: ast.Number, unit: ast.Unit, span: Span, *, business: bool = False, smallest: ast.Unit | None = None
) -> Diagnostic:
    """The length said in a smaller unit, where there is one in which it is whole and which may stand there."""
    title = f"a length is a whole number of {'business ' if business else ''}{unit.value}s"
    amount, smaller = number.value, unit
    while not business and amount.denominator != 1 and smaller is not smallest and smaller in _SMALLER:
        factor, smaller = _SMALLER[smaller]
        amount *= factor
    hint = f"write a whole number of {'business days, or business hours' if business else f'{unit.value}s'}"
    if amount.denominator == 1 and not business:
        hint = f"write `{amount} {smaller.value}{'' if amount == Fraction(1) else 's'}`"
        hint += ", if elapsed hours are meant and not civil days" if unit in (ast.Unit.DAY, ast.Unit.WEEK) else ""
    return Diagnostic(title, span, "part-of-a-unit", "not a whole number", hint=hint)
