"""Share targets: so many of a period's runs of a clock or a duty are kept (S5)."""

from __future__ import annotations

import attrs

from slalang.semantics.policy.commitment import NoTarget, ShareTarget
from slalang.semantics.policy.limits import Limit
from slalang.semantics.policy.words import Cited
from slalang.syntax.ast import EmptyRule as EmptyRule
from slalang.time.periods import PeriodRule


@attrs.frozen(slots=True)
class Share:
    """At least so many of what belongs to a period are kept; `of` names the clock or the duty."""

    name: str
    of: str
    targets: tuple[ShareTarget | NoTarget, ...]
    warning: Limit | None
    period: PeriodRule
    empty: EmptyRule
    cited: Cited
