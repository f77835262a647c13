"""The small words of an explanation: clauses, events, reasons, lists, names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from slalang.output.civil_times import period_words
from slalang.values.events import Attributes, TicketAction, scalar_text
from slalang.values.listing import listed
from slalang.values.verdicts import Finding, Kind, Status, Step, Verdict

MOST_EVENTS = 6
"""How many events a sentence names; the rest is counted."""

TIMED = (Kind.CLOCK, Kind.DUTY)
"""What has a deadline of its own."""

STATUS_WORDS = {
    Status.MET: "kept",
    Status.BREACHED: "breached",
    Status.UNDETERMINED: "undetermined",
    Status.NOT_APPLICABLE: "not applicable",
    Status.ARISEN: "arisen",
    Status.NOT_ARISEN: "not arisen",
    Status.EXERCISED: "exercised",
    Status.LAPSED: "lapsed",
}
"""What a status is called in a sentence."""


def clauses_cited(clauses: tuple[str, ...]) -> str:
    """` (clause 1.1)`, ` (clauses 1.1 and 2)`, ` (Schedule 2)`; nothing without clauses."""
    if not clauses:
        return ""
    numbered = [clause for clause in clauses if clause[:1].isdigit()]
    named = [clause for clause in clauses if not clause[:1].isdigit()]
    parts = [f"clause{'' if len(numbered) == 1 else 's'} {listed(numbered)}"] if numbered else []
    return f" ({listed([*parts, *named])})"


def quoted(names: Iterable[str]) -> str:
    """Names as the policy or the events spell them, each between quotation marks."""
    return listed(f"“{name}”" for name in names)


def curled(text: str) -> str:
    """What the engine puts between straight quotation marks, in those of the prose."""
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def events_named(events: tuple[str, ...]) -> str:
    """The ids of events; of many the first few and how many others."""
    named = [f"“{event}”" for event in events[:MOST_EVENTS]]
    if rest := len(events) - MOST_EVENTS:
        named += [f"{rest} other{'' if rest == 1 else 's'}"] if rest > 0 else []
    return listed(named)


def because_of(reason: str | None) -> str:
    """The author's reason as a sentence of its own (P6)."""
    if not reason:
        return ""
    return f" The policy gives the reason: “{' '.join(reason.split()).rstrip('.')}”."


def subject(verdict: Verdict) -> str:
    """Whom or what a verdict is about, as a sentence begins: `the service “iplicit”`."""
    if verdict.ticket is not None:
        return f"the ticket “{verdict.ticket}”"
    if verdict.event is not None:
        occasion = first_step(verdict, "duty_occasion")
        return f"the event “{verdict.event}”" if occasion is None else occasion_words(occasion)
    noun = "resource" if first_step(verdict, "resource", "never_there") else "component"
    part = f"the {noun} “{verdict.component}” of " if verdict.component is not None else ""
    alike = f" ({group_words(verdict.group)})" if verdict.group else ""
    return f"{part}the service “{verdict.service}”{alike}" if verdict.service else part.removesuffix(" of ")


def group_words(group: Attributes) -> str:
    """The attributes that a group has in common: `region eu and zone 2`."""
    return listed(f"{name} {scalar_text(value)}" for name, value in group)


def period_or_run(name: str) -> str:
    """A period in words; a run of a clock or a duty by its own name, between quotation marks."""
    words = period_words(name)
    return words if words != name or re.match(r"(FY)?\d{4}", name) else f"“{name}”"


def first_step(verdict: Verdict, *codes: str) -> Step | None:
    """The first step of the explanation with one of these codes."""
    return next((step for step in verdict.because if step.what in codes), None)


def occasion_words(step: Step) -> str:
    """What calls for a duty: `the outage “o1”`, `the fact “found” about “o1” (“f1”)`."""
    if not step.detail:
        return f"the event {events_named(step.events)}"
    named = events_named(step.events)
    return f"{curled(step.detail)} ({named})" if '"' in step.detail else f"{step.detail} {named}"


def in_business_hours(verdict: Verdict) -> bool:
    """Whether the time of a clock counts in the hours of a calendar, or nothing says that it does not."""
    measured = first_step(verdict, "clock_measured")
    return verdict.kind is Kind.CLOCK and (measured is None or measured.limit is not None)


