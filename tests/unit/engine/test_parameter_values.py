"""What a subscription may give for a parameter: figures as a contract writes them (P2)."""

from __future__ import annotations

import pytest
from tickets import event, instant

from slalang.engine.evaluate import Evaluation, evaluate_policy
from slalang.pipeline import compile_policy

_POLICY = """
agreement "Hosting": zone UTC; currency GBP.
parameter fee: an amount; no default.
service web: no components.
commitment uptime of web: available at least 99%; per calendar month; watched by outages;
  of a period covered in part, only the covered part is judged; measured over the whole period; counted exactly.
credit for uptime: below 99% earns fee; rows need a missed target; money rounded half up; given without a claim.
"""


def _judged(fee: object) -> Evaluation:
    compilation = compile_policy(_POLICY)
    assert compilation.compiled is not None, compilation.diagnostics
    subscribed = event(type="subscription", id="s", parameters={"fee": fee}, **{"from": "2025-03-01"})
    return evaluate_policy(compilation.compiled, (subscribed,), as_of=instant("31T00:00"))


@pytest.mark.parametrize("fee", ["1000.00", "12", 5, "-3.5", "0.0000001"])
def test_a_plain_figure_is_read(fee: object) -> None:
    assert _judged(fee).errors == ()


@pytest.mark.parametrize("fee", ["1E+999999", "1e5", "1E+99999999", "9" * 200_000, "NaN", "", " 5", "٣"])
def test_what_is_no_plain_figure_is_an_error_of_one_line(fee: str) -> None:
    (error,) = _judged(fee).errors
    assert error.code == "parameter-value"
    assert len(error.title) < 200
