"""How long one customer-month takes: twenty events, judged and explained, the policy compiled beforehand.

Prints the median time of one evaluation in microseconds, first without the policy's named readings, then with
them. Runs for a few seconds and needs nothing but slalang: python benchmarks/customer_month.py
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import attrs

from slalang.pipeline import compile_policy, evaluate
from slalang.semantics.policy import Compiled
from slalang.values.event_decoding import decode_event
from slalang.values.events import Event

POLICY = Path(__file__).parents[1] / "policies" / "cdg.sla"
SECONDS_EACH = 2
NS_PER_SECOND = 1_000_000_000


def compiled_policy() -> Compiled:
    """The policy with all its readings."""
    compilation = compile_policy(POLICY.read_text("utf-8"), POLICY.name, lambda name: (POLICY.parent / name).read_text("utf-8"))
    if compilation.compiled is None:
        raise SystemExit("\n".join(diagnostic.title for diagnostic in compilation.diagnostics))
    return compilation.compiled


def month_of_events() -> tuple[Event, ...]:
    """One customer's March: the contract, a charge, a fact, two maintenances and fifteen outages."""
    records: list[dict[str, object]] = [
        {"type": "subscription", "id": "s", "from": "2025-03-01", "to": "2025-03-31"},
        {
            "type": "charge",
            "id": "c",
            "start": "2025-03-01",
            "end": "2025-03-31",
            "amount": "1000.00",
            "currency": "GBP",
            "category": "recurring",
        },
        {"type": "fact", "id": "f", "name": "agreed_in_writing", "about": "o4", "at": "2025-03-05T09:00:00Z"},
    ]
    for number, (day, notice) in enumerate(((8, 1), (22, 19))):
        records.append(
            {
                "type": "maintenance",
                "id": f"m{number}",
                "kind": "scheduled",
                "announced": f"2025-03-{notice:02d}T09:00:00Z",
                "start": f"2025-03-{day:02d}T20:00:00Z",
                "end": f"2025-03-{day:02d}T23:00:00Z",
            }
        )
    causes = (None, "customer.network", "third_party", None, "internet")
    for number in range(15):
        outage = {
            "type": "outage",
            "id": f"o{number}",
            "service": "iplicit",
            "start": f"2025-03-{2 * number + 1:02d}T20:{number:02d}:00Z",
            "end": f"2025-03-{2 * number + 1:02d}T21:{2 * number:02d}:30Z",
            "cause": causes[number % len(causes)],
        }
        records.append(outage)
    decoded = [decode_event(record | {"customer": "acme"}) for record in records]
    return tuple(event for event in decoded if not isinstance(event, tuple))


def median_us(compiled: Compiled, events: tuple[Event, ...]) -> tuple[float, int]:
    """The median microseconds of one evaluation, and how many there were."""
    taken: list[int] = []
    stop = time.perf_counter_ns() + SECONDS_EACH * NS_PER_SECOND
    while not taken or time.perf_counter_ns() < stop:
        start = time.perf_counter_ns()
        evaluate(compiled, events)
        taken.append(time.perf_counter_ns() - start)
    return statistics.median(taken) / 1_000, len(taken)


def main() -> None:
    """Measure and print."""
    events = month_of_events()
    whole = compiled_policy()
    for name, compiled in (("no readings", attrs.evolve(whole, readings=())), ("all readings", whole)):
        evaluate(compiled, events)
        us, times = median_us(compiled, events)
        sys.stdout.write(f"{name:12} {us:10.0f} us  (median of {times}, {len(events)} events)\n")


if __name__ == "__main__":
    main()
