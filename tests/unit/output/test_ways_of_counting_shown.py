"""Verdicts on values, requests, groups, weighted time, points and joint credits, as people read them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from slalang.output.explanation.prose import explain, explanation_title
from slalang.output.table import summary_line, table_notes, verdict_table
from slalang.time.zones import Zone
from slalang.values.instants import HOUR
from slalang.values.verdicts import (
    Availability,
    Budget,
    Credit,
    CreditState,
    Kind,
    Settled,
    Status,
    Step,
    Verdict,
)

Change = Callable[..., Verdict]


def row(verdict: Verdict, zone: Zone) -> dict[str, str]:
    """The verdict's row, cell by cell under its heading."""
    return {str(column.header): str(*column.cells) for column in verdict_table([verdict], zone).columns}


def opening(verdict: Verdict, zone: Zone) -> str:
    return explain(verdict, zone)[0].paragraphs[0]


def untimed(changed: Change, **fields: Any) -> Verdict:
    """A verdict of a service `jobs` that measures no time."""
    plain: dict[str, Any] = {
        "service": "jobs",
        "commitment": "fast",
        "time_us": None,
        "because": (),
        "findings": (),
        "readings": None,
        "credit": Credit(),
    }
    return changed(**(plain | fields))


# ------------------------------------------------------------------------------ what is measured


def test_a_value_stands_without_a_percent_sign(changed: Change, london: Zone) -> None:
    verdict = untimed(changed, availability=Availability(Fraction(602, 5), "200", "at most", is_share=False), status=Status.MET)
    cells = row(verdict, london)
    assert (cells["Measured"], cells["Target"]) == ("120.4", "at most 200")
    assert "Budget" not in cells
    assert opening(verdict, london) == (
        "In March 2025 the service “jobs” came to a value of 120.4. The agreement promises a value of at most 200; "
        "that is kept. No credit is owed."
    )


def test_a_value_that_has_no_end_says_where_it_is_cut(changed: Change, london: Zone) -> None:
    verdict = untimed(changed, availability=Availability(Fraction(200, 3), "60", "less than", is_share=False))
    assert row(verdict, london)["Measured"] == "66.666666…"
    assert table_notes([verdict]) == ("… stands where further digits are cut.",)
    assert "a value of 66.666666 (cut after 6 decimals; exactly 200/3)." in opening(verdict, london)


def test_a_share_of_requests_is_no_downtime(changed: Change, london: Zone) -> None:
    verdict = untimed(changed, availability=Availability(Fraction(979, 980), "99", "more than"), status=Status.MET)
    cells = row(verdict, london)
    assert (cells["Measured"], cells["Target"], cells["Budget"]) == ("99.897959…%", "more than 99%", "█░░░░ 10%")
    assert table_notes([verdict])[1] == (
        "Budget: how much of the bad share that the target allows is used, in whole percents, cut."
    )
    assert opening(verdict, london).startswith(
        "In March 2025 the service “jobs” came to a good share of 99.897959% (cut after 6 decimals; exactly 979/980). "
        "The agreement promises more than 99%; that is kept."
    )


def test_what_nobody_observed_of_requests_is_not_called_time(changed: Change, london: Zone) -> None:
    measured = Availability(Fraction(1), "99", least=Fraction(9, 10), most=Fraction(1))
    verdict = untimed(changed, availability=measured, status=Status.UNDETERMINED, missing=("observations",))
    assert "100%; what nobody observed leaves anything from 90% to 100% open." in opening(verdict, london)


def test_a_promise_of_a_number_is_told_by_its_words(changed: Change, london: Zone) -> None:
    because = (Step("C1", "target", clauses=("4",), limit='bad at most 10 times where "tier" is "gold"'),)
    verdict = untimed(changed, availability=Availability(Fraction(989, 1000)), because=because)
    assert row(verdict, london)["Target"] == "bad at most 10 times"
    words = "The agreement promises bad at most 10 times where “tier” is “gold” (clause 4); that is not reached"
    assert words in opening(verdict, london)


def test_a_period_without_any_says_so(changed: Change, london: Zone) -> None:
    kept = untimed(changed, availability=None, status=Status.MET)
    assert opening(kept, london).startswith("In March 2025 there was nothing of the service “jobs” to measure. ")
    unseen = untimed(changed, availability=None, status=Status.UNDETERMINED, missing=("observations",), reason=None)
    assert opening(unseen, london).startswith(
        "In March 2025 there was nothing of the service “jobs” to measure. "
        "Whether the commitment “fast” is kept cannot be determined, for lack of observations."
    )


