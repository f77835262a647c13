"""Verdicts of the engine and of the oracle in one comparable form, and where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from slalang.syntax import ast
from slalang.values.events import Event
from slalang.values.instants import format_instant
from tests.oracle.evaluate import evaluate_case
from tests.oracle.judging import Verdict

Form = dict[str, Any]
Key = tuple[str, ...]


def key(verdict: Verdict) -> Key:
    """What a verdict is about."""
    period = verdict.get("period")
    event, ticket = verdict.get("event"), verdict.get("ticket")
    if verdict["kind"] == "right" or period is None or event or ticket:
        period = {"name": "", "start": ""}
    about = (verdict["kind"], verdict["customer"], verdict["commitment"], period["start"], period["name"])
    group = verdict.get("group")
    named = json.dumps(group, sort_keys=True, default=str) if group else ""
    return tuple(part or "" for part in (*about, verdict.get("component"), named, ticket, event))


def comparable(verdict: Verdict) -> Form:
    """What both sides must agree on, in the same types: exact shares, amounts as decimals, sorted lists."""
    form: Form = {"status": verdict["status"]}
    if "readings" in verdict:
        form["readings"] = {
            name: (outcome["status"], _decimal(outcome.get("amount"))) for name, outcome in sorted(verdict["readings"].items())
        }
    if verdict["kind"] in ("clock", "duty"):
        return form | _run(verdict)
    if verdict["kind"] == "share":
        return form | _share(verdict)
    if verdict["kind"] == "right":
        return form | _right(verdict)
    if verdict["kind"] == "credit":
        return form | _joint(verdict)
    form["provisional"] = verdict["provisional"]
    form["end"] = verdict["period"]["end"]
    form["service"] = verdict.get("service")
    form["findings"] = sorted(_finding(f) for f in verdict["findings"])
    form["credit"] = _credit(verdict["credit"])
    if _spans(verdict.get("availability")):
        # What an undetermined credit lacks are observations, however they are called.
        form["credit"].pop("missing", None)
    if verdict.get("time_us") is not None:
        form["time_us"] = {k: Fraction(v) for k, v in verdict["time_us"].items() if k != "excluded"}
        form["excluded"] = {k: v for k, v in verdict["time_us"]["excluded"].items() if v}
    if verdict.get("value") is not None:
        form["value"] = verdict["value"]
    elif (verdict.get("availability") or {}).get("value") is not None:
        # A value that was measured is no share (D7).
        form["value"] = Fraction(verdict["availability"]["exact"])
    elif verdict.get("availability") is not None:
        form["availability"] = _availability(verdict["availability"])
    return form


UNDECIDED = ("unused_claim", "resumed_unpaused", "paused_twice")
RUN_FINDINGS = (
    "second_start",
    "stop_before_start",
    "second_stop",
    "closed_unstopped",
    "after_closing",
    "reopened_unstopped",
    "cancelled",
    "merged",
)
"""What a ticket's history contradicts; it does not belong to one run of several."""


def _right(verdict: Verdict) -> Form:
    """R1, R2: what gave rise to it, when, and until when it may be used."""
    form: Form = {"periods": list(verdict.get("periods") or ())}
    return form | {field: _instant(verdict.get(field)) for field in ("arisen_at", "lapses_at", "exercised_at")}


LEFT_OPEN = ("observations", "open runs", "severity", "queue", "labels")
"""What leaves a span, by one name or another."""


def _joint(verdict: Verdict) -> Form:
    """C5: what several credits come to together."""
    credit = _credit(verdict["credit"])
    for field in ("percent", "claim_by", "days"):
        credit.pop(field, None)
    return {
        "status": verdict["status"],
        "provisional": verdict["provisional"],
        "end": verdict["period"]["end"],
        "credit": credit,
    }


