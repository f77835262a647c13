"""What is known as of an instant does not depend on order, repetition or anything not yet recorded."""

from __future__ import annotations

import random

import attrs

from slalang.values.event_decoding import decode_event
from slalang.values.events import Event, Outage
from slalang.values.instants import DAY, HOUR, parse_instant
from slalang.values.places import Span
from slalang.values.streams import distinct_events, known_events, last_instant


def day_start(day: int) -> int:
    return day * DAY - HOUR


def event(kind: str, id: str, /, **fields: object) -> Event:
    decoded = decode_event({"type": kind, "id": id} | {name.rstrip("_"): v for name, v in fields.items()})
    assert not isinstance(decoded, tuple), decoded
    return decoded


def day(number: int) -> str:
    return f"2025-03-{number:02d}T00:00:00Z"


def at(number: int) -> int:
    return parse_instant(day(number))


OUTAGE = event("outage", "o1", start=day(1), end=day(2))


def correct(id: str, recorded: int, about: str = "o1", **fields: object) -> Event:
    return event("correct", id, about=about, recorded=day(recorded), set=fields)


def retract(id: str, recorded: int, about: str = "o1") -> Event:
    return event("retract", id, about=about, recorded=day(recorded))


def known(*events: Event, as_of: int | None = None) -> tuple[Event, ...]:
    found, problems = known_events(events, as_of, day_start)
    assert problems == ()
    return found


def codes(*events: Event, as_of: int | None = None) -> list[str]:
    return [problem.code for problem in known_events(events, as_of, day_start)[1]]


def test_an_event_that_comes_twice_counts_once() -> None:
    elsewhere = attrs.evolve(OUTAGE, span=Span("b", 0, 0, 9, 1))
    told = event("outage", "o1", start="2025-03-01T01:00:00+01:00", end=day(2), recorded=day(1), customer=None)
    distinct = distinct_events([OUTAGE, elsewhere, told])
    assert (distinct.events, distinct.duplicates, distinct.diagnostics) == ((OUTAGE,), 2, ())
    assert known(OUTAGE, told) == (OUTAGE,)


def test_one_id_with_two_contents_is_an_error() -> None:
    other = event("outage", "o1", start=day(1), end=day(3))
    distinct = distinct_events([OUTAGE, other, other])
    assert distinct.events == ()
    assert distinct.conflicting == ("o1",)
    (problem,) = distinct.diagnostics
    assert problem.code == "id-conflict"
    assert "`end`" in problem.text
    assert codes(OUTAGE, other) == ["id-conflict"]
    assert codes(OUTAGE, event("outage", "o1", start=day(1), end=day(2), note="x")) == ["id-conflict"]
    yes, one = (event("subscription", "s", from_=day(1), parameters={"n": n}) for n in (True, 1))
    assert codes(yes, one) == ["id-conflict"]


def test_a_correction_replaces_what_it_names_and_keeps_the_rest() -> None:
    (corrected,) = known(OUTAGE, correct("c1", 5, end=day(4), cause="customer"))
    assert isinstance(corrected, Outage)
    assert (corrected.start_at, corrected.end_at, corrected.cause) == (at(1), at(4), "customer")
    assert corrected.recorded_at == at(1)


def test_a_correction_may_remove_a_field() -> None:
    (corrected,) = known(OUTAGE, correct("c1", 5, end=None))
    assert isinstance(corrected, Outage)
    assert corrected.end_at is None


def test_corrections_apply_by_recorded_then_id() -> None:
    amendments = [
        correct("c3", 5, cause="first"),
        correct("c1", 6, cause="second"),
        correct("c2", 6, cause="third"),
        correct("c9", 4, severity="P1"),
    ]
    for seed in range(10):
        shuffled = [OUTAGE, *amendments]
        random.Random(seed).shuffle(shuffled)
        (corrected,) = known(*shuffled)
        assert isinstance(corrected, Outage)
        assert (corrected.cause, corrected.severity) == ("third", "P1")


def test_a_retraction_wins_over_a_later_correction() -> None:
    assert known(OUTAGE, retract("r1", 3), correct("c1", 9, cause="x")) == ()


def test_a_retracted_correction_does_nothing() -> None:
    assert known(OUTAGE, correct("c1", 3, cause="x"), retract("r1", 4, about="c1")) == (OUTAGE,)
    assert codes(OUTAGE, correct("c1", 3, about="o2", cause="x"), retract("r1", 4, about="c1")) == []


