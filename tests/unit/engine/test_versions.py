"""Versions that replace one another: rights and repeats rest on the verdicts actually given (C3, C7, R1)."""

from __future__ import annotations

from crediting import outage

from slalang.pipeline import compile_policy, evaluate
from slalang.values.events import Event
from slalang.values.instants import parse_instant
from slalang.values.verdicts import Kind, Status, Verdict

TEXT = """agreement "Hosting": zone UTC; currency EUR; in force from {since}.
throughout: money rounded half up; rows need a missed target; measured over the whole period; counted exactly;
  of a period covered in part, the rest counts as up; watched by outages.
{replaces}service web: no components.
commitment up of web: available at least {target}%; per calendar month.
credit for up: a missed target earns {points} points; a repeat multiplies the points by {times}; given without a claim.
{right}
"""

THREE = "right out: when up is missed in 3 consecutive periods."


def _text(since: str, target: str, points: int = 2, times: int = 2, right: str = THREE, replaces: str = "") -> str:
    return TEXT.format(since=since, target=target, points=points, times=times, right=right, replaces=replaces)


def _verdicts(*events: Event, new_right: str = THREE, as_of: str = "2025-12-01T00:00:00Z") -> tuple[Verdict, ...]:
    old = _text("2025-01-01", "99.9")
    new = _text("2025-03-01", "99.5", 3, 3, new_right, 'replaces "old.sla".\n')
    compilation = compile_policy(new, load={"old.sla": old}.get)
    assert compilation.compiled is not None, [(d.title, d.hint) for d in compilation.diagnostics]
    return evaluate(compilation.compiled, events, as_of=parse_instant(as_of))


def _rights(verdicts: tuple[Verdict, ...]) -> list[tuple[str, Status, tuple[str, ...]]]:
    return [(v.commitment, v.status, v.periods) for v in verdicts if v.kind is Kind.RIGHT]


def _down(month: int, hours: int) -> Event:
    return outage(f"o{month}", f"2025-{month:02}-07", f"2025-{month:02}-07T{hours:02}:00")


def test_the_latest_version_judges_a_right_over_what_each_version_gave() -> None:
    # Two hours miss 99.9% and keep 99.5%: what counts of March is the verdict of the version in force then.
    assert _rights(_verdicts(_down(1, 2), _down(2, 2), _down(3, 2))) == [("out", Status.NOT_ARISEN, ())]
    across = _verdicts(_down(2, 2), _down(3, 5), _down(4, 5))
    assert _rights(across) == [("out", Status.ARISEN, ("2025-02", "2025-03", "2025-04"))]


def test_a_right_that_only_an_earlier_version_has_rests_on_later_verdicts_too() -> None:
    across = _verdicts(_down(2, 2), _down(3, 5), _down(4, 5), new_right="")
    assert _rights(across) == [("out", Status.ARISEN, ("2025-02", "2025-03", "2025-04"))]


def test_a_version_that_is_not_in_force_yet_judges_no_right() -> None:
    two = THREE.replace("3", "2")
    early = _verdicts(_down(1, 2), _down(2, 2), new_right=two, as_of="2025-02-20T00:00:00Z")
    assert _rights(early) == [("out", Status.NOT_ARISEN, ())]
    later = _verdicts(_down(1, 2), _down(2, 2), new_right=two, as_of="2025-03-20T00:00:00Z")
    assert _rights(later) == [("out", Status.ARISEN, ("2025-01", "2025-02"))]


def test_a_repeat_hangs_on_the_verdict_given_by_an_earlier_version() -> None:
    verdicts = _verdicts(_down(1, 2), _down(2, 2), _down(3, 5), _down(4, 5))
    assert [v.credit.points for v in verdicts if v.kind is Kind.AVAILABILITY][:4] == [2, 4, 9, 9]