def _run(verdict: Verdict) -> Form:
    """One run of a clock, or one occasion of a duty (S1-S4, S6)."""
    form: Form = {"provisional": verdict["provisional"], "credit": _credit(verdict["credit"])}
    for field in ("percent", "days"):
        form["credit"].pop(field, None)
    form["findings"] = sorted(f for f in map(_finding, verdict["findings"]) if f[0] not in (*RUN_FINDINGS, *UNDECIDED))
    if verdict["status"] == "not_applicable":
        return form | {"credit": form["credit"]["state"]}
    form |= {field: verdict.get(field) for field in ("due_at", "stopped_at")}
    if verdict["kind"] == "clock":
        form["measured_us"] = verdict.get("measured_us")
    form["period"] = (verdict.get("period") or {}).get("name")
    if verdict["credit"]["state"] not in ("none", "undetermined"):
        form["credit"]["days"] = verdict["credit"].get("days")
    return form


def _share(verdict: Verdict) -> Form:
    """S5: so many kept."""
    form: Form = {"provisional": verdict["provisional"], "credit": _credit(verdict["credit"])}
    form["findings"] = sorted(map(_finding, verdict["findings"]))
    if _spans(verdict.get("availability")):
        form["credit"].pop("missing", None)
    if verdict.get("availability") is not None:
        form["availability"] = _availability(verdict["availability"])
    return form


def _histories(verdicts: Sequence[Verdict]) -> dict[Key, set[tuple[str, str]]]:
    """What the verdicts on each ticket find in its history, together."""
    found: dict[Key, set[tuple[str, str]]] = {}
    whole: set[Key] = set()
    for verdict in verdicts:
        if verdict["kind"] in ("clock", "duty"):
            # A claim that nothing used is told once for the runs that it names.
            subject: Key = (verdict["customer"] or "", verdict["commitment"])
            told = {
                ("unused_claim", event) for f in map(_finding, verdict["findings"]) if f[0] == "unused_claim" for event in f[2]
            }
            found[subject] = found.get(subject, set()) | told
        if verdict["kind"] == "clock":
            subject = (verdict["customer"] or "", verdict["commitment"], verdict["ticket"])
            if not verdict.get("event"):
                whole.add(subject)
            told = {(f[0], event) for f in map(_finding, verdict["findings"]) if f[0] in RUN_FINDINGS for event in f[2]}
            found[subject] = found.get(subject, set()) | told
    # What contradicts a history of stops and reopenings is not decided where every message begins a run.
    undecided = ("second_stop", "after_closing", "reopened_unstopped")
    return {
        subject: told if len(subject) == 2 or subject in whole else {t for t in told if t[0] not in undecided}
        for subject, told in found.items()
    }


def _spans(availability: Form | None) -> bool:
    """Whether unknown time leaves a span."""
    return bool(availability) and availability.get("least") != availability.get("most")  # type: ignore[union-attr]


def _availability(availability: Form) -> Form:
    form: Form = {"target": _decimal(availability.get("target"))}
    if _spans(availability):
        # Where unknown time leaves a span, the span is what was measured.
        return form | {"least": Fraction(availability["least"]), "most": Fraction(availability["most"])}
    return form | {"exact": Fraction(availability["exact"])}


def _credit(credit: Form) -> Form:
    state = str(credit["state"])
    form: Form = {"state": state, "amount": _decimal(credit.get("amount"))}
    if credit.get("settled"):
        form["settled"] = {field: _decimal(value) for field, value in credit["settled"].items() if field != "currency"}
    if state != "undetermined":
        form["points"] = credit.get("points")
    if state in ("undetermined", "refused", "suspended"):
        form["missing"] = sorted(credit.get("missing", ()))
    if state in ("none", "undetermined"):
        return form
    form["percent"] = _decimal(credit.get("percent"))
    form["days"] = credit.get("days")
    form["claim_by"] = _instant(credit.get("claim_by"))
    return form


def _finding(finding: Any) -> tuple[str, str, tuple[str, ...]]:
    """A finding's kind, the exclusion whose covenant was broken, and the events."""
    if isinstance(finding, tuple):
        kind, rule, events = finding
        return kind, rule or "", tuple(sorted(events))
    event = finding.get("event", [])
    events = [event] if isinstance(event, str) else event
    kind = finding["kind"]
    return kind, (finding.get("rule") or "") if kind == "covenant" else "", tuple(sorted(events))


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()