def test_a_period_that_cannot_be_told_is_not_named(changed: Change, london: Zone) -> None:
    assert changed().period is not None
    unknown = attrs.evolve(changed().period, name="unknown")
    verdict = untimed(changed, period=unknown, availability=None, status=Status.UNDETERMINED, missing=("subscription",))
    assert explanation_title(verdict) == "acme, fast, a period that cannot be told: undetermined"
    assert opening(verdict, london).startswith(
        "Whether the commitment “fast” is kept cannot be determined, for lack of subscription."
    )


def test_weighted_time_stands_beside_the_whole(breached: Verdict, london: Zone) -> None:
    assert breached.time_us is not None
    verdict = attrs.evolve(breached, time_us=attrs.evolve(breached.time_us, weighted=HOUR))
    assert opening(verdict, london).startswith(
        "In March 2025 the service “iplicit” was down for 2 hours 15 minutes that count. Weighted, that is 1 hour. Of 743 hours"
    )
    assert "Where time is weighted, what is measured is the weighted time." in table_notes([verdict])
    assert "Where time is weighted, what is measured is the weighted time." not in table_notes([breached])


# ------------------------------------------------------------------------------ whom it is about


def test_a_group_is_named_by_what_its_resources_share(changed: Change, london: Zone) -> None:
    verdict = changed(group=(("region", "eu"), ("tier", Decimal("0.50")), ("spare", True)))
    assert row(verdict, london)["About"] == "region eu, tier 0.50 and spare true"
    assert explanation_title(verdict) == "acme, uptime, region eu, tier 0.50 and spare true, March 2025: breached"
    assert opening(verdict, london).startswith(
        "In March 2025 the service “iplicit” (region eu, tier 0.50 and spare true) was down for"
    )


# ------------------------------------------------------------------------------ what is owed


@pytest.mark.parametrize(
    ("credit", "cell", "sentence"),
    [
        (
            Credit(CreditState.DUE, amount=Decimal("30.00"), currency="EUR", days=3),
            "EUR 30.00 (3 days) due",
            "A credit of EUR 30.00 is due (for 3 days of service).",
        ),
        (
            Credit(CreditState.DUE, amount=Decimal("0.00"), currency="EUR", points=5),
            "5 points due",
            "A credit of 5 points is due.",
        ),
        (
            Credit(CreditState.CLAIMED, amount=Decimal("50.00"), currency="EUR", points=1),
            "EUR 50.00 (1 point) claimed",
            "A credit of EUR 50.00 has been claimed in time (1 point).",
        ),
        (
            Credit(CreditState.NONE, amount=Decimal("0.00"), currency="EUR"),
            "",
            "No credit is owed.",
        ),
        (
            Credit(
                CreditState.CLAIMED,
                amount=Decimal("50.00"),
                currency="EUR",
                settled=Settled(*map(Decimal, ("50.00", "50.00", "40.00", "10.00", "40.00"))),
            ),
            "EUR 50.00 claimed, EUR 40.00 paid",
            "A credit of EUR 50.00 has been claimed in time. Side by side: owed EUR 50.00, claimed EUR 50.00, "
            "granted EUR 40.00, denied EUR 10.00 and paid EUR 40.00.",
        ),
        (
            Credit(CreditState.DUE, amount=Decimal("50.00"), currency="EUR", settled=Settled(paid=Decimal("50.00"))),
            "EUR 50.00 due, EUR 50.00 paid",
            "A credit of EUR 50.00 is due. Side by side: paid EUR 50.00.",
        ),
    ],
)
def test_points_days_and_settlements(changed: Change, london: Zone, credit: Credit, cell: str, sentence: str) -> None:
    verdict = changed(credit=credit)
    assert row(verdict, london).get("Credit", "") == cell
    assert opening(verdict, london).endswith(sentence)


def test_a_suspended_credit_says_what_would_mend_it(changed: Change, london: Zone) -> None:
    credit = Credit(CreditState.SUSPENDED, amount=Decimal("40.00"), currency="GBP", missing=("overdue",))
    because = (Step("C6", "suspended", name="overdue", events=("f1",), detail="paid up"),)
    assert opening(changed(credit=credit, because=because), london).endswith(
        "A credit of GBP 40.00 is suspended until the fact “overdue” is answered by “paid up”."
    )


