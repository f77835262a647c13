"""An explanation reads as a customer would accept it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from slalang.output.explanation.prose import explain, explanation_title
from slalang.output.explanation.sentences import SAYINGS, step_sentence
from slalang.time.zones import Zone
from slalang.values.instants import HOUR, MINUTE, parse_instant
from slalang.values.verdicts import (
    Availability,
    Budget,
    Credit,
    CreditState,
    Kind,
    Status,
    Step,
    Verdict,
)

GOLDEN = """\
In March 2025 the service “iplicit” was down for 2 hours 15 minutes that count. Of 743 hours that is an \
availability of 99.697173% (cut after 6 decimals; exactly 2963/2972). The agreement promises at least 99.8% \
(clause 1.1); that is not reached, so the commitment “uptime” is breached. A credit of GBP 20.00 is due.

How this comes about
1. Outage “o1” was reported: down from 10:00 to 12:15 on 14 March 2025, 2 hours 15 minutes of it in this period.
2. Outage “o2” was reported, caused by third_party: down from 00:30 to 02:30 on 30 March 2025 (the clock changes \
in between), 1 hour of it in this period.
3. Maintenance “m1”: “at most 4 hours per calendar quarter” leaves 4 hours of 5 hours to “scheduled” \
(clause 1.2.9); what lies beyond (from 05:30 to 06:30 on 30 March 2025) is not excluded.
4. The recurring window is accepted as a window of “weekly”: from 01:00 to 01:30 on 5 March 2025 and from 01:00 \
to 01:30 on 12 March 2025.
5. 1 hour of the downtime lies inside valid windows (maintenance “m1”) and is excluded by “scheduled”: from 00:30 \
to 02:30 on 30 March 2025 (the clock changes in between) (clauses 1.2.7(e) and 1.2.9); “permitted” would have \
excluded some of the same time as well. The policy gives the reason: “announced work is no fault”.
6. What is left and counts is 2 hours 15 minutes of downtime: from 10:00 to 12:15 on 14 March 2025 (clause 1.1).
7. Of 743 hours the rest is an availability of 99.697173% (cut after 6 decimals; exactly 2963/2972).
8. The agreement promises at least 99.8% (clause 1.1): breached.
9. The credit row “below 99.7% and above 98% earns 2%” applies (clause 1.3.2).
10. The credit is reckoned on GBP 1,000.00, from the charges “c1”.
11. 2% of GBP 1,000.00 is GBP 20.00.
12. Rounding the credit (half up) changes nothing: it is GBP 20.00.
13. The credit is given without a claim (clause 1.3.2).

What else to know
A promise was broken: scheduled: not announced at least 3 business days before (event “m1”) (clause 1.5.1).

