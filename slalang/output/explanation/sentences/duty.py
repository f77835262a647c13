"""Duties: the occasion, what is owed or forbidden, the deadline, the answer, what lifts it."""

from __future__ import annotations

from slalang.output.civil_times import period_words
from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import first_step, occasion_words, why


def _occasion(told: Told) -> str:
    what, when = occasion_words(told.step), told.instant(told.step.after)
    return f"{what}, {when}, calls for the duty {told.name}{told.cited}"


def _period(told: Told) -> str:
    return f"the duty {told.name} is owed for {period_words(told.detail)}{told.cited}"


def _requires(told: Told) -> str:
    return _said(told, f"the policy requires {told.words}")


def _forbids(told: Told) -> str:
    return _said(told, f"the policy forbids {told.words}")


def _said(told: Told, short: str) -> str:
    """What the policy says in its own words, where the step holds them."""
    return f"{f'the policy says “{told.limit}”' if told.limit else short}{told.cited}"


def _deadline(told: Told) -> str:
    return f"the deadline is {told.deadline(told.step.after)}{told.cited}"


def _deadline_pending(told: Told) -> str:
    return f"the end from which the deadline runs is not known yet, so there is none so far{told.cited}"


def _deadline_unknown(told: Told) -> str:
    return f"the deadline cannot be told{told.remark}{told.cited}"


def _no_deadline(told: Told) -> str:
    return f"the policy sets no deadline{told.cited}"


def _incomplete(told: Told) -> str:
    came = told.instant(told.step.after)
    return f"the event {told.events}, {came}, does not fulfil the duty: it lacks {told.words}{told.cited}"


def _earlier(told: Told) -> str:
    when = told.instant(told.step.after)
    return f"{told.words} happened at {when} (event {told.events}), too early to count for this duty{told.cited}"


def _answer(told: Told) -> str:
    return f"{told.words} happened at {told.instant(told.step.after)} (event {told.events}){told.cited}"


def _late(told: Told) -> str:
    return f"{told.words} happened at {told.instant(told.step.after)} (event {told.events}), after the deadline{told.cited}"


def _unanswered(told: Told) -> str:
    if first_step(told.verdict, "duty_incomplete") is not None:
        return f"no complete one came in the time that counts{told.cited}"
    return f"{told.words} has not happened in the time that counts{told.cited}"


def _lifted(told: Told) -> str:
    return f"{told.words}, {told.instant(told.step.after)} (event {told.events}), lifted the duty{told.as_written}{told.cited}"


def _not_owed(told: Told) -> str:
    return f"the duty {told.name} is not owed here{told.remark}{told.cited}"


def _outcome(told: Told) -> str:
    return f"the duty {told.name} is {told.status}{why(told.detail, told.verdict)}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "duty_occasion": _occasion,
    "duty_period": _period,
    "duty_requires": _requires,
    "duty_forbids": _forbids,
    "duty_deadline": _deadline,
    "duty_deadline_pending": _deadline_pending,
    "duty_deadline_unknown": _deadline_unknown,
    "duty_no_deadline": _no_deadline,
    "duty_earlier": _earlier,
    "duty_incomplete": _incomplete,
    "duty_answer": _answer,
    "duty_late": _late,
    "duty_unanswered": _unanswered,
    "duty_lifted": _lifted,
    "duty_not_in_force": _not_owed,
    "duty_not_covered": _not_owed,
    "duty_outcome": _outcome,
}
"""How each code is said."""
