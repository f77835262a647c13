"""The agreement as a document: title, parties, zone, currency, dates, and what its clauses become (P1)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.semantics.findings import Findings, heading_of
from slalang.semantics.periods import zone
from slalang.semantics.readings import phrases_of
from slalang.semantics.scope import Scope, said_once
from slalang.syntax import ast, wording
from slalang.time.zones import Zone, load_zone
from slalang.values.instants import day_number
from slalang.values.places import Span


@attrs.frozen(slots=True)
class Head:
    """What an agreement says of itself; `zone` is UTC where none could be told, which is then an error."""

    title: str = ""
    version: str | None = None
    provider: str | None = None
    customer: str | None = None
    source: str | None = None
    zone: Zone = attrs.field(factory=lambda: load_zone("UTC"))
    currency: str | None = None
    in_force_at: int | None = None
    until_at: int | None = None
    clauses: tuple[str, ...] = ()


def resolve_head(findings: Findings, rule: ast.Agreement) -> Head:
    """The head of the agreement (P1)."""
    here = findings.under(heading_of("agreement", f'"{rule.title}"', None))
    scope = Scope(here, load_zone("UTC"), None)
    provider = said_once(scope, "who the provider is", rule.phrases, ast.Provider)
    customer = said_once(scope, "who the customer is", rule.phrases, ast.Customer)
    source = said_once(scope, "what its source is", rule.phrases, ast.Source)
    currency = said_once(scope, "its currency", rule.phrases, ast.Currency)
    clauses = said_once(scope, "its clauses", rule.phrases, ast.Clauses)
    own_zone = _zone(scope, rule)
    in_force_at, until_at = _in_force(attrs.evolve(scope, zone=own_zone), rule)
    return Head(
        title=rule.title,
        version=rule.version,
        provider=provider.body.name if provider is not None else None,
        customer=customer.body.name if customer is not None else None,
        source=source.body.title if source is not None else None,
        zone=own_zone,
        currency=currency.body.code if currency is not None else None,
        in_force_at=in_force_at,
        until_at=until_at,
        clauses=clauses.body.clauses if clauses is not None else (),
    )


def check_clauses(findings: Findings, tree: ast.Policy) -> None:
    """Every cited clause is one of the agreement's, where it lists them (P1).

    Looks at the whole text, under every reading.
    """
    lists = [
        phrase
        for rule in tree.rules
        if isinstance(rule, ast.Agreement)
        for phrase in rule.phrases
        if isinstance(phrase.body, ast.Clauses)
    ]
    if not lists:
        return
    listed = dict.fromkeys(c for p in lists if isinstance(p.body, ast.Clauses) for c in p.body.clauses)
    for phrase in lists:
        if isinstance(phrase.body, ast.Clauses):
            _listed_twice(findings, phrase.body)
    for clause, span, heading in _citations(tree):
        if clause not in listed:
            _not_listed(findings.under(heading), clause, span, listed)


def _zone(scope: Scope, rule: ast.Agreement) -> Zone:
    found = said_once(scope, "its zone", rule.phrases, ast.Zone)
    if found is None:
        scope.findings.error(
            "zone-missing",
            "the agreement does not say in which zone its times and periods lie",
            rule.span,
            hint="add it, as in `zone Europe/London` or `zone UTC-08:00`",
        )
        return scope.zone
    return zone(scope.findings, found.body.zone) or scope.zone


def _in_force(scope: Scope, rule: ast.Agreement) -> tuple[int | None, int | None]:
    """From the first instant of the first day to the end of the last one."""
    found = said_once(scope, "when it is in force", rule.phrases, ast.InForce)
    if found is None:
        return None, None
    first, until = found.body.first, found.body.until
    if until is not None and until <= first:
        scope.findings.error(
            "in-force-reversed",
            f"in force until {until.isoformat()}, which does not lie after {first.isoformat()}",
            found.body.span,
            hint="exchange the two dates, or leave `until` out",
        )
    start = scope.zone.day_start(day_number(first))
    return start, scope.zone.day_start(day_number(until) + 1) if until is not None else None


def _listed_twice(findings: Findings, written: ast.Clauses) -> None:
    seen: set[str] = set()
    for clause in written.clauses:
        if clause in seen:
            findings.under("agreement").error(
                "declared-twice",
                f"clause {wording.clause_refs((clause,))} is listed twice",
                written.span,
                hint="list every clause of the source once",
            )
        seen.add(clause)


def _citations(tree: ast.Policy) -> Iterator[tuple[str, Span, str]]:
    """Each cited clause with its place and the heading of the rule."""
    for rule in tree.rules:
        heading = _heading(rule)
        if isinstance(rule, ast.Prose):
            for clause in rule.clauses:
                yield clause, rule.span, heading
            continue
        own = getattr(rule, "qualifiers", None)
        every = [own] if isinstance(own, ast.Qualifiers) else []
        every += [phrase.qualifiers for phrase in phrases_of(rule)]
        for qualifiers in every:
            for clause in qualifiers.clauses or ():
                yield clause, qualifiers.span, heading


def _heading(rule: ast.Rule) -> str:
    match rule:
        case ast.Credit(commitment=name):
            return heading_of("credit for", name.text, rule.qualifiers.clauses)
        case ast.Scenario(title=title):
            return heading_of("scenario", f'"{title}"', rule.qualifiers.clauses)
        case ast.Agreement(title=title):
            return f'agreement "{title}"'
        case ast.Prose(clauses=clauses):
            return heading_of("prose", "", clauses)
        case ast.Throughout() | ast.Causes() | ast.Use() | ast.Replaces():
            return type(rule).__name__.lower()
        case _:
            return heading_of(type(rule).__name__.lower(), rule.name.text, rule.qualifiers.clauses)


def _not_listed(findings: Findings, clause: str, span: Span, listed: dict[str, None]) -> None:
    close = findings.meant(clause, listed)
    findings.error(
        "unknown-clause",
        f"the agreement lists no clause {wording.clause_refs((clause,))}",
        span,
        hint=f"is clause {wording.clause_refs((close,))} meant?" if close else "add it to the agreement's `clauses`",
    )
