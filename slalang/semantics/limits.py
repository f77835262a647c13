"""Limits of what is measured, each on a scale that fits (C1, C2)."""

from __future__ import annotations

from fractions import Fraction

from slalang.semantics.figures import exact_us, percent
from slalang.semantics.gauges import EXAMPLES, SCALES, Gauge, subject
from slalang.semantics.policy import Limit, Scale
from slalang.semantics.scope import Scope, said_once
from slalang.syntax import ast
from slalang.syntax.ast import Bound
from slalang.syntax.wording.time import length as in_words
from slalang.values.listing import listed

MOST_NUMBER = 10**15
"""A larger number is a slip of the pen."""

UPPER = (Bound.BELOW, Bound.AT_MOST)
_NOUNS = {Scale.SHARE: "a percentage", Scale.TIME: "a length", Scale.NUMBER: "a number"}


def figure(scope: Scope, written: ast.Limit, of: Gauge | None) -> Limit | None:
    """A limit with a figure of its own; `of` None where what is measured is in error, so that any figure may fit.

    `the target` is the caller's.
    """
    match written.of:
        case ast.TheTarget():
            raise TypeError("the target is no figure")
        case ast.Percent() as share:
            if share.share > 1:
                scope.findings.error(
                    "percent-out-of-range",
                    f"no share is ever {share.digits}%",
                    share.span,
                    hint="a limit is a share of availability, or of what is good or kept: at most 100%",
                )
                return None
            made = Limit(written.bound, share.share, Scale.SHARE, f"{share.digits}%")
        case ast.Number() as number:
            if not _countable(scope, number, of):
                return None
            made = Limit(written.bound, number.value, Scale.NUMBER, number.digits)
        case length:
            us = exact_us(scope, length, "a limit of downtime")
            if us is None:
                return None
            made = Limit(written.bound, Fraction(us), Scale.TIME, in_words(length))
    return made if of is None or fits(scope, made, written, of) else None


def _countable(scope: Scope, number: ast.Number, of: Gauge | None) -> bool:
    """Whether a number can be a limit: of what is counted it is whole and not negative (C2)."""
    if abs(number.value) > MOST_NUMBER:
        scope.findings.error(
            "number-out-of-range",
            f"a limit is at most {MOST_NUMBER:,}, not {number.digits}",
            number.span,
            hint="check the figure against the agreement",
        )
    elif of is None or of is Gauge.VALUES or Scale.NUMBER not in SCALES[of]:
        return True
    elif number.value < 0:
        scope.findings.error(
            "number-out-of-range",
            f"{subject(of, Scale.NUMBER)} is never {number.digits}",
            number.span,
            hint="check the figure against the agreement; only measured values may be negative",
        )
    elif number.value.denominator != 1:
        _whole_or_share(scope, number, of)
    else:
        return True
    return False


def _whole_or_share(scope: Scope, number: ast.Number, of: Gauge) -> None:
    whole = f"{subject(of, Scale.NUMBER)} is whole, and {number.digits} is not"
    if number.value < 100:
        hint = f"write `{number.digits}%`, if a share is meant"
        scope.findings.error("missing-percent", whole, number.span, label=f"{number.digits} of what?", hint=hint)
    else:
        hint = "check the figure against the agreement"
        scope.findings.error("number-not-whole", whole, number.span, hint=hint)


def fits(scope: Scope, limit: Limit, written: ast.Limit, of: Gauge) -> bool:
    """Whether what is measured has limits on that scale; an error where it has not (C2)."""
    if limit.scale in SCALES[of]:
        return True
    ways = listed((EXAMPLES[scale] for scale in SCALES[of]), "or")
    if isinstance(written.of, ast.Number) and Scale.SHARE in SCALES[of] and 0 < written.of.value <= 100:
        ways = f"`{limit.written}%`"
    scope.findings.error(
        "limit-scale",
        f"`{limit.written}` names {_NOUNS[limit.scale]}, and what is limited is measured by {of.value}",
        written.span,
        hint=f"write {ways}",
    )
    return False


