"""How each part of a policy is spelled: a phrase, a length, a period, on one line, without its full stop.

What stands around them (rules, line breaks, indentation) is the formatter's. Each section of the grammar has a file with the
phrases of its rules (`Body`) and how they read (`body`); this one knows them all.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never, cast

from slalang.syntax import ast
from slalang.syntax.wording import (
    calendar,
    claim,
    clock,
    commitment,
    credit,
    document,
    duty,
    exclusion,
    joint,
    money,
    observation,
    parts,
    right,
    scenario,
    share,
)
from slalang.syntax.wording.document import cause as cause
from slalang.syntax.wording.document import parameter_type as parameter_type
from slalang.syntax.wording.words import citation as citation
from slalang.syntax.wording.words import clause_refs as clause_refs
from slalang.syntax.wording.words import qualifiers as qualifiers
from slalang.syntax.wording.words import text as text
from slalang.syntax.wording.words import value as value

_Body: TypeAlias = (
    document.Body | calendar.Body | commitment.Body | commitment.CountingBody | observation.Body | parts.Body | exclusion.Body
    | clock.Body | duty.Body | share.Body | credit.Body | money.Body | claim.Body | joint.Body | right.Body | scenario.Body
)  # fmt: skip


def phrase(part: ast.Phrase) -> str:
    """A phrase with what it carries."""
    return body(part.body) + qualifiers(part.qualifiers)


def body(node: ast.Node) -> str:
    """The words of a phrase's body, whichever rule it stands in."""
    part = cast(_Body, node)
    if isinstance(part, document.Body):
        return document.body(part)
    if isinstance(part, calendar.Body):
        return calendar.body(part)
    if isinstance(part, commitment.Body):
        return commitment.body(part)
    if isinstance(part, commitment.CountingBody):
        return commitment.counting(part)
    if isinstance(part, observation.Body):
        return observation.body(part)
    if isinstance(part, parts.Body):
        return parts.body(part)
    if isinstance(part, exclusion.Body):
        return exclusion.body(part)
    if isinstance(part, clock.Body):
        return clock.body(part)
    if isinstance(part, duty.Body):
        return duty.body(part)
    if isinstance(part, share.Body):
        return share.body(part)
    if isinstance(part, credit.Body):
        return credit.body(part)
    if isinstance(part, money.Body):
        return money.body(part)
    if isinstance(part, claim.Body):
        return claim.body(part)
    if isinstance(part, joint.Body):
        return joint.body(part)
    if isinstance(part, right.Body):
        return right.body(part)
    if isinstance(part, scenario.Body):
        return scenario.body(part)
    assert_never(part)
