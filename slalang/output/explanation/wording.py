"""The small words of an explanation: clauses, events, reasons, lists, names."""

from __future__ import annotations

from collections.abc import Iterable

from slalang.values.verdicts import Finding, Kind, Status, Verdict

MOST_EVENTS = 6
"""How many events a sentence names; the rest is counted."""

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


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    every = list(words)
    return f" {last} ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


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
        return f"the event “{verdict.event}”"
    part = ""
    if verdict.component is not None:
        part = f"the component “{verdict.component}” of "
    elif verdict.group is not None:
        held = listed(f"{name} {value}" for name, value in verdict.group)
        part = f"the group of resources with {held} of "
    return f"{part}the service “{verdict.service}”" if verdict.service else part.removesuffix(" of ")


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
    text = finding.text.rstrip(".")
    match finding.kind:
        case "bracket_hole" | "unused_claim" | "warning":
            what = ""
        case "covenant":
            what = "a promise was broken: "
        case kind:
            what = f"{kind.replace('_', ' ')}: "
    limits = f" [{finding.limits}]" if finding.limits and finding.limits not in text else ""
    events = f" (event {events_named(finding.events)})" if finding.events else ""
    return sentence_of(f"{what}{text}{limits}{events}{clauses_cited(finding.clauses)}")


def sentence_of(text: str) -> str:
    """Text on one line, with a capital at its start and a full stop at its end."""
    text = " ".join(text.split())
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?", "!", ".”")) else ".")
