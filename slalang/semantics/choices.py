"""The choices that an author makes, in one place: what is open, and with which phrases it is settled.

None of them has a silent default. The messages, the reference's table and its test read this.
"""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Choice:
    """Something that an agreement may leave open and that changes a verdict.

    `name` is its short name, `rule` the rule of the language, `where` the rules of a policy in which it is
    said, `question` what has to be settled, `options` pairs of a phrase and what it means.
    """

    name: str
    rule: str
    where: str
    question: str
    options: tuple[tuple[str, str], ...]


PARTIAL = Choice(
    "partial",
    "T8",
    "commitment, throughout",
    "how a period is judged that the subscription covers only in part",
    (
        ("of a period covered in part, only the covered part is judged", "the rest is outside"),
        ("of a period covered in part, the rest counts as up", "the whole period is judged"),
        ("of a period covered in part, nothing is judged", "the verdict is `not_applicable`"),
    ),
)
COMPONENTS = Choice(
    "components",
    "D3",
    "service",
    "of which components the service consists",
    (
        ("components portal, api", "these and no others"),
        ("components as events name them", "whatever components the events speak of"),
        ("no components", "the service is up or down as one"),
    ),
)
COMBINE = Choice(
    "combine",
    "D3",
    "commitment, throughout",
    "when a service is down that has components",
    (
        ("down when any component is down", "one component that is down is enough"),
        ("down when all components are down", "as long as one is up, the service is up"),
        ("down when at least 2 components are down", "so many at the same time"),
        ("each component on its own", "every component has a verdict of its own"),
    ),
)
WATCH = Choice(
    "watch",
    "O1",
    "commitment, throughout",
    "by what downtime is known",
    (
        ("watched by outages", "recorded outages; time without one is up"),
        ("watched by probes, 2 failed in a row from any location", "checks that succeed or fail"),
    ),
)
PROBES = Choice(
    "probes",
    "O2",
    "commitment, throughout",
    "how many failed probes in a row, seen from where, make an outage",
    (
        ("watched by probes, 2 failed in a row from any location", "one location is enough"),
        ("watched by probes, 2 failed in a row from all locations", "every location at the same time"),
        ("watched by probes, 2 failed in a row from at least 2 locations", "so many at the same time"),
    ),
)
UNOBSERVED = Choice(
    "unobserved",
    "O5",
    "commitment, throughout",
    "what time is for which no probe says anything",
    (
        ("unobserved time counts as up", "what nobody saw was up"),
        ("unobserved time counts as down", "what nobody saw was down"),
        ("unobserved time stays unknown", "the verdict is `undetermined` where it matters"),
    ),
)
BASIS = Choice(
    "basis",
    "D7",
    "commitment, throughout",
    "of what availability is a share",
    (
        ("measured over the whole period", "excluded time is up time of the period"),
        ("measured over the period less excluded time", "excluded time is left out of it"),
        ("measured over the hours of support_hours", "only time inside that calendar is judged"),
    ),
)
GRANULARITY = Choice(
    "granularity",
    "D6",
    "commitment, throughout",
    "how finely downtime is counted",
    (
        ("counted exactly", "to the microsecond"),
        ("counted in slots of 1 minute, only those wholly down", "a minute that is up in part is up"),
        ("counted in slots of 1 minute, any that is touched", "a minute that is down in part is down"),
        ("each run rounded up to 1 minute", "each run is lengthened to whole minutes"),
        ("each run rounded down to 1 minute", "each run is shortened to whole minutes"),
    ),
)
LONGER_RUNS = Choice(
    "longer runs",
    "D5",
    "commitment, throughout, with `runs shorter than`",
    "what counts of a run that is longer than those ignored",
    (
        ("runs shorter than 5 minutes ignored, longer ones count whole", "all of it"),
        ("runs shorter than 5 minutes ignored, longer ones count beyond it", "only what exceeds that length"),
    ),
)
BREACH = Choice(
    "consequence",
    "X3",
    "exclusion, with each condition",
    "what happens where the condition is not kept",
    (
        ("otherwise void", "no part of the window is forgiven"),
        ("otherwise the excess counts", "time within the limit is forgiven, the rest of the window counts"),
        ("otherwise the breach is noted", "the whole window is forgiven, and the verdict carries a finding"),
    ),
)
BREACH_OF_NOTICE = Choice(
    "consequence of notice",
    "X3",
    "exclusion, with a notice or an approval",
    "what happens where the notice or the approval is missing",
    (
        ("otherwise void", "no part of the window is forgiven"),
        ("otherwise the breach is noted", "the whole window is forgiven, and the verdict carries a finding"),
    ),
)
ROWS = Choice(
    "rows",
    "C2",
    "credit, throughout, where rows have limits",
    "whether a row applies where the target is met",
    (
        ("rows need a missed target", "a met period earns nothing"),
        ("rows stand alone", "a row applies wherever its limits hold"),
    ),
)
OVERLAP = Choice(
    "overlap",
    "C2",
    "credit, where rows overlap",
    "which row applies where several do",
    (
        ("where rows overlap, the first listed applies", "the order of the rows decides"),
        ("where rows overlap, the highest applies", "the row that earns most"),
    ),
)
ROUNDING = Choice(
    "rounding",
    "C4",
    "credit, throughout",
    "how a credit is rounded to the smallest unit of the currency",
    (
        ("money rounded half up", "to the nearest; a half goes up"),
        ("money rounded half even", "to the nearest; a half goes to the even digit"),
        ("money rounded half down", "to the nearest; a half goes down"),
        ("money rounded up", "always to the next higher"),
        ("money rounded down", "always to the next lower"),
    ),
)
GIVEN = Choice(
    "given",
    "C6",
    "credit",
    "how a credit comes to the customer",
    (
        ("given without a claim", "it is due when the period is over"),
        ("given on a claim within 30 days after the end of the period", "forfeited without one in time"),
        (
            "given on a claim by the end of the second calendar month after the one that holds it",
            "the deadline is the end of a later period",
        ),
        ("given at discretion", "the provider decides"),
    ),
)
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
FIRST_DAY = Choice(
    "first day",
    "S6",
    "credit, where a row accrues by the day",
    "whether the first day counts",
    (
        ("the first day counts", "the civil day that holds the deadline is one of them"),
        ("the first day does not count", "they begin with the day after it"),
    ),
)
LAST_DAY = Choice(
    "last day",
    "S6",
    "credit, where a row accrues by the day",
    "whether the last day counts",
    (
        ("the last day counts", "the civil day that holds the stop is one of them"),
        ("the last day does not count", "they end with the day before it"),
    ),
)
MOST = Choice(
    "most",
    "S6",
    "credit, where a row accrues",
    "how often it accrues at most",
    (
        ("accrues at most 30 times", "the first so many days or units of each run"),
        ("accrues without limit", "until the run stops"),
    ),
)
SEVERAL = Choice(
    "several",
    "S6",
    "credit, where a row accrues by the day",
    "what a day earns that several runs share",
    (
        ("several at once accrue once", "the one first due carries the day"),
        ("several at once accrue each on its own", "each of them earns it"),
    ),
)
RATE = Choice(
    "rate",
    "S6",
    "credit, where a row accrues by the day",
    "whose rate a day takes",
    (
        ("at the rate of each day", "the terms in force on the day itself"),
        ("at the rate of the period", "the terms in force when the credit's period starts"),
    ),
)
DEFAULT = Choice(
    "default",
    "P2",
    "parameter",
    "what holds for a customer whose contract does not say it",
    (
        ('default "monthly"', "this value"),
        ("no default", "what needs the parameter is `undetermined`, naming it"),
    ),
)
GOVERNS = Choice(
    "governs",
    "P6",
    "ambiguity",
    "which reading governs",
    (('reading literal governs because "..."', "the verdict follows it; the others stand beside"),),
)

CHOICES = (
    PARTIAL,
    COMPONENTS,
    COMBINE,
    WATCH,
    PROBES,
    UNOBSERVED,
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
    DEFAULT,
    GOVERNS,
)
"""Every choice, in the order in which a policy meets them."""


def listed(choice: Choice) -> str:
    """The possibilities in the words that the author can write."""
    ways = [f"`{phrase}` ({meaning})" for phrase, meaning in choice.options]
    return "write " + ways[0] if len(ways) == 1 else "write one of: " + "; ".join(ways)
