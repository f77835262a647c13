"""The embedding API: what the package promises to programs."""

from __future__ import annotations

import doctest
import pydoc
import re
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hosting_example import EVENTS, POLICY, ROOT

import slalang
from slalang import Compiled, PolicyError, compile_policy, evaluate, evaluate_stream, read_events, verdict_json
from slalang.values.diagnostics import Severity
from slalang.values.instants import parse_instant

SOURCES = [("events.jsonl", EVENTS.encode())]
MAY = parse_instant("2025-05-01T00:00:00Z")


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_policy(POLICY).required()


def judged(compiled: Compiled, **asked: Any) -> list[str]:
    return [verdict_json(verdict) for verdict in evaluate(compiled, read_events(SOURCES).required(), **asked)]


def test_the_example_of_the_docstring_runs() -> None:
    outcome = doctest.testmod(slalang)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_every_public_name_is_there() -> None:
    for name in slalang.__all__:
        assert getattr(slalang, name) is not None
    with pytest.raises(AttributeError):
        _ = slalang.no_such_name


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert slalang.__version__ == project["version"]


def test_importing_the_package_imports_no_engine() -> None:
    code = "import slalang, sys; print([m for m in sys.modules if m.startswith('slalang.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    assert done.stdout == "['slalang.version']\n"


# ------------------------------------------------------------------------------ help


def test_the_docstring_names_every_public_name_and_no_other() -> None:
    listed = re.findall(r"^    ([a-z_]+|[A-Z]\w+)  +\S", slalang.__doc__ or "", re.MULTILINE)
    assert sorted([*listed, "__version__"]) == sorted(slalang.__all__)
    assert "`__version__`" in (slalang.__doc__ or "")


def test_help_shows_what_each_name_takes() -> None:
    text = pydoc.plain(pydoc.render_doc(slalang))
    for shown in ("evaluate(compiled: ", "read_events(sources: ", "class PolicyError", "required(self)"):
        assert shown in text
    assert set(slalang.__all__) <= set(dir(slalang))


# ------------------------------------------------------------------------------ instants and arguments


@pytest.mark.parametrize(
    "as_of",
    [
        datetime(2025, 3, 20, tzinfo=UTC),
        datetime(2025, 3, 20, 5, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    ],
)
def test_an_aware_datetime_is_its_instant(compiled: Compiled, as_of: datetime) -> None:
    assert judged(compiled, as_of=as_of) == judged(compiled, as_of=parse_instant("2025-03-20T00:00:00Z")) != judged(compiled)


def test_a_datetime_is_converted_to_the_microsecond(compiled: Compiled) -> None:
    end = datetime(2025, 3, 14, 12, 15, tzinfo=UTC)
    whole, less = (judged(compiled, as_of=end - timedelta(microseconds=us)) for us in (0, 1))
    assert whole != less
    assert less == judged(compiled, as_of=parse_instant("2025-03-14T12:14:59.999999Z"))


def test_a_span_takes_datetimes_too(compiled: Compiled) -> None:
    both = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
    as_numbers = parse_instant("2025-01-01T00:00:00Z"), parse_instant("2025-06-01T00:00:00Z")
    assert judged(compiled, span=both) == judged(compiled, span=as_numbers)
    assert len(judged(compiled, span=both)) > len(judged(compiled))


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"as_of": 1746050400}, ValueError, "multiply it by 1_000_000"),
        ({"as_of": 1746050400_000}, ValueError, "if milliseconds"),
        ({"as_of": MAY * 1000}, ValueError, "outside the years 1900 to 2200"),
        ({"as_of": -(10**16)}, ValueError, "outside the years"),
        ({"as_of": 10**400}, ValueError, "outside the years"),
        ({"as_of": datetime(1899, 12, 31, tzinfo=UTC)}, ValueError, "outside the years"),
        ({"as_of": datetime(2025, 5, 1)}, ValueError, "without an offset"),  # noqa: DTZ001
        ({"as_of": date(2025, 5, 1)}, TypeError, "`as_of` is a date: pass a datetime"),
        ({"as_of": "2025-05-01T00:00:00Z"}, TypeError, "`as_of` is a str"),
        ({"as_of": 1.5}, TypeError, "`as_of` is a float"),
        ({"as_of": True}, TypeError, "`as_of` is a bool"),
        ({"span": (1740787200, 1743465600)}, ValueError, "the start of `span` is 1740787200"),
        ({"span": (MAY, "2025-06-01")}, TypeError, "the end of `span` is a str"),
        ({"span": MAY}, TypeError, "pass two instants"),
        ({"span": (MAY,)}, TypeError, "pass two instants"),
        ({"span": (MAY, MAY - 1)}, ValueError, "exchange the two"),
    ],
)
def test_an_instant_that_is_none_is_refused_in_words(
    compiled: Compiled, asked: dict[str, Any], error: type[Exception], says: str
) -> None:
    for function in (evaluate, evaluate_stream):
        with pytest.raises(error) as raised:
            function(compiled, (), **asked)
        assert says in str(raised.value)


def test_what_is_passed_by_mistake_is_told_what_to_pass(compiled: Compiled) -> None:
    reading = read_events(SOURCES)
    policies: list[Any] = [compile_policy(POLICY), POLICY, compiled.policy]
    for given in policies:
        with pytest.raises(TypeError, match=r"required\(\)"):
            evaluate(given, reading.events)
    streams: list[Any] = [reading, [{"type": "outage"}], {"type": "outage"}, EVENTS, None, reading.events[0]]
    for given in streams:
        with pytest.raises(TypeError, match=r"required\(\)"):
            evaluate(compiled, given)
    assert evaluate(compiled, iter(reading.events)) == evaluate(compiled, list(reading.events))


# ------------------------------------------------------------------------------ required, load


def test_required_gives_the_value_or_raises_with_what_is_wrong() -> None:
    compilation = compile_policy(POLICY.replace("uptime", "uptme", 1))
    with pytest.raises(PolicyError) as raised:
        compilation.required()
    assert raised.value.diagnostics
    assert set(raised.value.diagnostics) == {d for d in compilation.diagnostics if d.severity is Severity.ERROR}
    assert raised.value.diagnostics[0].title in str(raised.value)
    broken = [("events.jsonl", EVENTS.encode() + b"{not json}")]
    with pytest.raises(PolicyError) as raised:
        read_events(broken).required()
    assert [d.span.line for d in raised.value.diagnostics if d.span] == [5]
    assert read_events(broken, set_aside=True).required() == read_events(SOURCES).required()


@pytest.mark.parametrize(
    "extra",
    ['use "house.sla".\n', 'replaces "earlier.sla".\n', 'calendar c: every day all day; closed on the days in "days.ics".\n'],
)
def test_without_load_the_hint_is_to_give_it(extra: str) -> None:
    policy = POLICY.replace("currency GBP.", "currency GBP; in force from 2025-01-01.") + extra
    (alone,) = (d for d in compile_policy(policy).diagnostics if d.code.endswith("file-missing"))
    assert "compiled without `load`" in alone.hint
    (missing,) = (d for d in compile_policy(policy, load=lambda name: None).diagnostics if d.code.endswith("file-missing"))
    assert missing.title == alone.title
    assert "`load`" not in missing.hint
