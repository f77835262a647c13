"""slalang: a policy language and rules engine for service level agreements.

The names below are the embedding API; everything else may change. In ten lines:

    >>> from slalang import compile_policy, evaluate, read_events
    >>> text = '''agreement "Hosting": zone Europe/London; currency GBP. causes: customer.
    ... service web: no components. commitment uptime of web: available at least 99.8%; per calendar month;
    ... of a period covered in part, the rest counts as up; measured over the whole period; watched by outages;
    ... counted exactly. credit for uptime: a missed target earns 10%; rows need a missed target; of the charges
    ... of the period; money rounded half up; given without a claim.'''
    >>> policy = compile_policy(text).compiled
    >>> line = b'{"type":"outage","id":"1","start":"2025-03-14T10:00:00Z","end":"2025-03-14T12:15:00Z"}'
    >>> [(v.period.name, str(v.status)) for v in evaluate(policy, read_events([("events", line)]).events)]
    [('2025-03', 'breached')]

A policy's calendars answer for themselves, one question or many at once: `policy.policy.calendar("support")` has
`business_time`, `add_business_time`, `business_days`, `business_times` and more, in microseconds since 1970.

Importing the package imports none of the engine: each name is fetched when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from slalang.version import __version__

if TYPE_CHECKING:
    from slalang.importers.events import EventReading, read_events
    from slalang.output.verdicts.json import verdict_json
    from slalang.pipeline import compile_policy, evaluate, evaluate_stream
    from slalang.semantics.compile import Compilation
    from slalang.semantics.policy import Compiled
    from slalang.syntax.parser import parse_policy
    from slalang.values.diagnostics import Diagnostic, PolicyError, Severity
    from slalang.values.verdicts import CreditState, Kind, Status, Verdict

_HOMES = {
    "Compilation": "slalang.semantics.compile",
    "Compiled": "slalang.semantics.policy",
    "CreditState": "slalang.values.verdicts",
    "Diagnostic": "slalang.values.diagnostics",
    "EventReading": "slalang.importers.events",
    "Kind": "slalang.values.verdicts",
    "PolicyError": "slalang.values.diagnostics",
    "Severity": "slalang.values.diagnostics",
    "Status": "slalang.values.verdicts",
    "Verdict": "slalang.values.verdicts",
    "compile_policy": "slalang.pipeline",
    "evaluate": "slalang.pipeline",
    "evaluate_stream": "slalang.pipeline",
    "parse_policy": "slalang.syntax.parser",
    "read_events": "slalang.importers.events",
    "verdict_json": "slalang.output.verdicts.json",
}

__all__ = [
    "Compilation",
    "Compiled",
    "CreditState",
    "Diagnostic",
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
    "parse_policy",
    "read_events",
    "verdict_json",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
