"""What several credits come to together: what each brings, which counts, what shared caps leave."""

from __future__ import annotations

from slalang.output.civil_times import period_words
from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import quoted
from slalang.values.listing import listed
from slalang.values.verdicts import CreditState

_LOST = (CreditState.FORFEITED, CreditState.REFUSED)


def _credit(told: Told) -> str:
    whose_ = whose(told)
    earned = listed(
        part for part in (told.before if told.step.before or not told.detail else "", _points_of(told.detail)) if part
    )
    match told.limit:
        case CreditState.NONE:
            said = f"{whose_} earns nothing"
        case CreditState.UNDETERMINED:
            said = f"what {whose_} earns cannot be determined, and uses nothing of a cap"
        case state if state in _LOST:
            said = f"the credit of {earned} for {whose_} is {state}, and counts for nothing"
        case CreditState.DISCRETIONARY:
            said = f"the credit of {earned} for {whose_} lies in the provider's discretion, and counts once it is paid"
        case state:
            said = f"{whose_} earns {earned or 'a credit'} ({state})"
    if told.step.before != told.step.after and told.step.after:
        said += f"; {told.after} was paid, which counts instead"
    return said + told.cited


def _points_of(number: str) -> str:
    return f"{number} point{'' if number == '1' else 's'}" if number else ""


def whose(told: Told) -> str:
    """A commitment, and the part of it that a verdict is about: `“up” of “web”`."""
    part = f" of {quoted(told.step.also)}" if told.step.also else ""
    return f"{told.name}{part}"


def _highest(told: Told) -> str:
    others = f"; {quoted(told.step.also)} count for nothing beside it" if told.step.also else ""
    if len(told.step.also) == 1:
        others = others.replace("count for", "counts for")
    return f"of the alternatives {told.name} comes to the most, {told.after}{others}{told.cited}"


def _worth(told: Told) -> str:
    number = "" if told.step.before is None else f"{told.step.before} "
    points = f"{number}point{'' if told.step.before == 1 else 's'}"
    each = f", each {told.detail} of that" if told.detail else ""
    return f"{points} {'is' if told.step.before == 1 else 'are'} worth {told.after or 'nothing'}{each}{told.cited}"


def _used(told: Told) -> str:
    return f"of a cap of {told.before} other credits have used {told.after} before {_capped(told)}{told.cited}"


def _used_by(told: Told) -> str:
    """Which earlier credit has used how much of a cap; of many the rest together."""
    if told.step.name is None:
        return f"{told.before} more credits used {told.after} together{told.cited}"
    return f"of that {_capped(told)} used {told.after} in {period_words(told.detail)}{told.cited}"


def _cap(told: Told) -> str:
    return f"{_capped(told)} is lowered from {told.before} to {told.after}{told.as_written}{told.cited}"


def _capped(told: Told) -> str:
    """What a cap lowers: a credit, or all points as one."""
    return "what the points are worth" if told.step.name == "points" else whose(told)


def _paid(told: Told) -> str:
    """What was paid for all credits of the period together."""
    return (
        f"{told.after} was paid for {told.name} in this period ({told.events}); "
        f"shared caps see that sum in place of {told.before}{told.cited}"
    )


def _suspended(told: Told) -> str:
    return f"what {whose(told)} earns waits until “{told.detail}” is answered{told.cited}"


def _state(told: Told) -> str:
    points = f" ({_points_of(told.detail)})" if told.detail else ""
    return f"{told.after or 'part'} of it{points} is {told.step.name or 'open'}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "joint_credit": _credit,
    "highest_credit": _highest,
    "points_worth": _worth,
    "cap_used": _used,
    "cap_used_by": _used_by,
    "joint_cap": _cap,
    "joint_paid": _paid,
    "joint_state": _state,
    "joint_suspended": _suspended,
}
"""How each code is said."""
