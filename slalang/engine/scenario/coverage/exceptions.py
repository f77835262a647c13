"""What does not count, and what a contract sets: phrases and conditions of exclusions, parameters, readings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from slalang.engine.scenario.coverage.compared import anything, counted, earned, status, watched
from slalang.engine.scenario.coverage.item import Item, Tried, item
from slalang.semantics.policy import (
    Cited,
    Compiled,
    Exclusion,
    MaintenanceWindows,
    MostWindows,
    Parameter,
    Policy,
    Total,
    WindowCondition,
)
from slalang.syntax import ast
from slalang.values.verdicts import Step, Verdict

_BREACHES = ("window_limited", "window_void", "covenant_broken")


def of_exclusions(policy: Policy) -> Iterator[Item]:
    """Each phrase that takes outages, tickets or windows; each condition, kept and broken."""
    for exclusion in policy.exclusions:
        rule = f"exclusion {exclusion.name}"
        for one in exclusion.outages:
            yield item(rule, one.cited, "excludes", partial(_took, exclusion.name, "outage_excluded", one.cited.written))
        for ticket in exclusion.tickets:
            yield item(rule, ticket.cited, "excludes", partial(_took, exclusion.name, "clock_excluded", ticket.cited.written))
        if exclusion.windows is not None:
            windows = "maintenance" if isinstance(exclusion.windows, MaintenanceWindows) else "recurring windows"
            yield item(rule, exclusion.cited, "a valid window", partial(_took, exclusion.name, "window", None), windows)
        for condition in exclusion.conditions:
            yield item(rule, condition.cited, "kept", partial(_kept, exclusion, condition))
            yield item(rule, condition.cited, "broken", partial(_broken, exclusion, condition.cited))


def _took(name: str, code: str, written: str | None, tried: Tried) -> bool:
    return any(step.name == name and (written is None or step.limit == written) for step in tried.steps(None, counted, code))


def _kept(exclusion: Exclusion, condition: WindowCondition, tried: Tried) -> bool:
    """Whether a window was valid and this condition took nothing from it.

    A total and a number are kept by all windows together.
    """
    together = isinstance(condition.limitation, Total | MostWindows)
    for verdict in tried.verdicts(watched):
        broken = [step.events for step in _breaches(exclusion, condition.cited, verdict)]
        valid = [step.events for step in verdict.because if step.what == "window" and step.name == exclusion.name]
        # Recurring windows have no events that would tell them apart.
        if (valid and not broken) or any(one and one not in broken for one in valid if not together):
            return True
    return False


def _broken(exclusion: Exclusion, cited: Cited, tried: Tried) -> bool:
    return any(True for verdict in tried.verdicts(watched) for _ in _breaches(exclusion, cited, verdict))


def _breaches(exclusion: Exclusion, cited: Cited, verdict: Verdict) -> Iterator[Step]:
    for step in verdict.because:
        if step.what in _BREACHES and step.name == exclusion.name and step.limit == cited.written:
            yield step


def of_contracts(policy: Policy) -> Iterator[Item]:
    """Each word that a parameter may be, and the parameter without one."""
    for parameter in policy.parameters:
        rule = f"parameter {parameter.name}"
        words: tuple[ast.Value, ...] = parameter.words or ()
        if parameter.type is ast.ParameterType.YES_OR_NO:
            words = tuple(ast.YesNo)
        for word in words:
            shown = word.value if isinstance(word, ast.YesNo) else f'"{word}"'
            yield item(rule, Cited(), f"is {shown}", partial(_given, parameter, word), "")
        if not words:
            yield item(rule, Cited(), "is given", partial(_given, parameter, None), "")
        yield item(rule, Cited(), "is not given", partial(_not_given, parameter), "")


def _given(parameter: Parameter, word: ast.Value | None, tried: Tried) -> bool:
    """Whether the contract says the word, or is silent and it is the default."""
    if word is not None and _not_given(parameter, tried):
        return parameter.default == ((word is ast.YesNo.YES) if isinstance(word, ast.YesNo) else word)
    return _judged(tried) and any(word is None or value == word for value in _values(parameter, tried))


def _not_given(parameter: Parameter, tried: Tried) -> bool:
    return _judged(tried) and not any(True for _ in _values(parameter, tried))


def _judged(tried: Tried) -> bool:
    return any(True for _ in tried.verdicts(anything))


def _values(parameter: Parameter, tried: Tried) -> Iterator[ast.Value]:
    for phrase in tried.scenario.phrases:
        event = phrase.body.event if isinstance(phrase.body, ast.GivenEvent) else None
        if isinstance(event, ast.ParameterEvent) and event.parameter.text == parameter.name:
            yield event.value


def of_readings(compiled: Compiled) -> Iterator[Item]:
    """Each reading that does not govern: expected of a verdict that it changes."""
    for reading in compiled.readings:
        if not reading.governs:
            cited = Cited(reading.clauses, reading.reason, f"reading {reading.name}")
            yield item(f"ambiguity {reading.ambiguity}", cited, "read as", partial(_read, reading.name, False))
            yield item(f"ambiguity {reading.ambiguity}", cited, "makes a difference", partial(_read, reading.name, True))


def _read(name: str, differs: bool, tried: Tried) -> bool:
    for one in tried.result.expected if tried.result.passed else ():
        outcome = dict(one.verdict.readings or ()).get(name) if one.verdict is not None and one.reading == name else None
        if one.verdict is not None and outcome is not None:
            another = outcome.status is not one.verdict.status and any(status(o) for o in one.outcomes)
            more = outcome.amount != one.verdict.credit.amount and any(earned(o) for o in one.outcomes)
            if not differs or another or more:
                return True
    return False