def limits(scope: Scope, written: ast.Limits, of: Gauge | None, scales: frozenset[Scale] | None) -> tuple[Limit, ...] | None:
    """The one or two limits of a row, on one scale and from opposite sides; None where one is wrong (C2).

    `scales` are those of the targets; it and `of` are None where what is measured is in error.
    """
    found: list[Limit] = []
    for one in written.limits:
        made = _the_target(scope, one, scales) if isinstance(one.of, ast.TheTarget) else figure(scope, one, of)
        if made is None:
            return None
        found.append(made)
    if of is Gauge.TIME and scales == frozenset({Scale.SHARE}) and _is_share(found):
        scope.findings.error(
            "missing-percent",
            f"`{found[0].written}` would be a limit of {subject(of, Scale.NUMBER)}",
            written.span,
            label=f"{found[0].figure} of what?",
            hint=f"write `{found[0].written}%`; how often it was down is limited as in `above 2 and at most 4`",
        )
        return None
    if scales is not None and len({limit.scale for limit in found}) > 1:
        scope.findings.error(
            "limits-mixed",
            f"a row cannot run from `{found[0].written}` to `{found[1].written}`: they are limits of different things",
            written.span,
            hint="write both as percentages, both as lengths, or both as numbers",
        )
        return None
    sides = [limit.bound in UPPER for limit in found]
    if len(found) == 2 and sides[0] == sides[1]:
        side = "upper" if sides[0] else "lower"
        scope.findings.error(
            "bracket-limits",
            f"a row has two {side} limits: {found[0].written} and {found[1].written}",
            written.span,
            hint="keep the one that matters; a row runs from a lower limit to an upper one, as in `below 99% and at least 95%`",
        )
        return None
    return tuple(found)


def _is_share(limits: list[Limit]) -> bool:
    """Whether numbers look like percentages: an upper limit that something down so often would hardly be held to."""
    figures = [limit.at for limit in limits if limit.scale is Scale.NUMBER and limit.at is not None]
    upper = any(limit.bound in UPPER for limit in limits)
    return upper and len(figures) == len(limits) and all(50 < figure <= 100 for figure in figures)


def _the_target(scope: Scope, written: ast.Limit, scales: frozenset[Scale] | None) -> Limit | None:
    """`the target` as a limit: every target must be a figure on one scale (C2)."""
    if len(scales or ()) <= 1:
        return Limit(written.bound, None, next(iter(scales)) if scales else Scale.SHARE, "the target")
    scope.findings.error(
        "target-not-share",
        "`the target` is no limit here: it promises different things for different customers",
        written.span,
        hint="write the limit as a figure, or state every target in one way, as in `available at least ...`",
    )
    return None


def warning_level(scope: Scope, phrases: tuple[ast.Phrase, ...], of: Gauge | None) -> Limit | None:
    """The level from which a verdict warns; it lies on the good side of what is promised (C1)."""
    found = said_once(scope, "its warning level", phrases, ast.Warning)
    if found is None:
        return None
    written = found.body.limit
    if isinstance(written.of, ast.TheTarget):
        scope.findings.error(
            "warning-level",
            "the target itself is no warning level: what passes it is breached",
            written.of.span,
            hint="write the level at which to warn before that, as in `warning below 99.95%`",
        )
        return None
    if isinstance(written.of, ast.Percent) and percent(scope, written.of, "a warning level") is None:
        return None
    level = figure(scope, written, of)
    if level is None or of is Gauge.VALUES:
        return level
    if (level.bound in UPPER) is not (level.scale is Scale.SHARE):
        scope.findings.error(
            "warning-level",
            f"`warning {level.written}` would warn where all is well",
            written.span,
            hint=f"write `{written.bound.value} {level.figure}%`, if a share is meant"
            if level.scale is Scale.NUMBER and level.at is not None and 50 < level.at <= 100
            else "write `below` or `at most` before a percentage, `above` or `at least` before a length or a number",
        )
        return None
    return level
