"""Share targets."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import when
from slalang.syntax.wording.words import percent

Body: TypeAlias = ast.KeptTarget | ast.EmptyPeriod


def body(part: Body) -> str:
    """A phrase of a share target."""
    match part:
        case ast.KeptTarget(comparison, share, for_whom):
            return f"{comparison.value} {percent(share)} kept{when(for_whom)}"
        case ast.EmptyPeriod(empty):
            return f"a period without any {empty.value}"
    assert_never(part)
