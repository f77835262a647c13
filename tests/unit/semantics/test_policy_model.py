"""A complete policy becomes the model that the engine reads: names resolved, lengths typed, choices made."""

from __future__ import annotations

from fractions import Fraction

from sample import COMPLETE, changed, compiled

from slalang.semantics.policy import (
    AllowedTime,
    Approved,
    BasisWords,
    ChargeBase,
    Cited,
    ClaimAnchor,
    CombineWords,
    DeadlineAfter,
    DeadlineCycle,
    FlatAward,
    Given,
    Ground,
    InARow,
    Limit,
    Longest,
    MaintenanceWindows,
    MostWindows,
    Notice,
    OutageWatch,
    ParameterAward,
    ParameterIs,
    PercentAward,
    PercentValue,
    Policy,
    ProbeWatch,
    RollingMonths,
    RollingSpan,
    Scale,
    Service,
    ShareOfBase,
    ShareRounding,
    ShareTarget,
    ShortestRun,
    Total,
)
from slalang.syntax.ast import (
    Bound,
    Comparison,
    Consequence,
    Lifted,
    LongerRule,
    ParameterType,
    PartialRule,
    UnobservedRule,
)
from slalang.time.calendars import BusinessCalendar, CombinedCalendar
from slalang.time.lengths import BusinessDays, CalendarLength
from slalang.time.periods import Anchor, BillingCycle, CalendarPeriod, PeriodUnit, Rolling
from slalang.time.schedules import Schedule
from slalang.time.zones import load_zone
from slalang.values.instants import HOUR, MINUTE, parse_instant
from slalang.values.money import Money, Rounding

LONDON = load_zone("Europe/London")
MONTH = CalendarPeriod(PeriodUnit.MONTH, LONDON)


def policy(text: str = COMPLETE) -> Policy:
    done = compiled(text)
    assert done.compiled is not None, done.diagnostics
    return done.compiled.policy


def test_the_document() -> None:
    made = policy()
    assert (made.title, made.version, made.provider, made.customer) == ("Hosting", "2", "Example Ltd", "Any")
    assert (made.zone, made.currency) == (LONDON, "GBP")
    assert made.in_force_at == parse_instant("2025-01-01T00:00:00Z")
    assert made.until_at == parse_instant("2027-01-01T00:00:00Z")
    assert made.clauses == ("1", "2", "3", "4", "5", "6")
    assert made.prose == ((("6",), "nothing to decide"),)
    assert made.causes == ("customer", "customer.network", "customer.equipment", "third_party")
    assert [(p.name, p.type, p.default) for p in made.parameters] == [
        ("plan", ParameterType.WORD, "basic"),
        ("penalty", ParameterType.PERCENTAGE, None),
        ("fee", ParameterType.AMOUNT, Money(Fraction(100), "GBP")),
    ]
    assert made.holidays_version
    assert policy(changed('  closed on the holidays of "GB-ENG";\n', "")).holidays_version is None


def test_the_commitment() -> None:
    (made,) = policy().commitments
    assert made.service == Service("platform", ("portal", "api"))
    premium, other = made.targets
    assert premium == ShareTarget(
        Comparison.AT_LEAST,
        Fraction(9995, 10000),
        "99.95",
        (ParameterIs("plan", False, "enterprise"),),
        Cited(("2",), None, 'available at least 99.95% where plan is "enterprise"'),
    )
    assert isinstance(other, ShareTarget)
    assert other.guard == ()
    assert made.warning == Limit(Bound.BELOW, Fraction(9999, 10000), Scale.SHARE, "99.99%")
    assert made.period == MONTH
    assert made.judged_over is None
    assert isinstance(made.outages, OutageWatch)
    assert (made.outages.severities, made.outages.least_degree) == (("P1", None), Fraction(1, 2))
    assert isinstance(made.probes, ProbeWatch)
    assert (made.probes.failures, made.probes.locations) == (2, 2)
    assert made.unobserved is UnobservedRule.UNKNOWN
    assert made.combine is CombineWords.ANY
    assert made.partial is PartialRule.REST_IS_UP
    assert made.basis is BasisWords.WHOLE
    assert made.granularity is None
    assert isinstance(made.shortest_run, ShortestRun)
    assert (made.shortest_run.us, made.shortest_run.longer) == (5 * MINUTE, LongerRule.WHOLE)
    assert made.rounding == ShareRounding(3, Rounding.HALF_UP)


def test_what_a_phrase_rests_on() -> None:
    choices = dict(policy().commitments[0].choices)
    assert list(choices) == ["partial", "basis", "granularity", "combine", "unobserved"]
    assert choices["basis"].clauses == ("3",)
    assert choices["combine"].clauses == ("2",), "a phrase without a clause of its own rests on its rule's"
    assert choices["granularity"] == Cited((), "no rounding is named", "counted exactly")


def test_exclusions() -> None:
    others, planned = policy().exclusions
    assert others.windows is None
    assert others.outages[0].causes == ("customer.network", "third_party")
    assert planned.windows == MaintenanceWindows(("scheduled",))
    assert planned.excludes
    assert planned.lifted == (Lifted.NOTICE, Lifted.HOURS)
    notice, allowed, longest, most, total, approved = planned.conditions
    assert isinstance(notice.limitation, Notice)
    assert isinstance(notice.limitation.length, BusinessDays)
    assert notice.limitation.length.days == 3
    assert notice.limitation.length.calendar.name == "weekdays"
    assert isinstance(allowed.limitation, AllowedTime)
    assert isinstance(allowed.limitation.inside, Schedule)
    assert longest.limitation == Longest(4 * HOUR)
    assert most.limitation == MostWindows(2, RollingSpan(CalendarLength(days=30), LONDON))
    assert total.limitation == Total(8 * HOUR, CalendarPeriod(PeriodUnit.QUARTER, LONDON))
    assert approved.limitation == Approved()
    void, excess, noted = Consequence.VOID, Consequence.EXCESS, Consequence.COVENANT
    assert [c.consequence for c in planned.conditions] == [void, excess, excess, noted, excess, void]


