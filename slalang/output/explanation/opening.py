"""How an explanation begins: what was measured, what is promised, and how the one stands to the other (V3)."""

from __future__ import annotations

from slalang.output.civil_times import NO_PERIOD, at, deadline, in_period, period_words
from slalang.output.explanation.wording import (
    STATUS_WORDS,
    TIMED,
    clauses_cited,
    curled,
    first_step,
    for_lack_of,
    in_business_hours,
    period_or_run,
    rule_name,
    sentence_of,
    subject,
    why,
)
from slalang.output.figures import decimal_text, duration, elapsed, number_in_full, percent, percent_in_full
from slalang.time.zones import Zone
from slalang.values.listing import listed
from slalang.values.verdicts import Availability, Kind, Status, Verdict


def measured_sentence(verdict: Verdict, zone: Zone) -> str:
    """What was measured, of a clock or a duty when it was due and done."""
    if verdict.period is not None and verdict.period.name == NO_PERIOD:
        return ""
    when = in_period(verdict.period)
    time = verdict.time_us
    if time is not None:
        basis = f" Of {duration(time.basis)} that is an availability of {_figure(verdict)}." if verdict.availability else ""
        longer = first_step(verdict, "judged_over")
        if longer is not None and verdict.availability:
            basis = f" Judged over {period_words(longer.detail)}, the availability is {_figure(verdict)}."
        what = subject(verdict) or "what the commitment watches"
        down = "was never down in a way that counts" if time.counted == 0 else f"was down for {_counts(time.counted)}"
        weighted = ""
        if time.weighted is not None and time.counted:
            weighted = f" Weighted, that is {duration(time.weighted)}."
        return f"{when} {what} {down}.{weighted}{basis}"
    if verdict.availability is not None and verdict.kind is Kind.SHARE:
        return f"{when} {_kept(verdict, verdict.availability)}."
    if verdict.availability is not None:
        measure = "a good share" if verdict.availability.is_share else "a value"
        return f"{when} {subject(verdict) or 'the measure'} came to {measure} of {_figure(verdict)}."
    if verdict.kind is Kind.CREDIT:
        return f"{when} several credits are settled together."
    if verdict.kind is Kind.AVAILABILITY and verdict.status is not Status.NOT_APPLICABLE:
        return f"{when} there was nothing of {subject(verdict) or 'what the commitment measures'} to measure."
    return _clocked(verdict, zone)


def _counts(us: int) -> str:
    length = duration(us)
    return f"{length} that count{'s' if length.startswith('1 ') and length.count(' ') == 1 else ''}"


def _figure(verdict: Verdict) -> str:
    """The measure: a percentage, or the value itself; with its rounding, and what unknown time leaves open (D7, O5)."""
    measured = verdict.availability
    if measured is None:
        return ""
    in_full, short = (percent_in_full, percent) if measured.is_share else (number_in_full, decimal_text)
    words = in_full(measured.exact)
    if measured.rounded is not None:
        words += f", rounded as the policy says to {short(measured.rounded)}"
    if measured.least is not None and measured.most is not None:
        unseen = "the time that nobody observed" if verdict.time_us is not None else "what nobody observed"
        words += f"; {unseen} leaves anything from {in_full(measured.least)} to {in_full(measured.most)} open"
    return words


def _kept(verdict: Verdict, availability: Availability) -> str:
    """The share of a period's runs that were in time (S5)."""
    words = f"{percent_in_full(availability.exact)} were kept"
    if availability.least is not None and availability.most is not None:
        low, high = percent_in_full(availability.least), percent_in_full(availability.most)
        if first_step(verdict, "runs_undecided") and not first_step(verdict, "kept_share"):
            return f"nothing is decided: anything from {low} to {high} may yet be kept"
        words += f"; those that are not settled leave anything from {low} to {high} open"
    return words


def _clocked(verdict: Verdict, zone: Zone) -> str:
    """When a clock or a duty was due, and when it was stopped or answered (S1, S4)."""
    parts = []
    if verdict.due_at is not None:
        parts.append(f"the deadline is {deadline(verdict.due_at, zone)}")
    if verdict.stopped_at is not None:
        what = "the clock stopped at" if verdict.kind is Kind.CLOCK else "what the duty is about happened at"
        parts.append(f"{what} {at(verdict.stopped_at, zone)}")
    elif verdict.kind is Kind.CLOCK and verdict.due_at is not None:
        parts.append("the clock has not stopped")
    if verdict.measured_us is not None and verdict.kind is Kind.CLOCK:
        so_far = "" if verdict.stopped_at is not None else " so far"
        length = duration if in_business_hours(verdict) else elapsed
        parts.append(f"what counts of the time is {length(verdict.measured_us)}{so_far}")
    if not parts:
        return ""
    whom = subject(verdict)
    return sentence_of(f"{'for ' + whom + ' ' if whom else ''}{listed(parts)}")


