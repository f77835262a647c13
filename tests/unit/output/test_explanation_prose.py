"""An explanation reads as a customer would accept it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

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
    Finding,
    Kind,
    ReadingOutcome,
    Status,
    Step,
    Verdict,
)

GOLDEN = """\
In March 2025 the service “iplicit” was down for 2 hours 15 minutes that count. Of 743 hours that is an \
availability of 99.697173% (cut after 6 decimals; exactly 2963/2972). The agreement promises at least 99.8% \
(clause 1.1); that is not reached, so the commitment “uptime” is breached. A credit of GBP 20.00 is due.
Times are those of Europe/London.

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
    assert "Up to “at least 5” there is room for 1.5 more failed requests." in text


def test_what_is_missing_is_named_once(changed: Callable[..., Verdict], london: Zone) -> None:
    verdict = changed(
        status=Status.UNDETERMINED,
        reason="missing: plan",
        missing=("plan",),
        credit=Credit(CreditState.UNDETERMINED, missing=("plan",)),
    )
    opening = explain(verdict, london)[0].paragraphs[0]
    assert "Whether the commitment “uptime” is kept cannot be determined, for lack of plan." in opening
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
    bare = explain(attrs.evolve(verdict, period=None), london)[0].paragraphs
    assert bare[0].endswith("So the clock “respond” is kept.")
    assert bare[1] == "Times are those of Europe/London."


def clock(changed: Callable[..., Verdict], *steps: Step, **fields: Any) -> Verdict:
    base = {"kind": Kind.CLOCK, "commitment": "fix", "ticket": "T", "period": None, "credit": Credit(), "findings": ()}
    still = {"status": Status.UNDETERMINED, "provisional": True, "availability": None, "time_us": None, "readings": None}
    return changed(**(base | still | {"because": steps} | fields))


def opening(verdict: Verdict, zone: Zone) -> str:
    return explain(verdict, zone)[0].paragraphs[0]


def test_a_clock_that_still_runs_says_until_when(changed: Callable[..., Verdict], london: Zone) -> None:
    runs = clock(changed, due_at=parse_instant("2025-03-15T00:00:00Z"), reason="the clock still runs")
    assert opening(runs, london).endswith(
        "The clock “fix” still runs, until the end of 14 March 2025: whether it is kept is open."
    )
    waits = clock(changed, Step("S3", "clock_not_due", limit="release"), missing=("release",))
    assert opening(waits, london) == ("The clock “fix” still runs, until the next fact “release”: whether it is kept is open.")
    paused = clock(changed, Step("S2", "clock_not_due"), budget=(Budget("due", 30 * MINUTE),))
    assert opening(paused, london) == (
        "The clock “fix” is paused, and has no deadline until it runs on: whether it is kept is open."
    )
    assert "Once it runs on, 30 minutes are left up to the deadline." in told(paused, london)
    hour = attrs.evolve(paused, budget=(Budget("due", HOUR),))
    assert "Once it runs on, 1 hour is left up to the deadline." in told(hour, london)


@pytest.mark.parametrize(
    ("steps", "fields", "words"),
    [
        (
            (),
            {"missing": ("plan", "severity"), "reason": "missing: plan, severity"},
            ", for lack of plan and the ticket's severity.",
        ),
        (
            (Step("S1", "clock_not_started", limit='"opened" or "assigned"'),),
            {"missing": ("opened", "assigned"), "reason": "nothing started the clock"},
            ", for lack of an event that opens the ticket or an event that assigns the ticket.",
        ),
        ((), {"missing": ("severity",), "reason": "no target names the severity “P9”"}, ": no target names the severity “P9”."),
    ],
)
def test_what_a_clock_lacks_in_words(
    changed: Callable[..., Verdict], london: Zone, steps: tuple[Step, ...], fields: dict[str, Any], words: str
) -> None:
    verdict = clock(changed, *steps, provisional=False, **fields)
    assert opening(verdict, london) == f"Whether the clock “fix” is kept cannot be determined{words}"


def test_the_outcome_is_told_once_and_marks_where_the_credit_begins(changed: Callable[..., Verdict], london: Zone) -> None:
    outcome = Step("S1", "clock_outcome", name="fix", after="breached")
    row = Step("C2", "row", limit="a missed target earns 5%")
    late = Step("S1", "clock_running", after="2025-03-14T10:00:00Z")
    alone = clock(changed, late, outcome, status=Status.BREACHED, provisional=False)
    assert explain(alone, london)[1].paragraphs == ("Nothing has stopped it by 10:00 on 14 March 2025.",)
    assert len(explain(clock(changed, late, outcome, row, status=Status.BREACHED), london)[1].paragraphs) == 3


