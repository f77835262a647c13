"""Worked examples: figures that the engine computed for a policy, for a document to show."""

from __future__ import annotations

import attrs

from slalang.time.zones import Zone
from slalang.values.verdicts import Verdict


@attrs.frozen(slots=True)
class WorkedCase:
    """One outage of that length in microseconds, and the verdict on its period."""

    downtime: int
    verdict: Verdict


@attrs.frozen(slots=True)
class Supplied:
    """What a customer's contract says of a parameter, as a policy writes it; `other`: any word that no condition names."""

    parameter: str
    value: str
    other: bool


@attrs.frozen(slots=True)
class WorkedPromise:
    """Cases of one commitment in order of their downtime, for one kind of customer.

    `given` is what the customer's contract supplies, `charges` what it charges, in words. `part` is the component that fails,
    None for the whole service. `more`: there are further kinds of customers, for whom nothing is worked.
    """

    commitment: str
    given: tuple[Supplied, ...]
    charges: tuple[str, ...]
    part: str | None
    cases: tuple[WorkedCase, ...]
    more: bool = False


@attrs.frozen(slots=True)
class WorkedDeadline:
    """When a ticket is due whose clock starts at an instant, by a target as the policy words it; None: `instead` says why."""

    clock: str
    target: str
    given: tuple[Supplied, ...]
    opened_at: int
    due_at: int | None
    instead: str = ""


@attrs.frozen(slots=True)
class WorkedJointCase:
    """One outage of that length in microseconds for each member, the verdicts on them in order, and what comes of them."""

    downtime: int
    members: tuple[Verdict, ...]
    together: Verdict


@attrs.frozen(slots=True)
class WorkedJoint:
    """Cases of a joint rule in order of their downtime; `given` and `charges` as of a promise."""

    joint: str
    given: tuple[Supplied, ...]
    charges: tuple[str, ...]
    cases: tuple[WorkedJointCase, ...]


@attrs.frozen(slots=True)
class Worked:
    """All worked examples of a policy, in its zone."""

    zone: Zone
    promises: tuple[WorkedPromise, ...] = ()
    joints: tuple[WorkedJoint, ...] = ()
    deadlines: tuple[WorkedDeadline, ...] = ()
