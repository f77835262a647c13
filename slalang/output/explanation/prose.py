"""A verdict as prose: what was found, how it came about step by step, what else a reader must know (V3)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from slalang.output.civil_times import at, deadline, in_period, period_words
from slalang.output.explanation.sentences import credit as of_credit
from slalang.output.explanation.sentences import step_sentence
from slalang.output.explanation.wording import (
    STATUS_WORDS,
    clauses_cited,
    finding_sentence,
    first_step,
    for_lack_of,
    in_business_hours,
    rule_name,
    sentence_of,
    subject,
    why,
)
from slalang.output.figures import decimal_text, duration, elapsed, money, percent, percent_in_full
from slalang.output.visible import visible
from slalang.time.zones import Zone
from slalang.values.intervals import EMPTY, union
from slalang.values.listing import listed
from slalang.values.verdicts import (
    Availability,
    Budget,
    Credit,
    CreditState,
    Kind,
    ReadingOutcome,
    Status,
    Step,
    Verdict,
)

_TIMED = (Kind.CLOCK, Kind.DUTY)
"""What has a deadline of its own."""

_OF_CREDITS = frozenset(of_credit.SAYINGS)
"""The codes of the steps that explain a credit."""

_OUTCOMES = ("clock_outcome", "duty_outcome")
"""Steps that say what the opening says."""


@attrs.frozen(slots=True)
class Section:
    """A part of an explanation: a heading ("" for the opening) and its paragraphs of a few sentences."""

    heading: str
    paragraphs: tuple[str, ...]
    numbered: bool = False


def explain(verdict: Verdict, zone: Zone) -> tuple[Section, ...]:
    """A verdict in plain sentences, in the order in which it came about; empty sections are absent.

    `zone` is that of the civil times shown. Figures are exact, or say where they were cut.
    """
    sections = (
        Section("", (*_opening(verdict, zone), f"Times are those of {zone.name}.")),
        Section("How this comes about", _steps(verdict, zone), numbered=True),
        Section("What remains", _budget(verdict)),
        Section("What else to know", tuple(finding_sentence(finding) for finding in verdict.findings)),
        Section("How the text is read", _readings(verdict)),
    )
    return tuple(
        attrs.evolve(section, paragraphs=tuple(visible(text) for text in section.paragraphs))
        for section in sections
        if section.paragraphs
    )


def explanation_title(verdict: Verdict) -> str:
    """One line that says which verdict this is and how it stands."""
    about = [verdict.customer] if verdict.customer is not None else []
    about.append(verdict.commitment)
    about += [part for part in (verdict.component, verdict.ticket, verdict.event) if part is not None]
    if verdict.period is not None:
        about.append(period_words(verdict.period.name))
    so_far = " so far" if verdict.provisional else ""
    return visible(f"{', '.join(about)}: {STATUS_WORDS[verdict.status]}{so_far}")


# ------------------------------------------------------------------------------ the opening


def _opening(verdict: Verdict, zone: Zone) -> tuple[str, ...]:
    found = (
        _measured(verdict, zone),
        _judged(verdict, zone),
        _credited(verdict, zone) if verdict.kind is not Kind.RIGHT else _right_dates(verdict, zone),
    )
    return (" ".join(sentence for sentence in found if sentence),)


def _measured(verdict: Verdict, zone: Zone) -> str:
    when = in_period(verdict.period)
    time = verdict.time_us
    if time is not None:
        basis = f" Of {duration(time.basis)} that is {_available(verdict)}." if verdict.availability else ""
        what = subject(verdict) or "what the commitment watches"
        down = "was never down in a way that counts" if time.counted == 0 else f"was down for {_counts(time.counted)}"
        weighted = ""
        if time.weighted is not None:
            weighted = f" Weighted, these are {duration(time.weighted)}."
        return f"{when} {what} {down}.{weighted}{basis}"
    if verdict.availability is not None and verdict.kind is Kind.SHARE:
        return f"{when} {_kept(verdict, verdict.availability)}."
    if verdict.availability is not None:
        return f"{when} {subject(verdict) or 'the measure'} reached {_available(verdict)}."
    return _clocked(verdict, zone)


def _counts(us: int) -> str:
    length = duration(us)
    return f"{length} that count{'s' if length.startswith('1 ') and length.count(' ') == 1 else ''}"


def _available(verdict: Verdict) -> str:
    availability = verdict.availability
    if availability is None:
        return ""
    words = f"an availability of {percent_in_full(availability.exact)}"
    if availability.rounded is not None:
        words += f", rounded as the policy says to {percent(availability.rounded)}"
    if availability.least is not None and availability.most is not None:
        low, high = percent_in_full(availability.least), percent_in_full(availability.most)
        words += f"; the time that nobody observed leaves anything from {low} to {high} open"
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


def _judged(verdict: Verdict, zone: Zone) -> str:
    cited = clauses_cited(tuple(c for s in verdict.because if s.what in ("target", "no_target") for c in s.clauses))
    target = ""
    if verdict.availability is not None and verdict.availability.target is not None:
        target = f"The agreement promises {verdict.availability.comparison} {verdict.availability.target}%{cited}"
    elif limit := next((step.limit for step in verdict.because if step.what == "target"), None):
        target = f"The limit is “{limit}”{cited}" if verdict.kind in _TIMED else f"The agreement promises {limit}{cited}"
    if open_still := _open_still(verdict, zone):
        return f"{target + '. ' if target else ''}{open_still}"
    return " ".join(part for part in (_against(verdict, target), _running(verdict)) if part)


def _open_still(verdict: Verdict, zone: Zone) -> str:
    """Of a clock or a duty that is open because it still runs: until when (V1)."""
    if verdict.status is not Status.UNDETERMINED or not verdict.provisional or verdict.kind not in _TIMED:
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
            of_runs = verdict.kind in (*_TIMED, Kind.SHARE) and not first_step(verdict, "clock_not_started")
            told = because or lack if of_runs else lack or because
            return f"{target + '. ' if target else ''}Whether {name} is kept cannot be determined{told}."
        case Status.NOT_APPLICABLE:
            return sentence_of(f"{name} does not apply{because}")
        case Status.ARISEN | Status.NOT_ARISEN | Status.EXERCISED | Status.LAPSED:
            rise = f", from {listed(period_words(name) for name in verdict.periods)}" if verdict.periods else ""
            ground = f" ({verdict.ground})" if verdict.ground else ""
            verb = "was" if verdict.status is Status.EXERCISED else "has"
            return sentence_of(f"{name} {verb} {STATUS_WORDS[verdict.status]}{rise}{ground}{because if not rise else ''}")


def _running(verdict: Verdict) -> str:
    if not verdict.provisional:
        return ""
    if verdict.kind in _TIMED:
        return "It still runs: what happens yet may change this."
    return "The period still runs: this is how it would end if nothing more happened."


def _right_dates(verdict: Verdict, zone: Zone) -> str:
    dates = []
    if verdict.arisen_at is not None:
        dates.append(f"arose at {deadline(verdict.arisen_at, zone)}")
    if verdict.exercised_at is not None:
        dates.append(f"was exercised at {at(verdict.exercised_at, zone)}")
    if verdict.lapses_at is not None:
        verb = "lapsed" if verdict.status is Status.LAPSED else "lapses"
        dates.append(f"{verb} at {deadline(verdict.lapses_at, zone)}")
    return f"It {listed(dates)}." if dates else ""


# ------------------------------------------------------------------------------ the credit


def _owes_nothing(verdict: Verdict) -> bool:
    """Whether it is worth saying that no credit is owed: of a clock, a duty or a share, only where its rule has a credit.

    That shows in the credit's steps, or in the period to which a run belongs for the sake of it.
    """
    if verdict.kind not in (*_TIMED, Kind.SHARE):
        return True
    regular = verdict.kind is Kind.DUTY and verdict.event is None
    placed = verdict.kind in _TIMED and verdict.period is not None and not regular
    return placed or any(step.what in _OF_CREDITS for step in verdict.because)


def _credited(verdict: Verdict, zone: Zone) -> str:
    credit = verdict.credit
    if credit.state is CreditState.NONE and not _owes_nothing(verdict):
        return ""
    amount = money(credit.amount, credit.currency) if credit.amount is not None else ""
    what = f"a credit of {amount}" if amount else "a credit"
    by = f" by {deadline(credit.claim_by, zone)}" if credit.claim_by is not None else ""
    lacks = listed(credit.missing)
    match credit.state:
        case CreditState.NONE:
            said = "no credit is owed"
        case CreditState.DUE:
            said = f"{what} is due"
        case CreditState.CLAIMABLE:
            said = f"{what} can be claimed{by}" + (f"; still missing: {lacks}" if lacks else "")
        case CreditState.CLAIMED:
            said = f"{what} has been claimed in time"
        case CreditState.FORFEITED:
            said = f"{what} was not claimed in time{f' ({by.strip()})' if by else ''} and is forfeited"
        case CreditState.REFUSED:
            said = f"{what} is refused" + (f", because the claim lacks {lacks}" if lacks else "")
        case CreditState.SUSPENDED:
            said = f"{what} is suspended" + (f" until these are met: {lacks}" if lacks else "")
        case CreditState.DISCRETIONARY:
            said = f"{what} lies in the provider's discretion"
        case CreditState.UNDETERMINED:
            said = "the credit cannot be determined" + for_lack_of(credit.missing, verdict)
    return sentence_of(said + _extras(credit))


def _extras(credit: Credit) -> str:
    extras = []
    if credit.points is not None:
        extras.append(f"{credit.points} point{'' if credit.points == 1 else 's'}")
    if credit.days:
        extras.append(f"for {credit.days} day{'' if credit.days == 1 else 's'}")
    return f" ({listed(extras)})" if extras else ""


# ------------------------------------------------------------------------------ the rest


def _steps(verdict: Verdict, zone: Zone) -> tuple[str, ...]:
    reasons: set[str] = set()
    told: dict[str, None] = {}
    steps = [step for step in verdict.because if step.what != "reading"]
    if steps and steps[-1].what in _OUTCOMES:
        steps.pop()
    for step in _joined(steps):
        # A reason is given once, with the first step that rests on it.
        told[step_sentence(attrs.evolve(step, reason=None) if step.reason in reasons else step, verdict, zone)] = None
        reasons |= {step.reason} if step.reason else set()
    return tuple(told)


def _joined(steps: Iterable[Step]) -> Iterable[Step]:
    """The steps, with what differs in time and events only made into one.

    So the occurrences of a recurring window are one step, and so are the outages under one phrase of an exclusion.
    """
    joined: dict[Step, Step] = {}
    for step in steps:
        recurring = step.what == "window" and not step.events
        key = _apart_from_time(step) if recurring or step.what == "outage_excluded" else step
        earlier = joined.get(key)
        joined[key] = step if earlier is None else _together(earlier, step)
    return joined.values()


def _together(one: Step, other: Step) -> Step:
    events = (*one.events, *(event for event in other.events if event not in one.events))
    return attrs.evolve(one, events=events, intervals=union(one.intervals, other.intervals))


def _apart_from_time(step: Step) -> Step:
    return attrs.evolve(step, events=(), intervals=EMPTY, before=None, after=None, detail="")


def _budget(verdict: Verdict) -> tuple[str, ...]:
    if not verdict.provisional or verdict.budget is None:
        return ()
    if verdict.kind in _TIMED:
        return tuple(_time_left(budget, verdict) for budget in verdict.budget)
    left = _misses_left if verdict.kind is Kind.SHARE else _left
    return tuple(left(budget) for budget in verdict.budget)


def _misses_left(budget: Budget) -> str:
    to = "the target" if budget.to == "target" else f"“{budget.to}”"
    number = decimal_text(abs(Fraction(budget.left)))
    return f"Misses too many for {to}: {number}." if budget.left < 0 else f"Misses that are left up to {to}: {number}."


def _time_left(budget: Budget, verdict: Verdict) -> str:
    length = (duration if in_business_hours(verdict) else elapsed)(budget.left)
    if budget.left < 0:
        return f"The deadline is {length} past."
    if verdict.due_at is None:
        one = length.startswith("1 ") and length.count(" ") == 1
        return f"Once it runs on, {length} {'is' if one else 'are'} left up to the deadline."
    return f"What is left up to the deadline: {length}."


def _left(budget: Budget) -> str:
    to = "the target" if budget.to == "target" else f"“{budget.to}”"
    passed = budget.left < 0
    amount = Fraction(-budget.left if passed else budget.left)
    if budget.unit == "us":
        length = duration(amount)
        if passed:
            return f"The downtime is already {length} beyond {to}."
        return f"Up to {to} there is room for {length} more downtime that counts."
    words = f"{decimal_text(amount)} {budget.unit}".strip()
    return f"The measure is already {words} beyond {to}." if passed else f"Up to {to} there remain {words}."


def _readings(verdict: Verdict) -> tuple[str, ...]:
    """What every reading gives: first the ones that govern, then those that would change the verdict (P6)."""
    steps = {step.name: step for step in verdict.because if step.what == "reading"}
    told: list[tuple[int, str]] = []
    for name, outcome in verdict.readings or ():
        if name not in steps and verdict.kind in (*_TIMED, Kind.SHARE):
            continue
        step = steps.get(name, Step("P6", "reading"))
        reason = f": “{' '.join(step.reason.split()).rstrip('.')}”" if step.reason else ""
        read = f"“{name}”{clauses_cited(step.clauses)}"
        if step.detail == "governs":
            told.append((0, f"The text is read as {read}{reason}."))
        elif outcome.differs:
            told.append((1, f"Read as {read}, it would be {_outcome(outcome, verdict)}{reason}."))
        else:
            told.append((2, f"Read as {read}, nothing would change{reason}."))
    return tuple(text for _, text in sorted(told, key=lambda pair: pair[0]))


def _outcome(outcome: ReadingOutcome, verdict: Verdict) -> str:
    status = STATUS_WORDS[outcome.status]
    if outcome.amount is None:
        return status
    return f"{status}, with a credit of {money(outcome.amount, verdict.credit.currency)}"
