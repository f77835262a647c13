"""Which verdicts the options name: tickets, occasions, and the periods of what has none of its own."""

from __future__ import annotations

import pytest

from slalang.pipeline import compile_policy
from slalang.semantics.policy import Compiled
from slalang.shell.failures import Failure
from slalang.shell.selecting import Selection, options_for, select
from slalang.values.instants import parse_instant
from slalang.values.verdicts import Kind, PeriodName, Status, Verdict

POLICY = """
agreement "Support": zone Europe/London; currency GBP.
throughout: of a period covered in part, the rest counts as up; measured over the whole period; counted exactly.
service web: no components.
commitment uptime of web: available at least 99%; per calendar month; watched by outages.
"""


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    found = compile_policy(POLICY)
    assert found.compiled is not None, found.diagnostics
    return found.compiled


def judged(kind: Kind, commitment: str, **about: object) -> Verdict:
    base = {"policy": "0" * 64, "agreement": "A", "engine": "0", "customer": "acme", "period": None, "status": Status.MET}
    return Verdict(kind=kind, commitment=commitment, **(base | about))  # type: ignore[arg-type]


def at(text: str) -> int:
    return parse_instant(f"{text}:00Z")


MARCH = PeriodName("2025-03", at("2025-03-01T00:00"), at("2025-03-31T23:00"))
EVERY = (
    judged(Kind.AVAILABILITY, "uptime", period=MARCH),
    judged(Kind.CLOCK, "resolve", ticket="T1", started_at=at("2025-02-27T10:00"), due_at=at("2025-04-02T10:00")),
    judged(Kind.CLOCK, "resolve", ticket="T2", event="again", due_at=at("2025-04-02T10:00"), stopped_at=at("2025-04-01T09:00")),
    judged(Kind.CLOCK, "resolve", ticket="T3", status=Status.UNDETERMINED),
    judged(Kind.DUTY, "tell", event="o1", stopped_at=at("2025-03-31T22:59")),
    judged(Kind.SHARE, "kept", period=MARCH),
    judged(Kind.CLOCK, "resolve", ticket="T4", started_at=at("2025-03-31T23:00"), due_at=at("2025-04-01T10:00")),
    judged(Kind.DUTY, "tell", event="o2", started_at=at("2025-03-01T00:00"), stopped_at=at("2025-02-20T10:00")),
)


@pytest.mark.parametrize(
    ("selection", "places"),
    [
        (Selection(tickets=("T1",)), [1]),
        (Selection(occasions=("again",)), [2]),
        (Selection(occasions=("o1", "again")), [2, 4]),
        (Selection(commitments=("resolve", "tell")), [1, 2, 3, 4, 6, 7]),
        (Selection(commitments=("kept",)), [5]),
        # The first runs from February into April, and belongs to February; of the third nothing is known, so it stays.
        (Selection(period="2025-02"), [1, 3]),
        # British time: April begins at 23:00 UTC. What nothing started belongs by its end or deadline, the earlier.
        (Selection(period="2025-03"), [0, 3, 4, 5, 7]),
        (Selection(period="2025-04"), [2, 3, 6]),
        (Selection(period="2025-04-02"), [3]),
        (Selection(period="2025-03..2025-04"), [0, 2, 3, 4, 5, 6, 7]),
        (Selection(period="2025-05"), [3]),
    ],
)
def test_what_the_options_keep(compiled: Compiled, selection: Selection, places: list[int]) -> None:
    assert [EVERY.index(one) for one in select(selection, EVERY, compiled)] == places


def test_an_unknown_name_says_what_there_is(compiled: Compiled) -> None:
    with pytest.raises(Failure) as failed:
        select(Selection(commitments=("resolv",)), EVERY, compiled)
    assert failed.value.hint == "Is `resolve` meant?"


def test_the_options_of_a_run_name_its_ticket_and_event() -> None:
    assert options_for(EVERY[2]) == "--customer acme --commitment resolve --ticket T2 --event again"
    assert options_for(EVERY[4]) == "--customer acme --commitment tell --event o1"


GROUPS = (
    judged(Kind.AVAILABILITY, "uptime", period=MARCH, group=(("region", "eu west"), ("zone", 1))),
    judged(Kind.AVAILABILITY, "uptime", period=MARCH, group=(("region", "us"), ("zone", 1))),
    judged(Kind.AVAILABILITY, "uptime", period=MARCH, component="r1"),
)


@pytest.mark.parametrize(
    ("groups", "places"),
    [
        (("zone=1",), [0, 1]),
        (("zone=1", "region=us"), [1]),
        (("region=us", "region=eu west"), [0, 1]),
        (("zone=2",), []),
        (("region=",), []),
    ],
)
def test_a_group_is_named_by_its_attributes(compiled: Compiled, groups: tuple[str, ...], places: list[int]) -> None:
    assert [GROUPS.index(one) for one in select(Selection(groups=groups), GROUPS, compiled)] == places


def test_the_options_of_a_group_name_every_attribute() -> None:
    assert options_for(GROUPS[0]) == (
        "--customer acme --commitment uptime --group 'region=eu west' --group zone=1 --period 2025-03"
    )
    assert options_for(GROUPS[2]) == "--customer acme --commitment uptime --component r1 --period 2025-03"


def test_a_joint_rule_has_the_periods_of_its_own_zone() -> None:
    joint = """
      throughout: rows need a missed target; money rounded half up.
      credit for uptime: a missed target earns GBP 5; given without a claim.
      joint all of uptime: capped at GBP 9 per calendar year.
    """
    in_new_york = POLICY.replace("per calendar month", "per calendar month in America/New_York")
    compiled = compile_policy(in_new_york + joint).required()
    march = PeriodName("2025-03", at("2025-03-01T05:00"), at("2025-04-01T04:00"))
    verdict = judged(Kind.CREDIT, "all", period=march)
    for period, found in (("2025-03", 1), ("2025-03..2025-04", 1), ("2025-Q1", 1), ("2025-04", 0)):
        assert len(select(Selection(commitments=("all",), period=period), (verdict,), compiled)) == found