def _instant(value: Any) -> str | None:
    return format_instant(value) if isinstance(value, int) else value


def differences(engine: Sequence[Verdict], oracle: Sequence[Verdict]) -> list[str]:
    """Every difference between two lists of verdicts, each as one line that names verdict, field and both sides."""
    found: list[str] = []
    # A period that nobody can tell has no instants of its own to compare.
    engine = [v for v in engine if (v.get("period") or {}).get("name") != "unknown"]
    theirs = {key(v): v for v in engine}
    ours = {key(v): v for v in oracle}
    found += [f"engine only: {k} {theirs[k]['status']}" for k in theirs if k not in ours]
    found += [f"oracle only: {k} {ours[k]['status']}" for k in ours if k not in theirs]
    if len(theirs) < len(engine):
        found.append("engine gives a verdict twice")
    for k in (k for k in ours if k in theirs):
        found += [f"{field} of {k}: {what}" for field, what in _differing(theirs[k], ours[k])]
    one, other = _histories(engine), _histories(oracle)
    found += [
        f"history of {k}: engine {sorted(one[k])}, oracle {sorted(other[k])}"
        for k in sorted(one.keys() & other.keys())
        if one[k] != other[k]
    ]
    order = [key(v) for v in engine if v["kind"] == "availability"]
    if not found and order != [key(v) for v in oracle if v["kind"] == "availability"]:
        found.append("order of the verdicts")
    return found


def _differing(engine: Verdict, oracle: Verdict) -> Iterator[tuple[str, str]]:
    theirs, ours = comparable(engine), comparable(oracle)
    if ours["status"] == theirs["status"] == "not_applicable":
        # What is not judged need not be measured.
        for field in ("time_us", "excluded", "availability", "findings"):
            if field not in theirs or field not in ours or "time_us" not in (*theirs, *ours):
                theirs.pop(field, None)
                ours.pop(field, None)
        theirs.pop("availability", None)
        ours.pop("availability", None)
    if oracle.get("unmeasured"):
        # Of nothing there is no share to show.
        theirs.pop("availability", None)
        theirs.pop("value", None)
    if ours["status"] == "breached" and isinstance(ours.get("credit"), dict) and ours["credit"]["state"] == "undetermined":
        # Whether more would accrue of what nobody can tell.
        theirs.pop("provisional", None)
        ours.pop("provisional", None)
    lacked = {name for v in (engine, oracle) for name in v.get("credit", {}).get("missing", ())}
    if engine["kind"] == "credit" and lacked & set(LEFT_OPEN):
        # What a verdict lacks that unknown time leaves open are observations, however they are called.
        theirs["credit"].pop("missing", None)
        ours["credit"].pop("missing", None)
    if engine["kind"] in ("share", "credit"):
        # Under a reading no run may belong to the period, which is then judged as one without any, or not at all.
        for name, outcome in dict(ours.get("readings") or {}).items():
            if outcome == (None, None):
                ours["readings"].pop(name)
                theirs["readings"].pop(name, None)
    if ours.get("measured_us") is None:
        # Nobody can tell in which hours to measure.
        theirs.pop("measured_us", None)
        ours.pop("measured_us", None)
    for field in sorted(theirs.keys() | ours.keys()):
        one, other = theirs.get(field), ours.get(field)
        if isinstance(one, dict) and isinstance(other, dict):
            for part in sorted(one.keys() | other.keys()):
                if one.get(part) != other.get(part):
                    yield f"{field}.{part}", f"engine {one.get(part)}, oracle {other.get(part)}"
        elif one != other:
            yield field, f"engine {one}, oracle {other}"


def rules_exercised(
    tree: ast.Policy, events: Sequence[Event], verdicts: Sequence[Verdict], as_of: int | None = None
) -> set[str]:
    """The rules, with their variants (`X3-void`), that decided something in a case; none where nothing was judged."""
    if not verdicts:
        return set()
    return evaluate_case(tree, events, as_of=as_of)[1]