def test_as_of_knows_only_what_was_recorded() -> None:
    late = event("outage", "o2", start=day(1), recorded=day(8))
    stream = (OUTAGE, late, correct("c1", 5, cause="x"), retract("r1", 7))
    assert known(*stream, as_of=at(1) - 1) == ()
    assert known(*stream, as_of=at(1)) == (OUTAGE,)
    assert [e.cause for e in known(*stream, as_of=at(5)) if isinstance(e, Outage)] == ["x"]
    assert known(*stream, as_of=at(7)) == ()
    assert known(*stream, as_of=at(8)) == (late,)


def test_a_correction_about_an_event_not_yet_known_waits() -> None:
    late = event("outage", "o1", start=day(1), recorded=day(8))
    stream = (late, correct("c1", 5, cause="x"))
    assert known(*stream, as_of=at(6)) == ()
    assert [e.cause for e in known(*stream, as_of=at(8)) if isinstance(e, Outage)] == ["x"]


def test_amendments_about_nothing_are_errors_once_they_are_known() -> None:
    assert codes(OUTAGE, correct("c1", 5, about="o2", cause="x")) == ["unknown-event"]
    assert codes(OUTAGE, retract("r1", 5, about="o2")) == ["unknown-event"]
    assert codes(OUTAGE, retract("r1", 5, about="o2"), as_of=at(4)) == []
    incident = event("outage", "incident-7", start=day(1))
    problem = known_events((incident, retract("r1", 5, about="incident7")), None, day_start)[1][0]
    assert "`incident-7`" in problem.hint


def test_amendments_about_amendments() -> None:
    assert codes(OUTAGE, correct("c1", 5, cause="x"), correct("c2", 6, about="c1", set={})) == ["amended-amendment"]
    assert codes(OUTAGE, retract("r1", 5), retract("r2", 6, about="r1")) == ["amended-amendment"]
    assert codes(OUTAGE, retract("r1", 5, about="r1")) == ["amended-amendment"]


def test_a_correction_that_makes_nonsense_is_an_error() -> None:
    (problem,) = known_events((OUTAGE, correct("c1", 5, end="2025-02-01T00:00:00Z")), None, day_start)[1]
    assert problem.code == "end-before-start"
    assert "`c1`" in problem.title
    assert codes(OUTAGE, correct("c1", 5, start="noon")) == ["ill-typed-field"]


def test_the_order_is_the_events_own() -> None:
    events = [
        event("probe", "p1", at=day(3), up=True),
        event("outage", "o2", start=day(3)),
        event("outage", "o1", start=day(3)),
        event("outage", "o3", start=day(2)),
        event("charge", "x", start="2025-03-01", end="2025-03-31", amount="1", currency="USD"),
    ]
    for seed in range(5):
        random.Random(seed).shuffle(events)
        assert [e.id for e in known(*events)] == ["x", "o3", "o1", "o2", "p1"]


def test_a_date_and_an_instant_are_compared_in_the_zone() -> None:
    assert codes(event("subscription", "s", from_="2025-03-02", to="2025-03-01T22:59:59Z")) == ["end-before-start"]
    assert codes(event("subscription", "s", from_="2025-03-02", to="2025-03-01T23:00:00Z")) == []
    assert codes(event("subscription", "s", from_="2025-03-01T23:00:00Z", to="2025-03-01")) == []


def test_the_last_instant() -> None:
    def last(*events: Event) -> int | None:
        return last_instant(events, day_start)

    charge = event("charge", "x", start="2025-04-01", end="2025-04-30", amount="1", currency="USD")
    told = event("charge", "y", start="2025-04-01", end="2025-04-30", amount="1", currency="USD", recorded=day(9))
    work = event("maintenance", "m", kind="scheduled", start=day(20), end=day(21))
    announced = event("maintenance", "n", kind="scheduled", announced=day(4), start=day(20), end=day(21))
    assert last() is None
    assert last(charge, work) is None
    assert last(OUTAGE, charge, work) == at(2)
    assert last(OUTAGE, charge, announced) == at(4)
    assert last(OUTAGE, told) == at(9)
    assert last(event("subscription", "s", from_="2025-03-05", to="2025-12-31")) == at(5) - HOUR
    assert last(event("outage", "o", start=day(3))) == at(3)
    assert last(event("fact", "f", name="x", at=day(3), due="2025-05-01")) == at(3)
    assert last(OUTAGE, event("probe", "p", at=day(1), up=True, recorded=day(12))) == at(12)


def test_the_last_instant_follows_corrections_and_retractions() -> None:
    typo = event("outage", "o9", start=day(1), end="2052-03-02T00:00:00Z")
    assert last_instant((typo, correct("c1", 5, about="o9", end=day(2))), day_start) == at(5)
    assert last_instant((OUTAGE, typo, retract("r1", 6, about="o9")), day_start) == at(6)