def judged_sentence(verdict: Verdict, zone: Zone) -> str:
    """What the agreement promises, and how the verdict stands to it."""
    cited = clauses_cited(tuple(c for s in verdict.because if s.what in ("target", "no_target") for c in s.clauses))
    target = ""
    if verdict.availability is not None and verdict.availability.target is not None:
        measured = verdict.availability
        value, sign = ("", "%") if measured.is_share else ("a value of ", "")
        target = f"The agreement promises {value}{measured.comparison} {measured.target}{sign}{cited}"
    elif limit := next((step.limit for step in verdict.because if step.what == "target"), None):
        target = f"The limit is “{limit}”{cited}" if verdict.kind in TIMED else f"The agreement promises {curled(limit)}{cited}"
    if verdict.kind is Kind.CREDIT:
        return " ".join(part for part in (_together(verdict), _running(verdict)) if part)
    if open_still := _open_still(verdict, zone):
        return f"{target + '. ' if target else ''}{open_still}"
    return " ".join(part for part in (_against(verdict, target), _running(verdict)) if part)


def _together(verdict: Verdict) -> str:
    """How the commitments stand whose credits are settled together (C5)."""
    match verdict.status:
        case Status.BREACHED:
            return "A commitment behind them is breached."
        case Status.UNDETERMINED:
            lack = for_lack_of(verdict.missing, verdict) or why(verdict.reason, verdict)
            return f"Whether a commitment behind them is breached cannot be determined{lack}."
        case Status.MET:
            return "The commitments behind them are kept."
        case _:
            return sentence_of(f"none of the commitments behind them applies{why(verdict.reason, verdict)}")


def _open_still(verdict: Verdict, zone: Zone) -> str:
    """Of a clock or a duty that is open because it still runs: until when (V1)."""
    if verdict.status is not Status.UNDETERMINED or not verdict.provisional or verdict.kind not in TIMED:
        return ""
    name = rule_name(verdict)
    until = f", until {deadline(verdict.due_at, zone)}" if verdict.due_at is not None else ""
    if verdict.kind is Kind.DUTY:
        if first_step(verdict, "duty_deadline_unknown"):
            return ""
        return sentence_of(f"{name} is still open{until}{why(verdict.reason, verdict)}")
    unsettled = first_step(verdict, "clock_not_due")
    if unsettled is not None and unsettled.limit:
        until = f", until the next fact “{unsettled.limit}”"
    elif unsettled is not None:
        return sentence_of(f"{name} is paused, and has no deadline until it runs on: whether it is kept is open")
    return sentence_of(f"{name} still runs{until}: whether it is kept is open") if until else ""


def _against(verdict: Verdict, target: str) -> str:
    name, because = rule_name(verdict), why(verdict.reason, verdict)
    match verdict.status:
        case Status.MET:
            return f"{target}; that is kept." if target else f"So {name} is kept."
        case Status.BREACHED:
            if target:
                return f"{target}; that is not reached, so {name} is breached."
            # How a clock stands to its deadline is said in the sentence before.
            late = verdict.kind is Kind.CLOCK and verdict.due_at is not None
            return f"So {name} is breached{'' if late else because}."
        case Status.UNDETERMINED:
            lack = for_lack_of(verdict.missing, verdict)
            of_runs = verdict.kind in (*TIMED, Kind.SHARE) and not first_step(verdict, "clock_not_started")
            told = because or lack if of_runs else lack or because
            return f"{target + '. ' if target else ''}Whether {name} is kept cannot be determined{told}."
        case Status.NOT_APPLICABLE:
            return sentence_of(f"{name} does not apply{because}")
        case Status.ARISEN | Status.NOT_ARISEN | Status.EXERCISED | Status.LAPSED:
            rise = f", from {listed(period_or_run(name) for name in verdict.periods)}" if verdict.periods else ""
            ground = f" ({verdict.ground})" if verdict.ground else ""
            verb = "was" if verdict.status is Status.EXERCISED else "has"
            return sentence_of(f"{name} {verb} {STATUS_WORDS[verdict.status]}{rise}{ground}{because if not rise else ''}")


def _running(verdict: Verdict) -> str:
    if not verdict.provisional:
        return ""
    if verdict.kind in TIMED:
        return "It still runs: what happens yet may change this."
    return "The period still runs: this is how it would end if nothing more happened."


def dates_of_right(verdict: Verdict, zone: Zone) -> str:
    """When a right arose, was exercised or lapses (R1)."""
    dates = []
    if verdict.arisen_at is not None:
        dates.append(f"arose at {deadline(verdict.arisen_at, zone)}")
    if verdict.exercised_at is not None:
        dates.append(f"was exercised at {at(verdict.exercised_at, zone)}")
    if verdict.lapses_at is not None and verdict.exercised_at is None:
        verb = "lapsed" if verdict.status is Status.LAPSED else "lapses"
        dates.append(f"{verb} at {deadline(verdict.lapses_at, zone)}")
    return f"It {listed(dates)}." if dates else ""
