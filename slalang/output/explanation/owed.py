"""What a verdict's credit comes to, in a sentence or two (C2-C8)."""

from __future__ import annotations

from fractions import Fraction

from slalang.output.civil_times import deadline
from slalang.output.explanation.sentences import credit as of_credit
from slalang.output.explanation.wording import TIMED, for_lack_of, quoted, sentence_of
from slalang.output.figures import money, numbered
from slalang.time.zones import Zone
from slalang.values.listing import listed
from slalang.values.verdicts import Credit, CreditState, Kind, Step, Verdict

_OF_CREDITS = frozenset(of_credit.SAYINGS)
"""The codes of the steps that explain a credit."""


def credited_sentence(verdict: Verdict, zone: Zone) -> str:
    """What is owed, in which state it is, and what was decided of it; nothing where no credit could follow (C6, C8)."""
    credit = verdict.credit
    if credit.state is CreditState.NONE and not _owes_nothing(verdict):
        return ""
    what = _owed(credit)
    if len(parts := [step for step in verdict.because if step.what == "joint_state"]) > 1:
        each = listed(
            f"{_part(step, credit)} {'is' if i == 0 else ''} {step.name}".replace("  ", " ") for i, step in enumerate(parts)
        )
        said = f"{what} comes together, of which {each}{_suspended(verdict) if 'suspended' in each else ''}"
        return " ".join(sentence_of(text) for text in (said + _behind(verdict), _unknown(verdict), _settled(credit)) if text)
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
            said = f"{what} is refused{_refused(verdict)}"
        case CreditState.SUSPENDED:
            said = f"{what} is suspended{_suspended(verdict)}"
        case CreditState.DISCRETIONARY:
            said = f"{what} lies in the provider's discretion"
        case CreditState.UNDETERMINED:
            said = "the credit cannot be determined" + for_lack_of(credit.missing, verdict)
    return " ".join(sentence_of(text) for text in (said + _behind(verdict), _unknown(verdict), _settled(credit)) if text)


def _part(step: Step, credit: Credit) -> str:
    """What of several credits is in one state."""
    if not step.after and step.detail:
        return numbered(int(step.detail), "point")
    return money(Fraction(step.after), credit.currency) if isinstance(step.after, int | Fraction) else "part"


def _unknown(verdict: Verdict) -> str:
    """What points lack that nobody can tell, beside those that count (C3)."""
    if verdict.kind is not Kind.CREDIT or verdict.credit.state is CreditState.UNDETERMINED:
        return ""
    lacks = [step.name for step in verdict.because if step.what == "missing" and step.name]
    return f"whether more points stand cannot be determined{for_lack_of(lacks, verdict)}" if lacks else ""


def _refused(verdict: Verdict) -> str:
    """What a claim lacks, and the facts that stood in its way (C6)."""
    barred = list(dict.fromkeys(s.name for s in verdict.because if s.what == "claim_barred" and s.name))
    lacks = [name for name in verdict.credit.missing if name not in barred]
    parts = [f"lacks {listed(lacks)}"] if lacks else []
    parts += [f"was made while {quoted(barred)} held"] if barred else []
    return f", because the claim {listed(parts)}" if parts else ""


def _suspended(verdict: Verdict) -> str:
    """Which facts suspend a credit, and what would mend each (C6)."""
    steps = [step for step in verdict.because if step.what == "suspended"]
    facts = listed(f"the fact {quoted([step.name])} is answered by {quoted([step.detail])}" for step in steps if step.name)
    if facts:
        return f" until {facts}"
    waits = dict.fromkeys(s.detail for s in verdict.because if s.what == "joint_suspended")
    if waits:
        return f" until {quoted(waits)} {'is' if len(waits) == 1 else 'are'} answered"
    return f" until these are met: {listed(verdict.credit.missing)}" if verdict.credit.missing else ""


def _owes_nothing(verdict: Verdict) -> bool:
    """Whether it is worth saying that no credit is owed: of a clock, a duty or a share, only where its rule has a credit.

    That shows in the credit's steps, or in the period to which a run belongs for the sake of it.
    """
    if verdict.kind not in (*TIMED, Kind.SHARE):
        return True
    regular = verdict.kind is Kind.DUTY and verdict.event is None
    placed = verdict.kind in TIMED and verdict.period is not None and not regular
    return placed or any(step.what in _OF_CREDITS for step in verdict.because)


def _owed(credit: Credit) -> str:
    """`a credit of EUR 30.00`; points that are no money yet stand for the sum (C3)."""
    if credit.points is not None and not credit.amount:
        return f"a credit of {numbered(credit.points, 'point')}"
    return f"a credit of {money(credit.amount, credit.currency)}" if credit.amount is not None else "a credit"


def _behind(verdict: Verdict) -> str:
    """The days and points behind the sum; of a clock or a duty the days are those past its deadline (C3, S6)."""
    credit = verdict.credit
    parts = []
    if credit.days:
        parts.append(f"for {numbered(credit.days, 'day')}{'' if verdict.kind in TIMED else ' of service'}")
    if credit.points is not None and credit.amount:
        parts.append(numbered(credit.points, "point"))
    return f" ({listed(parts)})" if parts else ""


def _settled(credit: Credit) -> str:
    """What was decided of the credit, side by side (C8)."""
    sums = credit.settled
    if sums is None:
        return ""
    every = (("owed", sums.owed), ("claimed", sums.claimed), ("granted", sums.granted), ("denied", sums.denied))
    pointed = numbered(credit.points, "point") if credit.points is not None and not credit.amount else None
    words = [
        f"{what} {pointed if pointed and not amount else money(amount, credit.currency)}"
        for what, amount in (*every, ("paid", sums.paid))
        if amount is not None
    ]
    return f"side by side: {listed(words)}" if words else ""