def test_the_days_of_a_clock_are_those_past_its_deadline(changed: Change, london: Zone) -> None:
    credit = Credit(CreditState.DUE, amount=Decimal("40.00"), currency="GBP", days=4)
    verdict = changed(kind=Kind.CLOCK, ticket="T1", availability=None, time_us=None, credit=credit)
    assert row(verdict, london)["Credit"] == "GBP 40.00 due"
    assert opening(verdict, london).endswith("A credit of GBP 40.00 is due (for 4 days).")


# ------------------------------------------------------------------------------ what is settled together


def together(changed: Change, **fields: Any) -> Verdict:
    plain: dict[str, Any] = {
        "kind": Kind.CREDIT,
        "commitment": "penalty",
        "service": None,
        "availability": None,
        "reason": None,
        "credit": Credit(CreditState.DUE, amount=Decimal("25.00"), currency="GBP"),
    }
    return untimed(changed, **(plain | fields))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "A commitment behind them is breached. A credit of GBP 25.00 is due."),
        ({"status": Status.MET, "credit": Credit()}, "The commitments behind them are kept. No credit is owed."),
        (
            {"status": Status.MET, "provisional": True, "credit": Credit()},
            "The commitments behind them are kept. The period still runs: this is how it would end if nothing more happened. "
            "No credit is owed.",
        ),
        (
            {
                "status": Status.UNDETERMINED,
                "missing": ("plan",),
                "credit": Credit(CreditState.UNDETERMINED, missing=("plan",)),
            },
            "Whether a commitment behind them is breached cannot be determined, for lack of plan. "
            "The credit cannot be determined, for lack of plan.",
        ),
        (
            {"status": Status.NOT_APPLICABLE, "reason": "no subscription covers the period", "credit": Credit()},
            "None of the commitments behind them applies: no subscription covers the period. No credit is owed.",
        ),
    ],
)
def test_a_joint_verdict_says_what_stands_behind_it(changed: Change, london: Zone, fields: dict[str, Any], words: str) -> None:
    verdict = together(changed, **fields)
    assert opening(verdict, london) == f"In March 2025 several credits are settled together. {words}"


def test_a_joint_verdict_is_a_row_with_a_credit_alone(changed: Change, london: Zone) -> None:
    verdict = together(changed)
    assert row(verdict, london) == {
        "Customer": "acme",
        "Commitment": "penalty",
        "Period": "2025-03",
        "Status": "breached",
        "Credit": "GBP 25.00 due",
    }
    assert explanation_title(verdict) == "acme, penalty, March 2025: breached"


def test_what_is_settled_together_is_not_added_to_what_it_is_made_of(breached: Verdict, changed: Change) -> None:
    more = changed(credit=Credit(CreditState.DUE, amount=Decimal("10.00"), currency="GBP"))
    assert summary_line([breached, more, together(changed)]) == (
        "3 verdicts: 3 breached; credits: GBP 30.00 due; settled together: GBP 25.00 due."
    )


# ------------------------------------------------------------------------------ what remains


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (Budget("target", 12, "requests"), "Up to the target there is room for 12 more failed requests."),
        (Budget("target", 1, "runs"), "Up to the target there is room for 1 more run of downtime."),
        (Budget("target", 0, "runs"), "Up to the target there is room for 0 more runs of downtime."),
        (Budget("target", -3, "executions"), "So far that is 3 bad executions too many for the target."),
        (Budget("below 95%", Fraction(7, 2), "slots"), "Up to “below 95%” there is room for 3.5 more bad slots."),
        (Budget("target", -1, "runs"), "The measure is already 1 run of downtime beyond the target."),
        (Budget("target", Fraction(398, 5), ""), "Up to the target there is room for 79.6 more."),
        (Budget("target", Fraction(-1, 2), ""), "So far that is 0.5 too many for the target."),
    ],
)
def test_what_remains_is_told_in_the_unit_of_the_measure(changed: Change, london: Zone, budget: Budget, words: str) -> None:
    verdict = untimed(changed, provisional=True, budget=(budget,))
    (remains,) = [section for section in explain(verdict, london) if section.heading == "What remains"]
    assert remains.paragraphs == (words,)
