"""An example on which the command line is tried: the text of a policy, and what happened."""

from __future__ import annotations

import attrs


@attrs.frozen
class Example:
    name: str
    policy: str
    events: str
