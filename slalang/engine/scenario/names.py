"""What a scenario may name, and what is said of a name that is not there (P4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from slalang.semantics.policy import Compiled, Components, Policy, Service
from slalang.syntax import ast
from slalang.time.periods import PeriodRule
from slalang.values.diagnostics import nearest
from slalang.values.places import Span


@attrs.frozen(slots=True)
class Check:
    """One thing that a scenario expects, and what there is instead or as well; both in words."""

    expected: str
    actual: str
    passed: bool
    span: Span


@attrs.frozen(slots=True)
class Vocabulary:
    """Every name that a scenario may use: the policy's, its readings' and those of the versions before it.

    `duties` are those on an occasion, `regular_duties` those owed in each period, `steps` those of claims. `currency` is the
    policy's own, None where it counts in that of the charges.
    """

    services: tuple[Service, ...]
    causes: tuple[str, ...]
    parameters: tuple[str, ...]
    commitments: tuple[str, ...]
    shares: tuple[str, ...]
    clocks: tuple[str, ...]
    duties: tuple[str, ...]
    regular_duties: tuple[str, ...]
    exclusions: tuple[str, ...]
    rights: tuple[str, ...]
    joints: tuple[str, ...]
    steps: tuple[str, ...]
    readings: tuple[str, ...]
    currency: str | None

    @property
    def claimed(self) -> tuple[str, ...]:
        """What a claim or a settlement can be for: every rule that may earn a credit, and joint rules (C6, C8)."""
        return (*self.commitments, *self.shares, *self.clocks, *self.duties, *self.regular_duties, *self.joints)


def vocabulary(compiled: Compiled) -> Vocabulary:
    """The names of all variants and versions of a policy."""
    policies = tuple(_variants(compiled))
    duties = tuple(duty for policy in policies for duty in policy.duties)
    return Vocabulary(
        services=tuple(service for policy in policies for service in policy.services),
        causes=tuple(cause for policy in policies for cause in policy.causes),
        parameters=tuple(parameter.name for policy in policies for parameter in policy.parameters),
        commitments=tuple(commitment.name for policy in policies for commitment in policy.commitments),
        shares=tuple(share.name for policy in policies for share in policy.shares),
        clocks=tuple(clock.name for policy in policies for clock in policy.clocks),
        duties=tuple(duty.name for duty in duties if not isinstance(duty.occasion, PeriodRule)),
        regular_duties=tuple(duty.name for duty in duties if isinstance(duty.occasion, PeriodRule)),
        exclusions=tuple(exclusion.name for policy in policies for exclusion in policy.exclusions),
        rights=tuple(right.name for policy in policies for right in policy.rights),
        joints=tuple(joint.name for policy in policies for joint in policy.joints),
        steps=tuple(step.name for policy in policies for credit in policy.credits for step in credit.steps),
        readings=tuple(reading.name for reading in compiled.readings),
        currency=compiled.policy.currency,
    )


def _variants(compiled: Compiled) -> Iterator[Policy]:
    version: Compiled | None = compiled
    while version is not None:
        yield version.policy
        yield from (reading.policy for reading in version.readings)
        version = version.replaces


def unknown_name(what: str, name: ast.Name, known: Iterable[str]) -> Check | None:
    """A failed check where the policy declares no such name; None where it does."""
    return unknown_word(what, name.text, name.span, known)


def unknown_word(what: str, word: str, span: Span, known: Iterable[str]) -> Check | None:
    """The same for a name between quotation marks."""
    names = sorted(set(known))
    if word in names:
        return None
    close = nearest(word, names)
    there = f"there is {', '.join(names)}" if names else "there is none"
    instead = f"is `{close}` meant?" if close else there
    return Check(f"the name of {what}", f"`{word}` is not declared: {instead}", False, span)


def unknown_component(name: ast.Name | None, services: Iterable[Service]) -> Check | None:
    """A failed check where none of the services has the component; resources and the like are what events name (O7, D3)."""
    found = tuple(services)
    if name is None or any(service.components in (Components.AS_NAMED, Components.RESOURCES) for service in found):
        return None
    known = [c for service in found if isinstance(service.components, tuple) for c in service.components]
    return unknown_name("a component", name, known)
