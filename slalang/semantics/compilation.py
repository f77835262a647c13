"""What came of reading a policy, from its text or from an artifact."""

from __future__ import annotations

import attrs

from slalang.semantics.policy import Compiled
from slalang.values.diagnostics import Diagnostic, PolicyError, Severity


@attrs.frozen(slots=True)
class Compilation:
    """What came of a policy: ready to be evaluated, or None, and everything to be said about it."""

    compiled: Compiled | None
    diagnostics: tuple[Diagnostic, ...]

    def required(self) -> Compiled:
        """The policy ready to be evaluated. PolicyError, with the errors, where there is none."""
        if self.compiled is None:
            raise PolicyError(d for d in self.diagnostics if d.severity is Severity.ERROR)
        return self.compiled
