"""A whole policy, its readings, and the version that it replaces."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from slalang.semantics.policy.clock import ChosenCalendar, Clock
from slalang.semantics.policy.commitment import Commitment
from slalang.semantics.policy.credit import Credit
from slalang.semantics.policy.duty import Duty
from slalang.semantics.policy.exclusion import Exclusion
from slalang.semantics.policy.joint import Joint
from slalang.semantics.policy.parts import Service
from slalang.semantics.policy.right import Right
from slalang.semantics.policy.share import Share
from slalang.semantics.policy.words import Parameter
from slalang.syntax import ast
from slalang.time.calendars import BusinessCalendar
from slalang.time.zones import Zone


@attrs.frozen(slots=True)
class Policy:
    """One variant of the text, with every ambiguity settled."""

    title: str
    version: str | None
    provider: str | None
    customer: str | None
    source: str | None
    zone: Zone
    currency: str | None
    in_force_at: int | None
    until_at: int | None
    clauses: tuple[str, ...]
    prose: tuple[tuple[tuple[str, ...], str], ...]
    causes: tuple[str, ...]
    """Every declared cause with its path (`customer`, `customer.network`)."""
    parameters: tuple[Parameter, ...]
    services: tuple[Service, ...]
    commitments: tuple[Commitment, ...]
    exclusions: tuple[Exclusion, ...]
    credits: tuple[Credit, ...]
    rights: tuple[Right, ...]
    clocks: tuple[Clock, ...] = ()
    duties: tuple[Duty, ...] = ()
    shares: tuple[Share, ...] = ()
    joints: tuple[Joint, ...] = ()
    calendars: tuple[BusinessCalendar | ChosenCalendar, ...] = ()
    """Every calendar that the policy declares, whether or not a rule uses it."""
    holidays_version: str | None = None
    zone_version: str = ""

    def calendar(self, name: str) -> BusinessCalendar | ChosenCalendar:
        """The declared calendar of that name, to be asked for business time and days (T6). KeyError where there is none."""
        for calendar in self.calendars:
            if calendar.name == name:
                return calendar
        raise KeyError(
            f"the policy declares no calendar `{name}`; it has {', '.join(c.name for c in self.calendars) or 'none'}"
        )


@attrs.frozen(slots=True)
class ReadingVariant:
    """The policy as it would be under one reading, every other ambiguity at its governing one (P6)."""

    ambiguity: str
    name: str
    governs: bool
    reason: str
    clauses: tuple[str, ...]
    policy: Policy


@attrs.frozen(slots=True)
class Compiled:
    """A policy ready to be evaluated: its governing variant, every reading, the version it replaces (C7).

    `sha256` is of the canonical text of all of it, so that a verdict names exactly what made it (V4).
    """

    policy: Policy
    readings: tuple[ReadingVariant, ...]
    replaces: Compiled | None
    sha256: str
    trees: Mapping[str, ast.Policy] = attrs.field(factory=dict, eq=False, repr=False)
    """The trees of the file and of all that it uses, by file name; scenarios are taken from here."""
    calendar_files: Mapping[str, tuple[int, ...]] = attrs.field(factory=dict, eq=False, repr=False)
    """The days that calendar files name, by their paths as the policy writes them (T5)."""
    sources: Mapping[str, str] = attrs.field(factory=dict, eq=False, repr=False)
    """The texts that it was compiled from, by their names relative to the policy's folder, its own first."""
