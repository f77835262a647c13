"""What a policy promises, by name: commitments, clocks, duties and shares, of which credits and others speak."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from slalang.semantics import choices
from slalang.semantics.findings import Findings
from slalang.semantics.policy import Belonging, Cited
from slalang.semantics.scope import Promise, Scope, said_once
from slalang.semantics.services import choice_missing
from slalang.syntax import ast
from slalang.values.listing import listed

_NOUNS: dict[type[Promise], str] = {
    ast.Commitment: "commitment",
    ast.Clock: "clock",
    ast.Duty: "duty",
    ast.Share: "share",
}
_DECLARED: dict[type[Promise], str] = {
    ast.Commitment: "commitment {} of ...: available at least ...",
    ast.Clock: 'clock {} of ...: runs from "opened" to "resolved"; within ...',
    ast.Duty: "duty {}: for each ...; requires ...",
    ast.Share: "share {} of ...: at least ... kept; ...",
}

_OTHER_NAME = "commitments, clocks, duties, shares and joint rules are told apart by their names: give one of them another"


@attrs.frozen(slots=True)
class Uses:
    """Which clocks and duties are counted by a credit or a share, by name."""

    counted: frozenset[str]


def uses_of(tree: ast.Policy) -> Uses:
    """What the credits and shares of a policy ask of its clocks and duties (S5, S6)."""
    credits = [rule for rule in tree.rules if isinstance(rule, ast.Credit)]
    shares = [rule for rule in tree.rules if isinstance(rule, ast.Share)]
    return Uses(frozenset([rule.commitment.text for rule in credits] + [rule.of.text for rule in shares]))


def one_name_each(findings: Findings, joints: Mapping[str, ast.Joint], *kinds: Mapping[str, Promise]) -> dict[str, Promise]:
    """All that is promised, by name; credits and claims name it, so a name stands for one thing, joint rules included."""
    found: dict[str, Promise] = {}
    for kind in kinds:
        for name, rule in kind.items():
            first = found.setdefault(name, rule)
            if first is not rule:
                findings.twice(
                    f"the name `{name}` is declared",
                    first.name.span,
                    rule.name.span,
                    _OTHER_NAME,
                    code="declared-twice",
                )
    for name, joint in joints.items():
        if name in found:
            findings.twice(
                f"the name `{name}` is declared",
                found[name].name.span,
                joint.name.span,
                _OTHER_NAME,
                code="declared-twice",
            )
    return found


def named_promise(scope: Scope, name: ast.Name, *kinds: type[Promise], code: str = "unknown-name") -> Promise | None:
    """The promise of that name, which is of one of the kinds; an error where there is none, whose name is `code`."""
    there = scope.promises.get(name.text)
    if isinstance(there, kinds):
        return there
    if there is not None:
        wanted = listed((_NOUNS[kind] for kind in kinds), "or")
        scope.findings.error(
            "promise-kind",
            f"`{name.text}` is a {_NOUNS[type(there)]}, and a {wanted} is needed here",
            name.span,
            hint=f"name a {wanted}",
        )
        return None
    if name.text in scope.conditional:
        _not_in_this_reading(scope, name, scope.conditional[name.text])
        return None
    known = {known: rule for known, rule in scope.promises.items() if isinstance(rule, kinds)}
    nouns = tuple(_NOUNS[kind] for kind in kinds if any(isinstance(rule, kind) for rule in known.values()))
    scope.findings.unknown(
        listed(nouns, "or") if nouns else _NOUNS[kinds[0]],
        name.text,
        name.span,
        known,
        declare=f"declare it: `{_DECLARED[kinds[0]].format(name.text)}`",
        code=code,
    )
    return None


def no_credit(scope: Scope, name: ast.Name) -> None:
    """The name of a credit or a joint rule that there is not."""
    if name.text in scope.conditional:
        _not_in_this_reading(scope, name, scope.conditional[name.text])
        return
    scope.findings.unknown(
        "credit or joint rule",
        name.text,
        name.span,
        {*scope.credits, *scope.joints},
        declare=f"declare it: `credit for {name.text}: ...`",
    )


def _not_in_this_reading(scope: Scope, name: ast.Name, readings: tuple[str, ...]) -> None:
    """What stands under a reading is named under that reading only: under the others it is not there (P6)."""
    rule = scope.findings.heading.split(" ")[0]
    tagged = " and ".join(f"`under reading {reading}`" for reading in readings)
    scope.findings.error(
        "only-under-reading",
        f"`{name.text}` exists only under {'reading' if len(readings) == 1 else 'the readings'} {' and '.join(readings)}",
        name.span,
        label="not there under the other reading",
        hint=f"put {tagged} on the {rule} too"
        if len(readings) == 1
        else f"write the {rule} once for each of them, with {tagged}",
    )


def belonging(scope: Scope, rule: ast.Clock | ast.Duty, uses: Uses) -> tuple[Belonging | None, Cited | None]:
    """In which period a run counts; to be said where a credit or a share counts it (S6)."""
    found = said_once(scope, "to which period it belongs", rule.phrases, ast.BelongsTo)
    if found is None:
        if rule.name.text in uses.counted:
            choice_missing(scope, choices.BELONGING, rule.name.span)
        return None, None
    if rule.name.text not in uses.counted:
        return None, None
    return found.body.by, found.cited(scope)
