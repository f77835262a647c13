"""What a ticket of some kind says of itself, for a trial."""

from __future__ import annotations

from slalang.lint.analysis.kinds import Kind
from slalang.trials.waiting import Said


def said_by(kind: Kind) -> Said:
    """The severity, queue and labels of a ticket of a kind."""
    told = {of: value for (of, name), value in kind.said.items() if isinstance(value, str) and not name}
    labels = tuple(name for (of, name), value in kind.said.items() if of == "label" and value)
    return Said(told.get("severity"), told.get("queue"), labels)
