"""How long a working calendar takes to answer: business time between two instants, and when an amount of it has passed.

Office hours in London less the holidays of England, over twenty years. Prints the median time of one question in
microseconds, and what a million questions at once take in seconds. Runs for some ten seconds and needs nothing but
slalang: python benchmarks/working_calendar.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from slalang.pipeline import compile_policy
from slalang.time.calendars import Calendar
from slalang.values.instants import DAY, parse_instant

POLICY = """
agreement "Support": zone Europe/London; currency GBP. causes: customer.
calendar office: Monday to Friday 09:00-17:00; closed on the holidays of "GB-ENG".
service desk: no components.
commitment uptime of desk: available at least 99%; per calendar month; of a period covered in part, the rest counts as up;
  measured over the hours of office; watched by outages; counted exactly.
"""
FROM, TO = parse_instant("2010-01-01T00:00:00Z"), parse_instant("2030-01-01T00:00:00Z")
LONGEST = 90 * DAY
MANY = 1_000_000
SINGLE = 100_000
TIMES = 3
NS_PER_US, NS_PER_SECOND = 1_000, 1_000_000_000


def working_calendar() -> Calendar:
    """The calendar of the policy."""
    compilation = compile_policy(POLICY)
    if compilation.compiled is None:
        raise SystemExit("\n".join(diagnostic.title for diagnostic in compilation.diagnostics))
    office = compilation.compiled.policy.calendar("office")
    assert isinstance(office, Calendar)
    return office


def spread(count: int, below: int, step: int) -> list[int]:
    """Numbers below a limit that jump about, the same in every run; `step` is a large prime."""
    return [number * step % below for number in range(count)]


def median_us(answer: Callable[[int, int], int], firsts: list[int], seconds: list[int]) -> float:
    """The median microseconds of one answer."""
    taken: list[int] = []
    for first, second in zip(firsts[:SINGLE], seconds[:SINGLE], strict=True):
        start = time.perf_counter_ns()
        answer(first, second)
        taken.append(time.perf_counter_ns() - start)
    return statistics.median(taken) / NS_PER_US


def median_seconds(answer: Callable[[list[int], list[int]], list[int]], firsts: list[int], seconds: list[int]) -> float:
    """The median seconds of all answers at once."""
    taken: list[int] = []
    for _ in range(TIMES):
        start = time.perf_counter_ns()
        answer(firsts, seconds)
        taken.append(time.perf_counter_ns() - start)
    return statistics.median(taken) / NS_PER_SECOND


def main() -> None:
    """Measure and print."""
    office = working_calendar()
    starts = [FROM + offset for offset in spread(MANY, TO - FROM - LONGEST, 67_280_421_310_721)]
    lengths = spread(MANY, LONGEST, 2_147_483_647)
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    amounts = [length // 5 for length in lengths]
    started = time.perf_counter_ns()
    office.business_time(FROM, TO)
    sys.stdout.write(f"worked out  {(time.perf_counter_ns() - started) / NS_PER_SECOND:8.2f} s   (once)\n")
    questions = (
        ("elapsed", office.business_time, office.business_times, ends),
        ("due", office.add_business_time, office.add_business_times, amounts),
    )
    for name, one, many, seconds in questions:
        sys.stdout.write(f"one {name:7} {median_us(one, starts, seconds):8.2f} us  (median of {SINGLE:,})\n")
        sys.stdout.write(f"{MANY:,} {name:7} {median_seconds(many, starts, seconds):6.2f} s   (median of {TIMES})\n")


if __name__ == "__main__":
    main()
