"""What is open of observing, measuring and counting (O, D, T8)."""

from __future__ import annotations

from slalang.semantics.choices.choice import Choice

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
        ("resources as events name them", "resources that come and go, each with attributes"),
        ("no components", "the service is up or down as one"),
    ),
)
COMBINE = Choice(
    "combine",
    "D3",
    "commitment, throughout",
    "when a service is down that has components or resources",
    (
        ("down when any component is down", "one component that is down is enough"),
        ("down when all components are down", "as long as one is up, the service is up"),
        ("down when at least 2 components are down", "so many at the same time"),
        ("each component on its own", "every component has a verdict of its own"),
        ("down when any resource is down", "the same words hold for resources"),
        ("weighted by portal 60%, api 40%", "each component that is down counts for its share"),
        ('weighted by "share"', "each resource counts for what this attribute says of it"),
        ("weighted by degree", "each instant counts for the largest degree of its outages"),
    ),
)
OTHER_TIME = Choice(
    "other time",
    "D3",
    "commitment, throughout, where a service consists of resources",
    "what time is in which no resource is there, or the conditions do not hold",
    (
        ("other time leaves the period", "it is `outside`"),
        ("other time counts as up", "it is up time of the period"),
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
        ("watched by probes in slots of 5 minutes, down when all failed", "the checks of each slot"),
        ("watched by counts in slots of 5 minutes, down when at least 5% failed", "the error rate of each slot"),
        ("measured by good requests", "no time is measured, but good ones of all; or executions, or values"),
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
        ("watched by probes, 2 failed in a row from each location on its own", "every location has a verdict of its own"),
    ),
)
UNOBSERVED = Choice(
    "unobserved",
    "O5",
    "commitment, throughout, where probes or counts are looked at",
    "what time is of which no probe and no count says anything",
    (
        ("unobserved time counts as up", "what nobody saw was up"),
        ("unobserved time counts as down", "what nobody saw was down"),
        ("unobserved time stays unknown", "the verdict is `undetermined` where it matters"),
    ),
)
UNEVEN = Choice(
    "uneven",
    "D1",
    "commitment, throughout, where requests are counted",
    "what happens with counts that lie in more than one slot",
    (
        ("counts that fit no slot are an error", "the event is named"),
        ("counts that fit no slot are spread evenly", "each slot gets the part that it covers"),
    ),
)
EMPTY_SLOT = Choice(
    "empty slot",
    "D7",
    "commitment, throughout, with slots of counts",
    "what a slot is that was counted and had no request",
    (
        ("a slot without requests counts as up", "nothing failed in it"),
        ("a slot without requests counts as down", "nothing succeeded in it"),
        ("a slot without requests is left out", "it is not judged at all"),
    ),
)
EMPTY_MEASURE = Choice(
    "empty measure",
    "D7",
    "commitment, throughout, with `measured by`",
    "what a period is without any request, execution or value",
    (
        ("a period without any counts as up", "the verdict is `met`"),
        ("a period without any counts as down", "the verdict is `breached`"),
        ("a period without any is left out", "the verdict is `undetermined`"),
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
