"""The places of the seeded faults are where the list says that they are, so that none is passed over in silence."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.oracle.faults import FAULTS, ROOT, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_place_of_a_fault_is_there_once(fault: Fault) -> None:
    source = (ROOT / "slalang" / fault.file).read_text(encoding="utf-8")
    assert source.count(fault.right) == 1
    assert fault.wrong != fault.right


def test_every_fault_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(f.name for f in FAULTS).items() if times > 1] == []
