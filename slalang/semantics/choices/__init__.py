"""The choices that an author makes, in one place: what is open, and with which phrases it is settled.

None of them has a silent default. The messages, the reference's table and its test read this.
"""

from __future__ import annotations

from slalang.semantics.choices.choice import Choice as Choice
from slalang.semantics.choices.choice import listed as listed
from slalang.semantics.choices.document import BREACH as BREACH
from slalang.semantics.choices.document import BREACH_OF_NOTICE as BREACH_OF_NOTICE
from slalang.semantics.choices.document import DEFAULT as DEFAULT
from slalang.semantics.choices.document import GOVERNS as GOVERNS
from slalang.semantics.choices.measuring import BASIS as BASIS
from slalang.semantics.choices.measuring import COMBINE as COMBINE
from slalang.semantics.choices.measuring import COMPONENTS as COMPONENTS
from slalang.semantics.choices.measuring import EMPTY_MEASURE as EMPTY_MEASURE
from slalang.semantics.choices.measuring import EMPTY_SLOT as EMPTY_SLOT
from slalang.semantics.choices.measuring import GRANULARITY as GRANULARITY
from slalang.semantics.choices.measuring import LONGER_RUNS as LONGER_RUNS
from slalang.semantics.choices.measuring import OTHER_TIME as OTHER_TIME
from slalang.semantics.choices.measuring import PARTIAL as PARTIAL
from slalang.semantics.choices.measuring import PROBES as PROBES
from slalang.semantics.choices.measuring import UNEVEN as UNEVEN
from slalang.semantics.choices.measuring import UNOBSERVED as UNOBSERVED
from slalang.semantics.choices.measuring import WATCH as WATCH
from slalang.semantics.choices.money import FIRST_DAY as FIRST_DAY
from slalang.semantics.choices.money import GIVEN as GIVEN
from slalang.semantics.choices.money import JOINING as JOINING
from slalang.semantics.choices.money import LAST_DAY as LAST_DAY
from slalang.semantics.choices.money import MOST as MOST
from slalang.semantics.choices.money import OVERLAP as OVERLAP
from slalang.semantics.choices.money import PRECONDITION as PRECONDITION
from slalang.semantics.choices.money import RATE as RATE
from slalang.semantics.choices.money import ROUNDING as ROUNDING
from slalang.semantics.choices.money import ROWS as ROWS
from slalang.semantics.choices.money import SEVERAL as SEVERAL
from slalang.semantics.choices.support import AUTOMATIC_REPLY as AUTOMATIC_REPLY
from slalang.semantics.choices.support import BELONGING as BELONGING
from slalang.semantics.choices.support import EMPTY as EMPTY
from slalang.semantics.choices.support import LATER_STAGE as LATER_STAGE
from slalang.semantics.choices.support import PAUSES as PAUSES
from slalang.semantics.choices.support import REOPENING as REOPENING
from slalang.semantics.choices.support import SEVERITY as SEVERITY

CHOICES = (
    PARTIAL,
    COMPONENTS,
    COMBINE,
    OTHER_TIME,
    WATCH,
    PROBES,
    UNOBSERVED,
    UNEVEN,
    EMPTY_SLOT,
    EMPTY_MEASURE,
    BASIS,
    GRANULARITY,
    LONGER_RUNS,
    BREACH,
    BREACH_OF_NOTICE,
    ROWS,
    OVERLAP,
    ROUNDING,
    SEVERITY,
    REOPENING,
    PAUSES,
    AUTOMATIC_REPLY,
    LATER_STAGE,
    BELONGING,
    EMPTY,
    FIRST_DAY,
    LAST_DAY,
    MOST,
    SEVERAL,
    RATE,
    GIVEN,
    PRECONDITION,
    JOINING,
    DEFAULT,
    GOVERNS,
)
"""Every choice, in the order in which a policy meets them."""