def test_long_times_are_days_unless_they_are_hours_of_a_calendar(changed: Callable[..., Verdict], london: Zone) -> None:
    us = 59 * 24 * HOUR + HOUR
    measured = Step("S1", "clock_measured", after=us, unit="us")
    verdict = clock(changed, measured, measured_us=us)
    assert opening(verdict, london).startswith("For the ticket “T” what counts of the time is 59 days 1 hour so far.")
    assert step_sentence(measured, verdict, london) == "59 days 1 hour went by while it ran."
    office = attrs.evolve(measured, limit="office", detail="without its pauses")
    verdict = clock(changed, office, measured_us=us)
    assert opening(verdict, london).startswith("For the ticket “T” what counts of the time is 1417 hours so far.")
    assert step_sentence(office, verdict, london) == (
        "1417 hours went by in the hours of “office” while it ran and was not paused."
    )


def test_a_pause_says_what_it_does_to_this_deadline(changed: Callable[..., Verdict], london: Zone) -> None:
    start = parse_instant("2025-03-14T10:00:00Z")
    paused = Step("S2", "clock_paused", intervals=((start, start + HOUR),), limit="moves the deadline")
    due = Step("S1", "clock_due", before="2025-03-14T11:00:00Z", after="2025-03-14T12:00:00Z")
    when = "The clock was paused from 10:00 to 11:00 on 14 March 2025, 1 hour together"
    assert step_sentence(paused, clock(changed, paused, due), london) == f"{when}, which moves the deadline."
    after_it = clock(changed, paused, attrs.evolve(due, before=None))
    assert step_sentence(paused, after_it, london) == f"{when}, which leaves the deadline where it is."
    settled = attrs.evolve(paused, limit=None, detail="a deadline that a fact settles is not moved")
    assert step_sentence(settled, after_it, london) == f"{when}; a deadline that a fact settles is not moved."


def test_a_duty_says_what_calls_for_it_and_that_nothing_complete_came(changed: Callable[..., Verdict], london: Zone) -> None:
    about = Step(
        "S4", "duty_occasion", name="tell", events=("d2",), after="2025-03-14T10:00:00Z", detail='the fact "found" about "o5"'
    )
    half = Step("S4", "duty_incomplete", events=("e1",), after="2025-03-14T11:00:00Z", detail='"log"')
    none = Step("S4", "duty_unanswered", detail='the fact "told"')
    early = Step("S4", "duty_earlier", events=("e0",), after="2025-03-14T09:00:00Z", detail='the fact "told"')
    verdict = clock(changed, about, early, half, none, kind=Kind.DUTY, commitment="tell", ticket=None, event="d2", due_at=HOUR)
    assert opening(verdict, london).startswith("For the fact “found” about “o5” (“d2”) the deadline is ")
    assert explain(verdict, london)[1].paragraphs == (
        "The fact “found” about “o5” (“d2”), 10:00 on 14 March 2025, calls for the duty “tell”.",
        "The fact “told” happened at 09:00 on 14 March 2025 (event “e0”), too early to count for this duty.",
        "The event “e1”, 11:00 on 14 March 2025, does not fulfil the duty: it lacks “log”.",
        "No complete one came in the time that counts.",
    )
    outage = attrs.evolve(about, events=("o1",), detail="the outage")
    assert step_sentence(outage, verdict, london).startswith("The outage “o1”, 10:00")
    assert step_sentence(none, clock(changed, none), london) == "The fact “told” has not happened in the time that counts."


def test_readings_that_say_nothing_about_a_clock_are_not_told(changed: Callable[..., Verdict], london: Zone) -> None:
    readings = (("a", ReadingOutcome(Status.BREACHED)), ("b", ReadingOutcome(Status.BREACHED)))
    silent = clock(changed, status=Status.BREACHED, readings=readings)
    assert "How the text is read" not in told(silent, london)
    step = Step("P6", "reading", name="b", detail="no difference")
    assert "Read as “b”, nothing would change." in told(attrs.evolve(silent, because=(step,)), london)
    assert "“a”" not in told(attrs.evolve(silent, because=(step,)), london)


def test_findings_of_tickets_speak_for_themselves(changed: Callable[..., Verdict], london: Zone) -> None:
    found = Finding("closed_unstopped", 'the fact "told" lacks "log"', ("2",), ("e",))
    assert "What else to know\nThe fact “told” lacks “log” (event “e”) (clause 2).\n" in told(
        clock(changed, findings=(found,)), london
    )


def test_a_share_of_which_nothing_is_decided(changed: Callable[..., Verdict], london: Zone) -> None:
    verdict = clock(
        changed,
        Step("S5", "runs_undecided", name="fix", after=1, also=("T3",)),
        kind=Kind.SHARE,
        ticket=None,
        availability=Availability(Fraction(1), "95", least=Fraction(0), most=Fraction(1)),
        reason="runs of fix that are not decided could change the status",
        missing=("open runs",),
        credit=Credit(CreditState.UNDETERMINED, missing=("open runs",)),
    )
    assert opening(verdict, london) == (
        "So far nothing is decided: anything from 0% to 100% may yet be kept. The agreement promises at least 95%. "
        "Whether the share “fix” is kept cannot be determined: runs of fix that are not decided could change the status. "
        "The period still runs: this is how it would end if nothing more happened. "
        "The credit cannot be determined, for lack of a decision on what is still open."
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
        "The duty “tell” is still open, until the end of 14 March 2025: nothing has answered it yet."
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
