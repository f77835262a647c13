"""What is open of clocks, duties and shares (S)."""

from __future__ import annotations

from slalang.semantics.choices.choice import Choice

SEVERITY = Choice(
    "severity",
    "S2",
    "clock, throughout, where a target asks for the severity",
    "what a change of severity does to a running clock",
    (
        ("a change of severity restarts the clock", "the run begins at the change, with the new target"),
        ("a change of severity keeps the start and takes the new target", "time that has passed counts towards it"),
        ("a change of severity changes nothing", "the first severity keeps its target"),
    ),
    code="clock-without-reclassification",
)
REOPENING = Choice(
    "reopening",
    "S2",
    "clock, throughout",
    "what reopening a ticket does to a clock that has stopped",
    (
        ("reopening continues the clock", "the stop before it is withdrawn"),
        ("reopening begins a run of its own", "the earlier run stays stopped"),
        ("reopening changes nothing", "the stop stands"),
    ),
)
PAUSES = Choice(
    "pauses",
    "S2",
    "clock, throughout",
    "what pauses the clock",
    (
        ('pauses from "paused" to "resumed", which moves the deadline', "an accrual past it goes on"),
        ('pauses from "paused" to "resumed", which stops the accrual', "the deadline stands"),
        ('pauses from "paused" to "resumed", which moves the deadline and stops the accrual', "both"),
        ("never pauses", "nothing does"),
    ),
)
AUTOMATIC_REPLY = Choice(
    "automatic reply",
    "S2",
    "clock, throughout, where an acknowledgement, a response or an update stops it",
    "whether an automatic reply counts",
    (
        ("an automatic reply counts", "it stops the clock as a person's does"),
        ("an automatic reply does not count", "only a person's does"),
    ),
)
LATER_STAGE = Choice(
    "later stage",
    "S2",
    "clock, throughout, where a stage stands after that which stops it",
    "whether a later stage of the ticket stops it",
    (
        ("a later stage stops it too", "a ticket that is resolved was responded to"),
        ("a later stage does not stop it", "only what the clock runs to stops it"),
    ),
)
BELONGING = Choice(
    "belonging",
    "S6",
    "clock, duty, where a credit or a share counts it",
    "to which period it belongs",
    (
        ("belongs to the period in which it starts", "that of its start"),
        ("belongs to the period in which it is due", "that of its deadline"),
        ("belongs to the period in which it stops", "that of its stop"),
    ),
)
EMPTY = Choice(
    "empty",
    "S5",
    "share",
    "what a period is in which there was nothing to keep",
    (
        ("a period without any counts as kept", "the verdict is `met`"),
        ("a period without any counts as missed", "the verdict is `breached`"),
        ("a period without any is not judged", "the verdict is `not_applicable`"),
    ),
)
