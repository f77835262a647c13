"""What is open of credits: rows, rounding, accruals, claims, what several come to (C, S6)."""

from __future__ import annotations

from slalang.semantics.choices.choice import Choice

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
    "bracket-overlap",
)
ROUNDING = Choice(
    "rounding",
    "C4",
    "credit, joint, throughout",
    "how a credit is rounded to the smallest unit of the currency",
    (
        ("money rounded half up", "to the nearest; a half goes up"),
        ("money rounded half even", "to the nearest; a half goes to the even digit"),
        ("money rounded half down", "to the nearest; a half goes down"),
        ("money rounded up", "always to the next higher"),
        ("money rounded down", "always to the next lower"),
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
        ("given on a claim in steps", "each `step` has a deadline of its own"),
        ("given at discretion", "the provider decides"),
    ),
)
PRECONDITION = Choice(
    "precondition",
    "C6",
    "credit, with `barred by`",
    "when a precondition is tested",
    (
        ('barred by the fact "overdue" until the fact "paid", tested at the claim', "a claim while it is broken is refused"),
        ('barred by the fact "overdue" until the fact "paid", suspended meanwhile', "the credit waits until it is mended"),
    ),
)
JOINING = Choice(
    "joining",
    "C5",
    "joint, of more than one commitment",
    "how the credits come together",
    (
        ("the credits add up", "their sum is owed"),
        ("the highest credit is taken", "they are alternatives: the others are not owed"),
    ),
)
