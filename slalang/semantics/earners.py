"""For what a credit is given: the promise as it was resolved, its service, its periods (C2, C4)."""

from __future__ import annotations

import attrs

from slalang.semantics.gauges import Gauge, attributes_of, gauge, scales_of
from slalang.semantics.policy import Commitment, Scale, Service, Share
from slalang.semantics.scope import Promise, Scope
from slalang.syntax import ast
from slalang.time.periods import PeriodRule

RUNNING = (ast.Clock, ast.Duty)
"""What is judged run by run, so that its credit says of itself to which period it belongs."""


@attrs.frozen(slots=True)
class Earner:
    """What earns a credit. `judged` is None for clocks and duties, and where the promise's own errors are said with it."""

    promise: Promise | None
    judged: Commitment | Share | None = None
    service: Service | None = None
    every: PeriodRule | None = None
    scales: frozenset[Scale] | None = None
    """The scales of what is promised; None where that is in error."""

    @property
    def commitment(self) -> Commitment | None:
        """The commitment as it was resolved."""
        return self.judged if isinstance(self.judged, Commitment) else None

    @property
    def gauge(self) -> Gauge | None:
        """What is measured; None where nothing is, or where that is in error."""
        return gauge(self.judged) if self.judged is not None else None

    @property
    def attributes(self) -> frozenset[str] | None:
        """The attributes that a condition may ask for; None for any."""
        made = self.commitment
        if made is None:
            # The commitment's own errors are said with it.
            return None if isinstance(self.promise, ast.Commitment) else frozenset()
        return attributes_of(made.combine, made.resources, made.probes)

    @property
    def of_time(self) -> bool:
        """Whether it is a commitment that measures time, or may be one."""
        return isinstance(self.promise, ast.Commitment) and self.gauge in (Gauge.TIME, None)


def earner(scope: Scope, promise: Promise | None) -> Earner:
    """A promise with all that is resolved of it; `every` is still that of the credit for clocks and duties."""
    match promise:
        case ast.Commitment(name=name):
            commitment = scope.commitments.get(name.text)
            service = scope.services.get(promise.service.text)
            return Earner(promise, commitment, service, *_of(commitment))
        case ast.Share(name=name):
            share = scope.shares.get(name.text)
            return Earner(promise, share, None, *_of(share))
        case _:
            return Earner(promise)


def _of(judged: Commitment | Share | None) -> tuple[PeriodRule | None, frozenset[Scale] | None]:
    return (judged.period, scales_of(judged.targets)) if judged is not None else (None, None)