_LACKED = {
    "severity": "the ticket's severity",
    "queue": "the ticket's queue",
    "labels": "a label of the ticket",
    "period": "a period to which it belongs",
    "deadline": "a deadline that can be worked out",
    "due": "a date by which it is due",
    "open runs": "a decision on what is still open",
}
"""What clocks, duties and shares can lack, by the name under which a verdict lists it as missing."""

_LACKED_EVENTS = {
    TicketAction.OPENED: "an event that opens the ticket",
    TicketAction.AUTO_REPLIED: "an automatic reply",
    TicketAction.ACKNOWLEDGED: "an acknowledgement",
    TicketAction.RESPONDED: "a response",
    TicketAction.CUSTOMER_REPLIED: "a reply of the customer",
    TicketAction.UPDATED: "an update",
    TicketAction.ASSIGNED: "an event that assigns the ticket",
    TicketAction.PAUSED: "an event that pauses the ticket",
    TicketAction.RESUMED: "an event that resumes the ticket",
    TicketAction.RESTORED: "an event that restores the service",
    TicketAction.RESOLVED: "an event that resolves the ticket",
    TicketAction.REOPENED: "an event that reopens the ticket",
    TicketAction.CLOSED: "an event that closes the ticket",
    TicketAction.CANCELLED: "an event that cancels the ticket",
    TicketAction.MERGED: "an event that merges the ticket",
}
"""What a clock that nothing started lacks."""


def lacked(name: str, verdict: Verdict) -> str | None:
    """What is missing under a name, in words; None where the name itself is the word, as that of a parameter is."""
    if verdict.kind not in (Kind.CLOCK, Kind.DUTY, Kind.SHARE):
        return None
    unstarted = first_step(verdict, "clock_not_started")
    if unstarted is not None and name in _LACKED_EVENTS:
        return _LACKED_EVENTS[TicketAction(name)]
    required = first_step(verdict, "duty_requires")
    if required is not None and (required.detail.endswith(f'"{name}"') or required.detail.endswith(f" {name}")):
        return curled(required.detail)
    unsettled = first_step(verdict, "clock_not_due")
    if unsettled is not None and unsettled.limit == name:
        return f"the fact “{name}”"
    words = _LACKED.get(name)
    return words.replace("the ticket", "a ticket") if words and verdict.kind is Kind.SHARE else words


def for_lack_of(names: Iterable[str], verdict: Verdict) -> str:
    """`, for lack of plan and fee`; nothing where nothing is missing."""
    words = [lacked(name, verdict) or name for name in names]
    together = "or" if first_step(verdict, "clock_not_started") else "and"
    return f", for lack of {listed(words, together)}" if words else ""


def why(reason: str | None, verdict: Verdict) -> str:
    """A reason behind the sentence that it explains: after a colon, or as what is lacking."""
    if not reason:
        return ""
    if reason.startswith("missing: "):
        return for_lack_of(verdict.missing or reason.removeprefix("missing: ").split(", "), verdict)
    return f": {curled(reason).rstrip('.')}"


def rule_name(verdict: Verdict) -> str:
    """What the verdict's rule is called: `the commitment “uptime”`, `the right “termination”`."""
    return f"the {_NOUNS[verdict.kind]} “{verdict.commitment}”"


_NOUNS = {
    Kind.AVAILABILITY: "commitment",
    Kind.CLOCK: "clock",
    Kind.DUTY: "duty",
    Kind.SHARE: "share",
    Kind.RIGHT: "right",
    Kind.CREDIT: "credit of",
}


def finding_sentence(finding: Finding) -> str:
    """A finding as a sentence, with its limits, events and clauses."""
    text = curled(finding.text).rstrip(".")
    what = "a promise was broken: " if finding.kind == "covenant" else ""
    limits = f" [{finding.limits}]" if finding.limits and finding.limits not in text else ""
    events = f" (event {events_named(finding.events)})" if finding.events else ""
    return sentence_of(f"{what}{text}{limits}{events}{clauses_cited(finding.clauses)}")


def sentence_of(text: str) -> str:
    """Text on one line, with a capital at its start and a full stop at its end."""
    text = " ".join(text.split())
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?", "!", ".”")) else ".")
