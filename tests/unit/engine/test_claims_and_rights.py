"""Claims and rights: deadlines that no calendar reaches, periods that cannot be told, what is still to come (C6, R1, O6)."""

from __future__ import annotations

import pytest
from tickets import event, instant

from slalang.engine.evaluate import evaluate_policy
from slalang.pipeline import compile_policy
from slalang.values.events import Event
from slalang.values.verdicts import CreditState, Kind, Verdict

_POLICY = """
agreement "Hosting": zone UTC; currency GBP.
service web: no components.
calendar weekdays: Mon to Fri 09:00-17:00.
calendar shut: whenever weekdays is open and weekdays is not.
commitment uptime of web: available at least 99%; per PERIOD; watched by outages;
  of a period covered in part, only the covered part is judged; measured over the whole period; counted exactly.
credit for uptime: below 99% earns GBP 10; rows need a missed target; money rounded half up; given on a claim CLAIM.
right leave: when uptime is missed in 2 consecutive periods WINDOW; USE exercised by the fact "left".
"""

_SUBSCRIBED = event(type="subscription", id="s", **{"from": "2025-01-01"})
_DOWN = (
    event(type="outage", id="o1", start="2025-01-05T00:00:00Z", end="2025-01-10T00:00:00Z"),
    event(type="outage", id="o2", start="2025-02-05T00:00:00Z", end="2025-02-10T00:00:00Z"),
)


def _judged(*events: Event, period: str = "calendar month", **phrases: str) -> tuple[Verdict, ...]:
    text = _POLICY.replace("PERIOD", period)
    for word, default in (("CLAIM", "within 30 days after the end of the period"), ("WINDOW", ""), ("USE", "")):
        text = text.replace(word, phrases.get(word.lower(), default))
    compilation = compile_policy(text)
    assert compilation.compiled is not None, compilation.diagnostics
    evaluation = evaluate_policy(compilation.compiled, (_SUBSCRIBED, *events), as_of=instant("31T00:00"))
    assert evaluation.errors == ()
    return evaluation.verdicts


def _right(verdicts: tuple[Verdict, ...]) -> Verdict:
    (right,) = (v for v in verdicts if v.kind is Kind.RIGHT)
    return right


@pytest.mark.parametrize(
    "claim",
    [
        "within 3 business days of shut after the end of the period",
        "by the end of the second full business day of shut after the last incident",
        'within 100 years after the fact "seen"',
    ],
)
def test_a_claim_without_a_reachable_deadline_leaves_its_credit_undetermined(claim: str) -> None:
    seen = event(type="fact", id="f", name="seen", at="2150-01-01T00:00:00Z", recorded="2025-03-01T00:00:00Z")
    first, *_ = (v for v in _judged(*_DOWN, seen, claim=claim) if v.kind is Kind.AVAILABILITY)
    assert first.credit.state is CreditState.UNDETERMINED
    assert first.credit.missing == ("claim deadline",)
    assert any(step.what == "missing" and step.name == "claim deadline" and step.detail for step in first.because)


@pytest.mark.parametrize("use", ["to be used within 3 business days of shut;", ""])
def test_a_right_does_not_lapse_along_a_calendar_that_never_opens(use: str) -> None:
    right = _right(_judged(*_DOWN, use=use))
    assert (right.status, right.lapses_at) == ("arisen", None)


def test_a_right_of_periods_that_cannot_be_told_names_none() -> None:
    right = _right(_judged(*_DOWN, period="billing cycle of 1 month"))
    assert (right.status, right.period) == ("not_arisen", None)


def test_what_is_recorded_ahead_of_its_time_neither_claims_nor_exercises() -> None:
    claim = event(type="claim", id="c", at="2025-04-02T00:00:00Z", recorded="2025-03-02T00:00:00Z", period="2025-01")
    left = event(type="fact", id="l", name="left", at="2025-04-02T00:00:00Z", recorded="2025-03-02T00:00:00Z")
    verdicts = _judged(*_DOWN, claim, left, claim="within 90 days after the end of the period")
    first, *_ = (v for v in verdicts if v.kind is Kind.AVAILABILITY)
    assert (first.credit.state, first.findings) == (CreditState.CLAIMABLE, ())
    assert _right(verdicts).status == "arisen"
