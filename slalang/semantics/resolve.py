"""From the tree of one variant of the text to the policy that it states, every name and choice settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import attrs

from slalang.semantics.calendars import resolve_calendars
from slalang.semantics.clocks import resolve_clock
from slalang.semantics.commitments import resolve_commitment
from slalang.semantics.credits import resolve_credit
from slalang.semantics.document import Head, resolve_head
from slalang.semantics.duties import resolve_duty
from slalang.semantics.exclusions import resolve_exclusion
from slalang.semantics.findings import Findings
from slalang.semantics.joints import one_joint_each, resolve_joint
from slalang.semantics.parameters import resolve_parameter
from slalang.semantics.policy import Policy
from slalang.semantics.promises import one_name_each, uses_of
from slalang.semantics.rights import resolve_right
from slalang.semantics.scope import Scope
from slalang.semantics.services import first_of_each, resolve_causes, resolve_service
from slalang.semantics.shares import resolve_share
from slalang.semantics.throughout import what_holds_throughout
from slalang.syntax import ast
from slalang.time.public_holidays import holidays_version
from slalang.time.zones import zone_version
from slalang.values.diagnostics import Diagnostic

R = TypeVar("R", bound=ast.Node)
V = TypeVar("V")
Named = TypeVar(
    "Named",
    ast.Calendar,
    ast.Parameter,
    ast.Service,
    ast.Commitment,
    ast.Clock,
    ast.Duty,
    ast.Share,
    ast.Exclusion,
    ast.Joint,
    ast.Right,
)


def resolve_policy(
    tree: ast.Policy,
    calendar_files: Mapping[str, tuple[int, ...]],
    conditional: Mapping[str, tuple[str, ...]],
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The policy that a tree states, or every error in it; warnings may stand beside a policy.

    `tree` holds one reading of the text (`select_reading`) with the rules of all the files that it uses. `calendar_files`
    holds the days that calendar files name, as numbers since 1970-01-01, by their paths as written. `conditional` names the
    promises of the text that exist only under readings, with those readings.
    """
    findings = Findings()
    agreement = next(iter(_rules(tree, ast.Agreement)), None)
    head = resolve_head(findings, agreement) if agreement is not None else Head()
    causes = resolve_causes(findings, _rules(tree, ast.Causes))
    scope = attrs.evolve(_declarations(findings, head, causes, tree, calendar_files), conditional=conditional)
    throughout = what_holds_throughout(findings, _rules(tree, ast.Throughout))
    uses = uses_of(tree)
    promised = scope.promises.values()
    commitments = [resolve_commitment(scope, rule, throughout) for rule in promised if isinstance(rule, ast.Commitment)]
    clocks = [resolve_clock(scope, rule, throughout, uses) for rule in promised if isinstance(rule, ast.Clock)]
    duties = [resolve_duty(scope, rule, uses) for rule in promised if isinstance(rule, ast.Duty)]
    shares = [resolve_share(scope, rule) for rule in promised if isinstance(rule, ast.Share)]
    scope = attrs.evolve(
        scope,
        commitments={one.name: one for one in commitments if one is not None},
        clocks={one.name: one for one in clocks if one is not None},
        shares={one.name: one for one in shares if one is not None},
    )
    declared = _by_name(findings, "exclusion", tree, ast.Exclusion)
    exclusions = [resolve_exclusion(scope, rule) for rule in declared.values()]
    credits = {rule.commitment.text: resolve_credit(scope, rule, throughout) for rule in _credits(findings, tree)}
    scope = attrs.evolve(scope, credits=credits)
    joined = _by_name(findings, "joint", tree, ast.Joint)
    one_joint_each(scope, joined)
    joints = {name: resolve_joint(scope, rule, throughout) for name, rule in joined.items()}
    scope = attrs.evolve(scope, joints=joints)
    rights = [resolve_right(scope, rule) for rule in _by_name(findings, "right", tree, ast.Right).values()]
    if agreement is not None and not scope.promises:
        findings.under("agreement").error(
            "commitment-missing",
            "the policy promises nothing",
            agreement.span,
            hint="add a commitment, as in `commitment uptime of portal: available at least 99.9%; ...`, a clock or a duty",
        )
    if findings.errors or agreement is None:
        return None, tuple(findings.found)
    closed = any(
        isinstance(phrase.body, ast.ClosedHolidays) for calendar in _rules(tree, ast.Calendar) for phrase in calendar.phrases
    )
    policy = Policy(
        title=head.title,
        version=head.version,
        provider=head.provider,
        customer=head.customer,
        source=head.source,
        zone=head.zone,
        currency=head.currency,
        in_force_at=head.in_force_at,
        until_at=head.until_at,
        clauses=head.clauses,
        prose=tuple((rule.clauses, rule.because) for rule in _rules(tree, ast.Prose)),
        causes=causes,
        parameters=_there(scope.parameters.values()),
        services=_there(scope.services.values()),
        commitments=_there(commitments),
        exclusions=_there(exclusions),
        credits=_there(credits.values()),
        rights=_there(rights),
        clocks=_there(clocks),
        duties=_there(duties),
        shares=_there(shares),
        joints=_there(joints.values()),
        calendars=_there(scope.calendars.values()),
        holidays_version=holidays_version() if closed else None,
        zone_version=zone_version(),
    )
    return policy, tuple(findings.found)


def _declarations(
    findings: Findings,
    head: Head,
    causes: tuple[str, ...],
    tree: ast.Policy,
    calendar_files: Mapping[str, tuple[int, ...]],
) -> Scope:
    """Everything that rules name, resolved in the order in which it rests on each other."""
    scope = Scope(findings, head.zone, head.currency, frozenset(causes), calendar_files=calendar_files)
    parameters = _by_name(findings, "parameter", tree, ast.Parameter)
    scope = attrs.evolve(scope, parameters={name: resolve_parameter(scope, rule) for name, rule in parameters.items()})
    services = _by_name(findings, "service", tree, ast.Service)
    return attrs.evolve(
        scope,
        calendars=resolve_calendars(scope, _by_name(findings, "calendar", tree, ast.Calendar)),
        services={name: resolve_service(scope, rule) for name, rule in services.items()},
        promises=one_name_each(
            findings,
            {rule.name.text: rule for rule in _rules(tree, ast.Joint)},
            _by_name(findings, "commitment", tree, ast.Commitment),
            _by_name(findings, "clock", tree, ast.Clock),
            _by_name(findings, "duty", tree, ast.Duty),
            _by_name(findings, "share", tree, ast.Share),
        ),
    )


def _credits(findings: Findings, tree: ast.Policy) -> tuple[ast.Credit, ...]:
    """The credits in order, one for each promise."""
    named = ((rule.commitment.text, rule.commitment.span, rule) for rule in _rules(tree, ast.Credit))
    hint = "put the rows of both into one credit, or leave it out"
    return tuple(first_of_each(findings, "a credit for", named, hint).values())


def _by_name(findings: Findings, noun: str, tree: ast.Policy, kind: type[Named]) -> dict[str, Named]:
    """The rules of a kind in order, one for each name."""
    rules = _rules(tree, kind)
    return first_of_each(findings, noun, ((rule.name.text, rule.name.span, rule) for rule in rules))


def _rules(tree: ast.Policy, kind: type[R]) -> tuple[R, ...]:
    return tuple(rule for rule in tree.rules if isinstance(rule, kind))


def _there(values: Iterable[V | None]) -> tuple[V, ...]:
    return tuple(v for v in values if v is not None)
