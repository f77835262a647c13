"""slalang: a policy language and rules engine for service level agreements.

The names below are the embedding API; everything else may change. In ten lines:

    >>> from slalang import compile_policy, evaluate, read_events
    >>> text = '''agreement "Hosting": zone Europe/London; currency GBP. causes: customer.
    ... calendar office: Monday to Friday 09:00 to 17:30.
    ... service web: no components. commitment uptime of web: available at least 99.8%; per calendar month;
    ... of a period covered in part, the rest counts as up; measured over the whole period; watched by outages;
    ... counted exactly. credit for uptime: a missed target earns 10%; rows need a missed target; of the charges
    ... of the period; money rounded half up; given without a claim.'''
    >>> compiled = compile_policy(text).required()
    >>> line = b'{"type":"outage","id":"1","start":"2025-03-14T10:00:00Z","end":"2025-03-14T12:15:00Z"}'
    >>> events = read_events([("events.jsonl", line)]).required()
    >>> [(v.period.name, str(v.status)) for v in evaluate(compiled, events)]
    [('2025-03', 'breached')]

Compile:
    compile_policy  from a policy's text to a Compilation; never raises on bad input
    parse_policy    from a policy's text to its syntax tree, unresolved
    Compilation     `compiled`, None where there are errors, and `diagnostics`; `required()` gives it or raises
    Compiled        a policy ready to be evaluated, any number of times; `policy` says what it holds

Keep:
    policy_artifact  a compiled policy as bytes, to be stored or sent: JSON, the same on every machine
    load_policy      from such bytes to a Compilation, without reading the policy's text again; never raises on bad input

Read:
    read_events     from files, as pairs of a name and its bytes, to an EventReading; never raises on bad input
    EventReading    `events` and `diagnostics`; `required()` gives the events, or raises where any could not be read

Evaluate:
    evaluate         from a Compiled and all its events to the verdicts; PolicyError where the events contradict
    evaluate_stream  the same as an Evaluation, which never raises for what the events say
    Evaluation       `verdicts` and `diagnostics`: errors, and notes on events left out
    Verdict          one judgement, about one customer, period and commitment, clock, duty, share, joint rule or right
    Kind             what a verdict is about: `availability`, `share`, `clock`, `duty`, `right`, or `credit` settled jointly
    Status           how it turned out: `met`, `breached`, `undetermined`, `not_applicable`; and the states of rights
    CreditState      what became of its credit, such as `due`, `claimable` or `forfeited`

Write:
    verdict_json  a verdict as one line of JSON, as slalang/schemas/verdicts.schema.json describes it

Errors:
    PolicyError  what `required()` and `evaluate` raise; `diagnostics` holds everything that is wrong
    Diagnostic   one thing to know: `title`, the place in `span`, `hint` (what to do next), a stable `code`
    Severity     how grave it is: ERROR stops the work, WARNING and NOTE do not

And `__version__`, the version of the package.

Units. An instant is an integer of microseconds since 1970-01-01T00:00:00Z, and what ends in `_us` counts microseconds.
`as_of` of `evaluate`, the instant at which the evaluation stands, and both ends of `span` may also be a datetime with its
offset, which is converted exactly; a naive datetime, and a number that can only count seconds, are refused. Availability is
a Fraction, and so is a measured value (`availability.is_share` is then False); money is a Decimal. Nothing is a float.

Evaluation takes the whole stream, in any order: quotas, rolling windows and rights look back, and `correct` and `retract`
change what came before. To ask again next month, give all events again with next month's.

Other files. A policy may use files of its folder (`use "house/style.sla".`, `closed on the days in "holidays.ics"`).
`load` of `compile_policy` is called with such a name, relative to the policy's folder and with `/`, and gives the file's
text. For a missing file it gives None, which becomes a diagnostic at the place that names the file; what it raises
reaches you. Without `load` no other file is found:

    def load(name):
        path = folder / name
        return path.read_text("utf-8") if path.is_file() else None

Calendars. Each calendar that a policy declares answers for itself, one question or many at once:

    >>> office = compiled.policy.calendar("office")
    >>> friday, monday = 1_741_971_600_000_000, 1_742_230_800_000_000  # 17:00 in London, three days apart
    >>> [us // 60_000_000 for us in office.business_times([friday], [monday])]
    [510]
    >>> office.add_business_times([friday], [510 * 60_000_000]) == [monday]
    True

`business_times(starts, ends)` gives the microseconds of business time in each span, `add_business_times(instants, amounts)`
the instants at which that much has passed; `business_time`, `add_business_time`, `business_days` and more ask once.
A calendar that a customer's contract picks holds those among which it picks in `options`.

Importing the package imports none of the engine: each name is fetched when it is first asked for.
"""

from __future__ import annotations

from slalang.version import __version__

TYPE_CHECKING = False  # by hand: to import typing takes longer than `slalang check` of what it has checked before
if TYPE_CHECKING:
    from typing import Any

    from slalang.engine.evaluate import Evaluation
    from slalang.importers.events import EventReading, read_events
    from slalang.output.verdicts.json import verdict_json
    from slalang.pipeline import compile_policy, evaluate, evaluate_stream, load_policy, policy_artifact
    from slalang.semantics.compilation import Compilation
    from slalang.semantics.policy import Compiled
    from slalang.syntax.parser import parse_policy
    from slalang.values.diagnostics import Diagnostic, PolicyError, Severity
    from slalang.values.verdicts import CreditState, Kind, Status, Verdict

_HOMES = {
    "Compilation": "slalang.semantics.compilation",
    "Compiled": "slalang.semantics.policy",
    "CreditState": "slalang.values.verdicts",
    "Diagnostic": "slalang.values.diagnostics",
    "Evaluation": "slalang.engine.evaluate",
    "EventReading": "slalang.importers.events",
    "Kind": "slalang.values.verdicts",
    "PolicyError": "slalang.values.diagnostics",
    "Severity": "slalang.values.diagnostics",
    "Status": "slalang.values.verdicts",
    "Verdict": "slalang.values.verdicts",
    "compile_policy": "slalang.pipeline",
    "evaluate": "slalang.pipeline",
    "evaluate_stream": "slalang.pipeline",
    "load_policy": "slalang.pipeline",
    "parse_policy": "slalang.syntax.parser",
    "policy_artifact": "slalang.pipeline",
    "read_events": "slalang.importers.events",
    "verdict_json": "slalang.output.verdicts.json",
}

__all__ = [
    "Compilation",
    "Compiled",
    "CreditState",
    "Diagnostic",
    "Evaluation",
    "EventReading",
    "Kind",
    "PolicyError",
    "Severity",
    "Status",
    "Verdict",
    "__version__",
    "compile_policy",
    "evaluate",
    "evaluate_stream",
    "load_policy",
    "parse_policy",
    "policy_artifact",
    "read_events",
    "verdict_json",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """All names, fetched or not, so that `help` and completion show them."""
    return sorted({*globals(), *__all__})