def test_a_closed_day_can_be_opened() -> None:
    christmas, boxing = (parse_instant(f"2025-12-{day}T00:00:00Z") for day in (25, 26))
    made = policy(changed("  closed on 2025-12-24.", "  closed on 2025-12-24;\n  open on 2025-12-26."))
    weekdays = made.calendar("weekdays")
    assert isinstance(weekdays, BusinessCalendar)
    assert weekdays.intervals(christmas, christmas + 24 * HOUR) == ()
    assert [end - start for start, end in weekdays.intervals(boxing, boxing + 24 * HOUR)] == [3 * HOUR, 4 * HOUR]


def test_calendars_combine_and_hold_their_holidays() -> None:
    made = policy(changed("3 business days of weekdays", "3 business days of all_hours"))
    notice = made.exclusions[1].conditions[0].limitation
    assert isinstance(notice, Notice)
    assert isinstance(notice.length, BusinessDays)
    both = notice.length.calendar
    assert isinstance(both, CombinedCalendar)
    assert (both.operation, [part.name for part in both.parts]) == ("union", ["weekdays", "saturdays"])
    day = parse_instant("2025-12-24T00:00:00Z")
    assert both.intervals(day, day + 24 * HOUR) == ()
    monday = parse_instant("2025-03-03T00:00:00Z")
    open_time = both.intervals(monday, monday + 24 * HOUR)
    assert open_time == ((monday + 9 * HOUR, monday + 12 * HOUR), (monday + 13 * HOUR, monday + 17 * HOUR))


def test_the_credit() -> None:
    (made,) = policy().credits
    first, second = made.rows
    assert first.limits == (
        Limit(Bound.BELOW, None, Scale.SHARE, "the target"),
        Limit(Bound.AT_LEAST, Fraction(99, 100), Scale.SHARE, "99%"),
    )
    assert first.award == PercentAward(PercentValue("5"))
    assert second.award == ParameterAward("penalty")
    assert made.rows_need_miss
    assert made.base == ChargeBase(None, ("recurring",), (), None)
    assert made.rounding is Rounding.HALF_UP
    assert [c.at for c in made.caps] == [ShareOfBase(Fraction(1, 2), "50"), Money(Fraction(1000), "GBP")]
    assert [f.at for f in made.floors] == [Money(Fraction(1), "GBP")]
    assert made.least_payable is not None
    assert (made.least_payable.money, made.least_payable.above) == (Money(Fraction(1, 2), "GBP"), True)
    assert made.given is Given.ON_CLAIM
    assert [c.deadline for c in made.claims] == [
        DeadlineAfter(CalendarLength(days=30), ClaimAnchor.PERIOD_END),
        DeadlineCycle(2, MONTH),
    ]
    assert made.claim_includes == ("dates", "account")


def test_the_right() -> None:
    (made,) = policy().rights
    assert [(g.promise, g.misses, g.among, g.window) for g in made.grounds if isinstance(g, Ground)] == [
        ("uptime", 3, InARow.CONSECUTIVE, None),
        ("uptime", 4, 12, RollingMonths(CalendarLength(months=12))),
    ]
    assert (made.notice, made.refund, made.use_within, made.exercised_by) == (
        CalendarLength(days=30),
        True,
        CalendarLength(days=60),
        "notice_given",
    )


def test_periods() -> None:
    def per(words: str) -> object:
        return policy(changed("per calendar month;", f"per {words};")).commitments[0].period

    assert per("clock hour in UTC") == CalendarPeriod(PeriodUnit.HOUR, load_zone("UTC"))
    assert per("fiscal quarter from February") == CalendarPeriod(PeriodUnit.QUARTER, LONDON, 2)
    assert per("billing cycle of 1 year from the last") == BillingCycle(12, 31, LONDON)
    assert per("billing cycle of 3 months") == BillingCycle(3, None, LONDON)
    last_of_march, first_of_april = 20178, 20179
    ending = Rolling(12, 0, CalendarLength(months=1), Anchor.END, LONDON, last_of_march)
    assert per("rolling 12 months every 1 month ending 2025-03-31") == ending
    starting = Rolling(0, 7, CalendarLength(days=1), Anchor.START, LONDON, first_of_april)
    assert per("rolling 1 week every 1 day starting 2025-04-01") == starting


def test_a_period_is_judged_over_one_that_holds_it() -> None:
    made = policy(
        changed("per calendar month;", "per calendar month; judged over the fiscal quarter from March that holds it;")
    )
    assert made.commitments[0].judged_over == CalendarPeriod(PeriodUnit.QUARTER, LONDON, 3)


def test_without_sums_a_policy_needs_no_currency() -> None:
    text = COMPLETE
    for sum_ in ("  currency GBP;\n", "default GBP 100", "  capped at GBP 1,000;\n", "  never less than GBP 1;\n",
                 "  owed only above GBP 0.50;\n"):  # fmt: skip
        text = changed(sum_, "no default" if sum_.startswith("default") else "", text)
    assert policy(text).currency is None


def test_a_row_may_earn_a_sum() -> None:
    made = policy(changed("below 99% earns penalty", "below 99% earns GBP 25.50"))
    assert made.credits[0].rows[1].award == FlatAward(Money(Fraction("25.5"), "GBP"))
