"""Services with their components, and causes with their kinds (D3, X1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from slalang.semantics.choices import COMPONENTS, Choice, listed
from slalang.semantics.findings import Findings
from slalang.semantics.policy import Components, Service
from slalang.semantics.scope import Said, Scope, said_once
from slalang.syntax import ast
from slalang.values.events import MaintenanceKind
from slalang.values.places import Span

N = TypeVar("N", bound=ast.Node)


def resolve_service(scope: Scope, rule: ast.Service) -> Service | None:
    """A service and its components, or that it consists of resources (D3)."""
    here = scope.inside("service", rule.name.text, rule.qualifiers)
    given: Said[ast.Components | ast.AnyComponent | ast.AnyResource | ast.NoComponents] | None = said_once(
        here,
        "what its components are",
        rule.phrases,
        ast.Components,
        ast.AnyComponent,
        ast.AnyResource,
        ast.NoComponents,
    )
    if given is None:
        choice_missing(here, COMPONENTS, rule.name.span)
        return None
    match given.body:
        case ast.NoComponents():
            return Service(rule.name.text, Components.NONE)
        case ast.AnyComponent():
            return Service(rule.name.text, Components.AS_NAMED)
        case ast.AnyResource():
            return Service(rule.name.text, Components.RESOURCES)
        case ast.Components(names):
            declared = first_of_each(here.findings, "component", ((n.text, n.span, n) for n in names))
            return Service(rule.name.text, tuple(declared))


def named_service(scope: Scope, name: ast.Name) -> Service | None:
    """The service of that name; an error where there is none."""
    if name.text not in scope.services:
        scope.findings.unknown(
            "service",
            name.text,
            name.span,
            scope.services,
            declare=f"declare it: `service {name.text}: no components.`",
        )
        return None
    return scope.services[name.text]


def choice_missing(scope: Scope, choice: Choice, span: Span, label: str = "") -> None:
    """Something that the author has to choose and has not: the error lists the possibilities."""
    scope.findings.error(
        choice.code,
        f"{scope.findings.heading} does not say {choice.question}",
        span,
        label=label,
        hint=listed(choice),
    )


def phrase_needless(scope: Scope, span: Span, why: str) -> None:
    """A phrase that settles nothing where it stands: it is not left to seem as if it did."""
    scope.findings.error("phrase-needless", f"the phrase decides nothing here: {why}", span, hint="leave the phrase out")


def unknown_kinds(scope: Scope, kinds: tuple[str, ...], span: Span) -> bool:
    """Says which kinds of maintenance are none that events know (X2); whether there are any."""
    wrong = [kind for kind in kinds if kind not in list(MaintenanceKind)]
    for kind in wrong:
        scope.findings.unknown(
            "kind of maintenance",
            kind,
            span,
            (str(k) for k in MaintenanceKind),
            declare="write it as maintenance events do",
            code="unknown-kind",
        )
    return bool(wrong)


def resolve_causes(findings: Findings, rules: Iterable[ast.Causes]) -> tuple[str, ...]:
    """Every declared cause with its path (`customer`, `customer.network`), parents first."""
    here = findings.under("causes")
    paths = [path for rule in rules for path in _paths(rule.causes, "")]
    return tuple(first_of_each(here, "cause", paths))


def causes(scope: Scope, written: ast.CausedBy) -> tuple[str, ...] | None:
    """The causes after `caused by`, each of them declared."""
    known = [name.text for name in written.causes if _declared(scope, name)]
    return tuple(known) if len(known) == len(written.causes) else None


def first_of_each(
    findings: Findings,
    noun: str,
    declared: Iterable[tuple[str, Span, N]],
    hint: str = "give one of them another name, or leave it out",
) -> dict[str, N]:
    """What is declared by name; a name that is declared again is an error naming both places."""
    found: dict[str, tuple[Span, N]] = {}
    for name, span, what in declared:
        if name in found:
            findings.twice(
                f"{noun} `{name}` is declared",
                found[name][0],
                span,
                hint,
                code="declared-twice",
            )
        else:
            found[name] = (span, what)
    return {name: what for name, (_, what) in found.items()}


def components(scope: Scope, names: tuple[ast.Name, ...]) -> tuple[str, ...]:
    """Names of components of some service of the policy."""
    known = scope.components()
    if known is not None:
        for name in names:
            if name.text not in known:
                scope.findings.unknown(
                    "component",
                    name.text,
                    name.span,
                    known,
                    declare=f"list it with its service: `components {name.text}`",
                )
    return tuple(name.text for name in names)


def _paths(written: tuple[ast.Cause, ...], above: str) -> Iterable[tuple[str, Span, ast.Node]]:
    for cause in written:
        path = f"{above}.{cause.name.text}" if above else cause.name.text
        yield path, cause.name.span, cause
        yield from _paths(cause.kinds or (), path)


def _declared(scope: Scope, name: ast.Name) -> bool:
    if name.text in scope.causes:
        return True
    parent, _, kind = name.text.rpartition(".")
    if parent in scope.causes:
        scope.findings.unknown(
            "kind of cause",
            name.text,
            name.span,
            (c for c in scope.causes if c.startswith(f"{parent}.")),
            declare=f"declare it: `causes: {parent} ({kind}).`",
        )
    else:
        scope.findings.unknown("cause", name.text, name.span, scope.causes, declare=f"declare it: `causes: {name.text}.`")
    return False
