"""Every way to watch, measure, weigh and credit becomes the model that the engine reads (O1-O8, D1, D3, D7, C3, C5, C6, R1)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from counting import COUNTING
from sample import changed, compiled

from slalang.semantics.canonical import canonical_text
from slalang.semantics.clause_index import clause_index
from slalang.semantics.policy import (
    AffectedPart,
    Aged,
    AttributeIs,
    Bound,
    ByAttribute,
    ByDegree,
    ByShares,
    ByTicket,
    CapWords,
    ChargeBase,
    ClaimAnchor,
    CombineWords,
    Commitment,
    Comparison,
    Components,
    CountOf,
    CountTarget,
    CountWatch,
    Credit,
    DeadlineAfter,
    DownLonger,
    DowntimeScope,
    EachDowntime,
    Edge,
    Executions,
    Failing,
    FeeSlot,
    FlatAward,
    FromLocations,
    Given,
    Ground,
    InARow,
    Joining,
    Limit,
    MeanOfSlots,
    NoTarget,
    Notified,
    OnePeriod,
    ParameterIs,
    PartRule,
    Points,
    PointsGround,
    Policy,
    PreconditionRule,
    ProbeSlots,
    Requests,
    RollingMonths,
    Scale,
    ServiceDays,
    ShareOfBase,
    ShareOfCharges,
    ShareTarget,
    SlotFees,
    SourceRule,
    Sources,
    SpreadOver,
    Statistic,
    TimeBefore,
    Values,
    ValueTarget,
    WithinAny,
    WithinPeriods,
)
from slalang.syntax.ast import EmptyMeasureRule, EmptySlotRule, OtherTimeRule, UnevenRule, UnobservedRule
from slalang.syntax.parser import parse_policy
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.time.periods import CalendarPeriod, PeriodUnit
from slalang.values.instants import HOUR, MINUTE
from slalang.values.money import Money


def policy(text: str = COUNTING) -> Policy:
    made = compiled(text).compiled
    assert made is not None, compiled(text).diagnostics
    return made.policy


def commitment(name: str, text: str = COUNTING) -> Commitment:
    return next(one for one in policy(text).commitments if one.name == name)


def credit(name: str, text: str = COUNTING) -> Credit:
    return next(one for one in policy(text).credits if one.commitment == name)


def test_a_service_of_resources() -> None:
    assert {one.name: one.components for one in policy().services} == {
        "api": ("eu", "us"),
        "storage": Components.RESOURCES,
        "jobs": Components.NONE,
    }


def test_all_watches_of_one_commitment() -> None:
    made = commitment("uptime")
    assert made.measure is None
    assert made.outages is not None
    assert made.outages.sources == Sources(SourceRule.ONE, ("monitor",))
    assert made.probes is not None
    assert (made.probes.failures, made.probes.locations, made.probes.hold_us) == (3, 2, 10 * MINUTE)
    assert made.probes.sources == Sources(SourceRule.ANY, ("a", "b"))
    assert isinstance(made.probe_slots, ProbeSlots)
    assert (made.probe_slots.us, made.probe_slots.failing) == (MINUTE, Failing(Comparison.MORE_THAN, Fraction(1, 2), "50"))
    assert isinstance(made.counts, CountWatch)
    assert (made.counts.us, made.counts.classes, made.counts.least) == (5 * MINUTE, ("read", "write"), 100)
    assert made.counts.failing == Failing(Comparison.AT_LEAST, Fraction(1, 20), "5")
    assert made.counts.sources == Sources(SourceRule.FIRST, ("lb", "app"))
    assert made.counts.empty is EmptySlotRule.UP
    assert (made.unobserved, made.uneven) == (UnobservedRule.UNKNOWN, UnevenRule.SPREAD)
    assert made.explained is not None
    assert made.explained.written == "an excluded outage explains what lies inside it"
    assert made.warning == Limit(Bound.BELOW, Fraction(9995, 10000), Scale.SHARE, "99.95%")
    assert [name for name, _ in made.choices] == [
        "partial", "basis", "granularity", "combine", "unobserved", "uneven", "empty",
    ]  # fmt: skip


def test_all_failed_is_the_whole_share_and_no_least_traffic_is_none() -> None:
    text = changed("down when at least 5% failed\n    of at least 100 requests", "down when all failed", COUNTING)
    counts = commitment("uptime", text).counts
    assert counts is not None
    assert (counts.failing, counts.least) == (Failing(Comparison.AT_LEAST, Fraction(1), "100"), 0)


def test_every_location_may_be_judged_on_its_own_and_has_targets_of_its_own() -> None:
    text = changed("from at least 2 locations", "from each location on its own", COUNTING)
    text = changed("  available at least 99.9%;\n  warning", '  available at least 99.9% where "location" is "fra";\n'
                   "  no target otherwise;\n  warning", text)  # fmt: skip
    made = commitment("uptime", text)
    assert made.probes is not None
    assert made.probes.locations is FromLocations.EACH
    first, _ = made.targets
    assert first.guard == (AttributeIs("location", False, ("fra",)),)


def test_resources_with_filters_groups_and_conditions() -> None:
    made = commitment("regions")
    assert made.combine is CombineWords.ALL
    assert made.outages is not None
    assert made.outages.sources == Sources(SourceRule.ALL, ("a", "b"))
    which = made.resources
    assert which is not None
    assert which.only == (AttributeIs("kind", False, ("db",)), AttributeIs("tier", True, ("free",)))
    assert which.grouped_by == ("region", "zone")
    assert [one for one, _ in which.while_] == [
        SpreadOver(2, "rack"),
        Aged(CalendarLength(days=30)),
        AttributeIs("tier", False, ("gold",)),
    ]
    assert [cited.written for _, cited in which.while_][1] == "only while it is at least 30 days old"
    assert which.other is OtherTimeRule.LEAVES
    first, _ = made.targets
    assert first.guard == (AttributeIs("region", False, ("eu", "us")),)
    alone = commitment("databases")
    assert (alone.combine, alone.warning) == (
        CombineWords.EACH,
        Limit(Bound.AT_LEAST, Fraction(3 * HOUR), Scale.TIME, "3 hours"),
    )
    assert alone.resources is not None
    assert (alone.resources.only, alone.resources.other) == ((), OtherTimeRule.UP)
    assert dict(alone.choices)["other time"].written == "other time counts as up"


def test_weights() -> None:
    assert commitment("uptime").combine == ByShares((("eu", Fraction(3, 5)), ("us", Fraction(2, 5))))
    assert commitment("capacity").combine == ByAttribute("share")
    text = changed("weighted by eu 60%, us 40%", "weighted by degree", COUNTING)
    assert commitment("uptime", text).combine == ByDegree()
    extra = "commitment whole of jobs: available at least 99%; per day; watched by outages; weighted by degree."
    assert commitment("whole", COUNTING + extra).combine == ByDegree()
    assert commitment("whole", COUNTING + extra.replace("; weighted by degree", "")).combine is None


def test_measures_and_their_targets() -> None:
    done = commitment("jobs_done")
    assert done.measure is not None
    assert done.measure.of == Executions(("fast", "slow"))
    assert done.measure.scores == (("slow", Fraction(1, 2)),)
    assert done.measure.empty is EmptyMeasureRule.LEFT_OUT
    assert done.measure.sources == Sources(SourceRule.ONE, ("m",))
    assert (done.outages, done.unobserved, done.uneven, done.granularity) == (None, None, None, None)
    (share,) = done.targets
    assert isinstance(share, ShareTarget)
    assert (share.comparison, share.share) == (Comparison.MORE_THAN, Fraction(99, 100))
    failures = commitment("failures")
    assert failures.measure is not None
    assert failures.measure.of == Requests(None)
    (bad,) = failures.targets
    assert isinstance(bad, CountTarget)
    assert (bad.comparison, bad.number, bad.of) == (Comparison.AT_MOST, 10, CountOf.BAD)
    assert failures.warning == Limit(Bound.ABOVE, Fraction(5), Scale.NUMBER, "5")
    (often,) = commitment("capacity").targets
    assert isinstance(often, CountTarget)
    assert (often.comparison, often.number, often.of) == (Comparison.LESS_THAN, 3, CountOf.OUTAGES)
    success = commitment("success")
    assert success.measure is not None
    assert success.measure.of == MeanOfSlots(10 * MINUTE, ("read",), EmptySlotRule.LEFT_OUT)
    assert (success.unobserved, success.uneven) == (UnobservedRule.UP, UnevenRule.ERROR)
    assert success.rounding is not None
    assert [name for name, _ in success.choices] == ["partial", "uneven", "empty slot", "unobserved", "empty"]
    latency = commitment("latency")
    assert latency.measure is not None
    assert latency.measure.of == Values("latency", Fraction(999, 1000), "99.9th percentile")
    (value,) = latency.targets
    assert isinstance(value, ValueTarget)
    assert (value.comparison, value.value, value.digits) == (Comparison.AT_MOST, Fraction(200), "200")


@pytest.mark.parametrize(
    ("written", "statistic", "words"),
    [
        ('the mean of "loss"', Statistic.MEAN, "mean"),
        ('the worst of "loss"', Statistic.WORST, "worst"),
        ('the 100th percentile of "loss"', Fraction(1), "100th percentile"),
        ('the 1st percentile of "loss"', Fraction(1, 100), "1st percentile"),
    ],
)
def test_statistics_of_values(written: str, statistic: Statistic | Fraction, words: str) -> None:
    made = commitment("latency", changed('the 99.9th percentile of "latency"', written, COUNTING))
    assert made.measure is not None
    assert made.measure.of == Values("loss", statistic, words)


def test_what_a_commitment_measures_goes_before_what_is_watched_throughout_and_the_other_way_round() -> None:
    text = COUNTING + "commitment extra of jobs: no target; per day; a period without any counts as up{}."
    watched = "throughout: watched by outages."
    assert commitment("failures", COUNTING + watched).outages is None
    made = commitment("extra", text.format("") + "throughout: measured by good executions.")
    assert made.measure is not None
    assert made.targets == (NoTarget((), made.targets[0].cited),)
    assert commitment("databases", COUNTING + "throughout: measured by good executions.").measure is None


def test_credits_by_time() -> None:
    made = credit("uptime")
    by_time, by_hour, by_days, by_run = made.rows
    assert by_time.accrual == EachDowntime(30 * MINUTE, PartRule.BEGUN, DowntimeScope.PERIOD, 10 * MINUTE)
    assert by_hour.award == SlotFees(Fraction(2), FeeSlot.HOUR, Comparison.MORE_THAN, 15 * MINUTE)
    assert by_days.award == ServiceDays(3)
    assert (by_run.award, by_run.accrual) == (
        FlatAward(Money(Fraction(10), "EUR")),
        EachDowntime(HOUR, PartRule.COMPLETED, DowntimeScope.RUN, 0),
    )
    assert made.day_over == 30
    assert made.base == ChargeBase(CalendarPeriod(PeriodUnit.QUARTER, policy().zone), ("recurring",), (), AffectedPart.PART)
    year = ChargeBase(TimeBefore(CalendarLength(months=12), Edge.ENDS), None, (), None)
    assert [cap.at for cap in made.caps] == [ServiceDays(15), ShareOfCharges(Fraction(1, 4), "25", year)]
    assert made.used_downtime is not None
    assert made.accruing is None
    assert isinstance(credit("regions").base, ChargeBase)
    assert credit("regions").base == ChargeBase(None, None, (), "region")
    assert credit("regions").rows[0].guard == (AttributeIs("zone", False, ("a",)),)


def test_claims_in_steps_and_preconditions() -> None:
    made = credit("uptime")
    assert made.given is Given.ON_CLAIM
    assert [one.deadline for one in made.claims] == [None]
    report, notice, claim = made.steps
    assert (report.name, report.taken_by, report.deadline) == (
        "report", ByTicket.OPENED, DeadlineAfter(ExactLength(24 * HOUR), "aware"),
    )  # fmt: skip
    assert (notice.taken_by, notice.deadline) == ("told", DeadlineAfter(CalendarLength(days=3), ClaimAnchor.LAST_INCIDENT))
    assert (claim.taken_by, claim.includes) == (None, ("logs",))
    (barred,) = made.preconditions
    assert (barred.broken_by, barred.mended_by, barred.rule) == ("overdue", "paid up", PreconditionRule.AT_CLAIM)
    assert credit("regions").preconditions[0].rule is PreconditionRule.SUSPENDED


def test_claims_in_steps_for_some_customers_only() -> None:
    text = changed(
        "given on a claim in steps;",
        'given on a claim within 3 days after the end of the period where plan is "basic"; given on a claim in steps;',
        COUNTING,
    )
    first, second = credit("uptime", text + "parameter plan: a word; no default.").claims
    assert first.guard == (ParameterIs("plan", False, "basic"),)
    assert (first.deadline is None, second.deadline is None) == (False, True)


def test_points_have_no_money_and_the_target_may_be_any_limit() -> None:
    made = credit("databases")
    first, second = made.rows
    assert first.limits == (
        Limit(Bound.ABOVE, None, Scale.TIME, "the target"),
        Limit(Bound.AT_MOST, Fraction(8 * HOUR), Scale.TIME, "8 hours"),
    )
    assert (first.award, second.award) == (Points(3), Points(5))
    assert (made.repeat, made.base, made.caps) == (Fraction(2), None, ())
    text = changed("above 200 and at most 400", "above the target and at most 400", COUNTING)
    limits = credit("latency", text).rows[0].limits
    assert limits is not None
    assert limits[0] == Limit(Bound.ABOVE, None, Scale.NUMBER, "the target")


def test_points_need_no_rounding_at_all() -> None:
    text = changed(";\n  money rounded half up", "", COUNTING)
    missing = [d.clause for d in compiled(text).diagnostics if d.code == "choice-missing"]
    assert "credit for databases" not in missing
    assert "credit for uptime" in missing
    assert "joint penalty" in missing


def test_joint_rules() -> None:
    penalty, limit = policy().joints
    assert penalty.commitments == ("databases", "capacity", "respond")
    assert (penalty.joining, penalty.point) == (Joining.SUM, Money(Fraction(10), "EUR"))
    zone = policy().zone
    assert penalty.period == CalendarPeriod(PeriodUnit.MONTH, zone)
    assert [(cap.at, cap.within) for cap in penalty.caps] == [
        (Money(Fraction(1000), "EUR"), WithinPeriods(CalendarPeriod(PeriodUnit.YEAR, zone))),
        (ShareOfBase(Fraction(1, 10), "10"), WithinAny(CalendarLength(months=12))),
        (Money(Fraction(5000), "EUR"), CapWords.SUBSCRIPTION),
        (Money(Fraction(900), "EUR"), CapWords.EACH),
    ]
    assert penalty.least_payable is not None
    assert (limit.commitments, limit.joining, limit.point, limit.base) == (("failures",), Joining.SUM, None, None)
    text = changed("  the credits add up;", "  the highest credit is taken;", COUNTING)
    assert policy(text).joints[0].joining is Joining.HIGHEST


def test_grounds_of_a_right() -> None:
    (made,) = policy().rights
    row, below, down, runs, points, year = made.grounds
    assert isinstance(row, Ground)
    assert (row.promise, row.miss, row.misses, row.among) == ("uptime", None, 3, InARow.CONSECUTIVE)
    assert row.notified == Notified("notice", CalendarLength(days=10))
    assert isinstance(below, Ground)
    assert below.miss == (Limit(Bound.BELOW, Fraction(95, 100), Scale.SHARE, "95%"),)
    assert (below.misses, below.among, below.window) == (2, 6, RollingMonths(CalendarLength(months=12)))
    assert isinstance(down, Ground)
    assert (down.miss, down.misses, down.among) == (DownLonger(Comparison.MORE_THAN, 24 * HOUR), 1, InARow.COUNTED)
    assert isinstance(runs, Ground)
    assert (runs.promise, runs.among) == ("respond", InARow.COUNTED)
    assert runs.window == OnePeriod(CalendarPeriod(PeriodUnit.QUARTER, policy().zone))
    assert isinstance(points, PointsGround)
    assert (points.credit, points.points) == ("penalty", 20)
    assert isinstance(year, PointsGround)
    assert year.credit == "capacity"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a probe speaks for 10 minutes", "a probe speaks for 11 minutes"),
        ("down when more than 50% failed", "down when at least 50% failed"),
        ("scores 0.5", "scores 0.25"),
        ('as first reported by any of "lb", "app"', 'as reported by any of "lb", "app"'),
        ("  an excluded outage explains what lies inside it;\n", ""),
        ("down when all resources are down", "down when any resource is down"),
        ("the 99.9th percentile", "the 99th percentile"),
        ("the first 10 minutes", "the first 11 minutes"),
        ("is the base over 30", "is the base over 31"),
        ("each point is worth EUR 10", "each point is worth EUR 11"),
        ("EUR 1000 per calendar year", "EUR 1000 per calendar quarter"),
        ("within 10 days after it ends", "within 11 days after it ends"),
        ("tested at the claim", "suspended meanwhile"),
        ("multiplies the points by 2", "multiplies the points by 3"),
    ],
)
def test_everything_stands_in_the_canonical_text_and_its_hash(old: str, new: str) -> None:
    one, other = compiled(COUNTING).compiled, compiled(changed(old, new, COUNTING)).compiled
    assert one is not None
    assert other is not None
    assert canonical_text(one.policy) != canonical_text(other.policy)
    assert one.sha256 != other.sha256


def test_a_joint_rule_and_its_phrases_stand_in_the_index_of_clauses() -> None:
    text = changed("joint limit of failures: capped at EUR 100 per calendar year.",
                   "joint limit of failures (clause 4): capped at EUR 100 per calendar year (clause 5).", COUNTING)  # fmt: skip
    tree = parse_policy(text).tree
    assert tree is not None
    entries = {entry.clause: entry.encodings for entry in clause_index(tree).unlisted}
    assert [(one.rule, one.phrase) for one in entries["4"]] == [("joint limit", None)]
    assert [(one.rule, one.phrase) for one in entries["5"]] == [("joint limit", "capped at EUR 100 per calendar year")]


def test_a_joint_rule_may_stand_under_a_reading() -> None:
    readings = 'ambiguity cap: reading capped governs because "a"; reading open because "b".'
    text = changed("joint limit of failures:", "joint limit of failures under reading capped:", COUNTING + readings)
    made = compiled(text).compiled
    assert made is not None, compiled(text).diagnostics
    assert [len(variant.policy.joints) for variant in made.readings] == [2, 1]