How the text is read
The text is read as “each” (clause 1.4): “every part is promised”.
Read as “literal”, it would be kept, with a credit of GBP 0.00.
"""


def told(verdict: Verdict, zone: Zone) -> str:
    parts = []
    for section in explain(verdict, zone):
        lines = [section.heading] if section.heading else []
        numbered = enumerate(section.paragraphs, start=1)
        lines += [f"{n}. {text}" if section.numbered else text for n, text in numbered]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def test_a_breached_month_in_full(breached: Verdict, london: Zone) -> None:
    assert told(breached, london) == GOLDEN


def test_the_title_names_whom_what_and_when(breached: Verdict) -> None:
    assert explanation_title(breached) == "acme, uptime, March 2025: breached"


def test_a_running_month_says_what_remains(changed: Callable[..., Verdict], london: Zone) -> None:
    budget = (
        Budget("target", 10 * MINUTE),
        Budget("below 99%", -HOUR),
        Budget("at least 5", Fraction(3, 2), "requests"),
    )
    verdict = changed(status=Status.MET, provisional=True, budget=budget, reason=None)
    text = told(verdict, london)
    assert "The period still runs: this is how it would end if nothing more happened." in text
    assert "Up to the target there is room for 10 minutes more downtime that counts." in text
    assert "The downtime is already 1 hour beyond “below 99%”." in text
    assert "Up to “at least 5” there remain 1.5 requests." in text


def test_what_is_missing_is_named_once(changed: Callable[..., Verdict], london: Zone) -> None:
    verdict = changed(
        status=Status.UNDETERMINED,
        reason="missing: plan",
        missing=("plan",),
        credit=Credit(CreditState.UNDETERMINED, missing=("plan",)),
    )
    opening = explain(verdict, london)[0].paragraphs[0]
    assert "Whether the commitment “uptime” is kept cannot be determined. What is missing: plan." in opening
    assert opening.endswith("The credit cannot be determined, for lack of plan.")


@pytest.mark.parametrize(
    ("credit", "words"),
    [
        (Credit(), "No credit is owed."),
        (
            Credit(
                CreditState.CLAIMABLE,
                amount=Decimal("5.00"),
                currency="USD",
                claim_by=parse_instant("2025-05-31T23:00:00Z"),
                missing=("subject", "instance"),
            ),
            "A credit of USD 5.00 can be claimed by the end of 31 May 2025; still missing: subject and instance.",
        ),
        (
            Credit(CreditState.REFUSED, amount=Decimal("5.00"), currency="USD", missing=("subject",)),
            "A credit of USD 5.00 is refused, because the claim lacks subject.",
        ),
        (
            Credit(CreditState.FORFEITED, amount=Decimal("5.00"), currency="USD"),
            "A credit of USD 5.00 was not claimed in time and is forfeited.",
        ),
    ],
)
def test_what_has_become_of_the_credit(changed: Callable[..., Verdict], london: Zone, credit: Credit, words: str) -> None:
    assert explain(changed(credit=credit), london)[0].paragraphs[0].endswith(words)


def test_a_right_names_its_periods_and_dates(changed: Callable[..., Verdict], london: Zone) -> None:
    verdict = changed(
        kind=Kind.RIGHT,
        commitment="termination",
        period=None,
        status=Status.ARISEN,
        availability=None,
        time_us=None,
        periods=("2025-01", "2025-02", "2025-03"),
        arisen_at=parse_instant("2025-03-31T23:00:00Z"),
        reason=None,
        because=(Step("R1", "miss", name="uptime", detail="2025-01", clauses=("1.4",)),),
    )
    text = told(verdict, london)
    assert text.startswith(
        "The right “termination” has arisen, from January 2025, February 2025 and March 2025. "
        "It arose at the end of 31 March 2025."
    )
    assert "1. January 2025 is a miss of “uptime” (clause 1.4)." in text


def test_a_clock_says_when_it_was_due_and_done(changed: Callable[..., Verdict], london: Zone) -> None:
    verdict = changed(
        kind=Kind.CLOCK,
        commitment="respond",
        ticket="T-1",
        availability=None,
        time_us=None,
        status=Status.MET,
        due_at=parse_instant("2025-03-14T11:00:00Z"),
        stopped_at=parse_instant("2025-03-14T10:30:00Z"),
        measured_us=30 * MINUTE,
        because=(),
        credit=Credit(),
    )
    assert explain(verdict, london)[0].paragraphs[0] == (
        "For the ticket “T-1” the deadline is 11:00 on 14 March 2025, the clock stopped at 10:30 on 14 March 2025 and "
        "what counts of the time is 30 minutes. So the clock “respond” is kept. No credit is owed."
    )


def test_a_duty_that_still_runs_says_how_long(changed: Callable[..., Verdict], london: Zone) -> None:
    verdict = changed(
        kind=Kind.DUTY,
        commitment="tell",
        event="f1",
        availability=None,
        time_us=None,
        status=Status.UNDETERMINED,
        provisional=True,
        reason="nothing has answered it yet",
        due_at=parse_instant("2025-03-15T00:00:00Z"),
        budget=(Budget("target", 90 * MINUTE),),
        because=(Step("S4", "target", limit="within 1 hour after it", clauses=("4",)),),
        credit=Credit(),
    )
    text = told(verdict, london)
    assert text.startswith(
        "For the event “f1” the deadline is the end of 14 March 2025. The limit is “within 1 hour after it” (clause 4). "
        "Whether the duty “tell” is kept cannot be determined: nothing has answered it yet. It still runs"
    )
    assert "What is left up to the deadline: 1 hour 30 minutes." in text


def test_a_share_says_how_many_were_kept(changed: Callable[..., Verdict], london: Zone) -> None:
    verdict = changed(
        kind=Kind.SHARE,
        commitment="kept",
        availability=Availability(Fraction(9, 10), "95", least=Fraction(8, 10), most=Fraction(9, 10)),
        time_us=None,
        because=(),
        provisional=True,
        budget=(Budget("target", -2, "misses"),),
        credit=Credit(),
    )
    assert "Misses too many for the target: 2." in told(verdict, london)
    assert told(verdict, london).startswith(
        "In March 2025 90% were kept; those that are not settled leave anything from 80% to 90% open. "
        "The agreement promises at least 95%; that is not reached, so the share “kept” is breached."
    )


def test_a_step_that_nobody_foresaw_still_says_all_it_holds(breached: Verdict, london: Zone) -> None:
    step = Step(
        "Z1",
        "brand_new",
        name="thing",
        clauses=("9", "Schedule 2"),
        events=("e1",),
        before=HOUR,
        after=30 * MINUTE,
        unit="us",
        limit="at most 4",
        reason="because.",
        detail="a remark",
        also=("other",),
    )
    assert step_sentence(step, breached, london) == (
        "Brand new by “thing” (at most 4) for “e1” from 1 hour to 30 minutes also “other” (a remark) "
        "(clause 9 and Schedule 2). The policy gives the reason: “because”."
    )


def test_every_code_has_words_even_with_nothing_in_the_step(breached: Verdict, london: Zone) -> None:
    for what in SAYINGS:
        text = step_sentence(Step("T1", what), breached, london)
        assert text.endswith(".")
        assert "None" not in text
        assert "  " not in text, what


def _excluded(event: str, hour: int, clause: str, reason: str) -> Step:
    start = parse_instant(f"2025-03-14T{hour:02d}:00:00Z")
    return Step(
        "X1",
        "outage_excluded",
        name="not_ours",
        clauses=(clause,),
        events=(event,),
        after=HOUR,
        unit="us",
        intervals=((start, start + HOUR),),
        limit=f"outages of {clause}",
        reason=reason,
        detail="customer",
    )


def test_outages_under_one_phrase_are_told_together_and_the_total_once(changed: Callable[..., Verdict], london: Zone) -> None:
    steps = (_excluded("a", 8, "3.1", "theirs"), _excluded("b", 9, "3.2", "theirs"), _excluded("c", 10, "3.1", "theirs"))
    time = tuple((step.intervals[0][0], step.intervals[0][1]) for step in steps)
    total = Step("D2", "excluded_by_cause", name="not_ours", clauses=("3",), events=("a", "b", "c"), after=3 * HOUR)
    whole = changed(because=(*steps, attrs.evolve(total, intervals=((time[0][0], time[2][1]),))))
    assert explain(whole, london)[1].paragraphs == (
        "Outages “a” and “c” fall under “outages of 3.1” of “not_ours” (clause 3.1). The policy gives the reason: “theirs”.",
        "Outage “b” falls under “outages of 3.2” of “not_ours” (clause 3.2).",
        "In all, “not_ours” excludes 3 hours of downtime (clause 3).",
    )
    part = changed(because=(*steps, attrs.evolve(total, intervals=time[:1])))
    assert explain(part, london)[1].paragraphs[-1] == (
        "In all, “not_ours” excludes 1 hour of downtime: from 08:00 to 09:00 on 14 March 2025 (clause 3)."
    )


def test_what_the_grain_drops(breached: Verdict, london: Zone) -> None:
    start = parse_instant("2025-03-14T10:00:30Z")
    step = Step(
        "D6",
        "rounding",
        clauses=("2.2",),
        after=MINUTE,
        unit="us",
        intervals=((start, start + MINUTE),),
        limit="counted in slots of 1 minute, only those wholly down",
    )
    assert step_sentence(step, breached, london) == (
        "Rounding (“counted in slots of 1 minute, only those wholly down”) drops 1 minute of the downtime: "
        "from 10:00:30 to 10:01:30 on 14 March 2025 (clause 2.2)."
    )


def test_the_terms_of_a_right(breached: Verdict, london: Zone) -> None:
    step = Step(
        "R1", "right_terms", name="termination", clauses=("5",), detail="on 90 days' notice; prepaid fees refunded pro rata"
    )
    assert step_sentence(step, breached, london) == (
        "Whoever uses the right “termination” does so on its terms: on 90 days' notice; prepaid fees refunded pro rata "
        "(clause 5)."
    )
