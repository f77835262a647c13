"""The versions of a policy beside one another: what each has given, and which of them judges a right (C7, R1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from slalang.engine.credit.joints import for_later
from slalang.engine.given import NOTHING_GIVEN, Given
from slalang.engine.right.misses import History
from slalang.engine.right.rights import RightOutcome, judge_right
from slalang.engine.views import Tenure, View, too_far
from slalang.semantics.policy import Compiled, Right
from slalang.time.civil import OutOfRange
from slalang.values.diagnostics import PolicyError


@attrs.frozen(slots=True)
class Version:
    """One version of a policy with what it makes of each customer, under its governing variant and under each reading."""

    compiled: Compiled
    tenure: Tenure
    governing: View
    variants: Mapping[str, View]


@attrs.frozen(slots=True)
class JudgedRight:
    """A right of one customer, by the version that judges it, with the same under each reading of that version."""

    version: Version
    right: RightOutcome
    readings: Mapping[str, RightOutcome]


def given_by(view: View, tenure: Tenure, name: str | None, earlier: Given = NOTHING_GIVEN) -> Given:
    """What a version gives a customer, after what `earlier` versions have given (C7)."""
    outcomes = tuple(o for o in view.outcomes.get(name, ()) if tenure.holds(o.period.start_at))
    runs = view.runs.get(name, ())
    joints = tuple(j for j in view.joints.get(name, ()) if tenure.holds(j.period.start_at))
    left = for_later(view.policy, outcomes, runs, joints, earlier.left)
    return Given((*earlier.outcomes, *outcomes), (*earlier.runs, *runs), (*earlier.joints, *joints), left)


def judged_rights(versions: Sequence[Version], name: str | None, as_of: int) -> Iterator[JudgedRight]:
    """Every right of a customer once: by the latest version in force that has it, over the verdicts actually given (R1)."""
    judged: set[str] = set()
    for version in reversed(versions):
        if version.tenure.since is not None and version.tenure.since > as_of:
            continue
        for right in version.governing.policy.rights:
            if right.name not in judged:
                judged.add(right.name)
                found = _judge(versions, version, version.governing, right, name)
                readings = {
                    reading: _judge(versions, version, view, other, name)
                    for reading, view in version.variants.items()
                    for other in view.policy.rights
                    if other.name == right.name and name in view.customers
                }
                yield JudgedRight(version, found, readings)


def _judge(versions: Sequence[Version], judging: Version, view: View, right: Right, name: str | None) -> RightOutcome:
    """A right as one variant of one version has it; what the other versions have given stands as it is."""
    given = NOTHING_GIVEN
    for version in versions:
        given = given_by(view if version is judging else version.governing, version.tenure, name, given)
    policies = (view.policy, *(v.governing.policy for v in versions if v is not judging))
    customer = view.customers[name]
    try:
        return judge_right(right, History(view.policy, customer, given.outcomes, given.runs, given.joints, policies))
    except OutOfRange as reason:
        raise PolicyError([too_far(customer, str(reason))]) from None
