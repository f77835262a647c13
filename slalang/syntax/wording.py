"""How each part of a policy is spelled: a phrase, a length, a period, on one line, without its full stop.

What stands around them (rules, line breaks, indentation) is the formatter's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias, assert_never, cast

from slalang.syntax import ast
from slalang.syntax.words import MONTHS, WEEKDAYS, is_clause_ref
from slalang.values.instants import HOUR, MINUTE, SECOND, format_instant

_MeasuringBody: TypeAlias = (
    ast.WatchOutages | ast.WatchProbes | ast.Unobserved | ast.CombineAny | ast.CombineAll
    | ast.CombineSome | ast.CombineEach | ast.PartialPeriod | ast.Basis | ast.ExactGranularity
    | ast.SlotGranularity | ast.RunGranularity | ast.ShortestRun | ast.AvailabilityRounding
)  # fmt: skip
_CommitmentBody: TypeAlias = (
    ast.AvailabilityTarget | ast.DowntimeTarget | ast.NoTarget | ast.Warning | ast.CommitmentPeriod
    | ast.JudgedOver
)  # fmt: skip
_DocumentBody: TypeAlias = (
    ast.Provider | ast.Customer | ast.Source | ast.Zone | ast.Currency | ast.InForce | ast.Clauses
    | ast.Components | ast.AnyComponent | ast.NoComponents
)  # fmt: skip
_CalendarBody: TypeAlias = (
    ast.OpenHours | ast.ClosedHolidays | ast.ClosedDates | ast.OpenDates | ast.WheneverAny
    | ast.WheneverAll | ast.WheneverWithout
)  # fmt: skip
_ExclusionBody: TypeAlias = (
    ast.OutagesExcluded | ast.MaintenanceExcluded | ast.RecurringExcluded | ast.OnlyComponents
    | ast.OnlyCausedBy | ast.NothingExcluded | ast.Notice | ast.AllowedHours | ast.AllowedCalendar
    | ast.Longest | ast.MostWindows | ast.Total | ast.Approval | ast.ApprovalLifts
)  # fmt: skip
_CreditBody: TypeAlias = (
    ast.CreditRow | ast.RowsNeedMiss | ast.RowsStandAlone | ast.OverlapRule | ast.Base
    | ast.MoneyRounding | ast.Cap | ast.Floor | ast.LeastPayableFrom | ast.LeastPayableAbove
    | ast.GivenAutomatically | ast.GivenAtDiscretion | ast.GivenOnClaim | ast.ClaimIncludes
)  # fmt: skip
_RightBody: TypeAlias = (
    ast.ConsecutiveMisses | ast.MissesAmong | ast.NoticePeriod | ast.Refund | ast.UseWithin
    | ast.ExercisedBy
)  # fmt: skip
_ScenarioBody: TypeAlias = ast.GivenEvent | ast.AsOf | ast.Expect
_Body: TypeAlias = (
    _MeasuringBody | _CommitmentBody | _DocumentBody | _CalendarBody | _ExclusionBody | _CreditBody
    | _RightBody | _ScenarioBody
)  # fmt: skip


def phrase(part: ast.Phrase) -> str:
    """A phrase with what it carries."""
    return body(part.body) + qualifiers(part.qualifiers)


def body(node: ast.Node) -> str:
    """The words of a phrase's body, whichever rule it stands in."""
    part = cast(_Body, node)
    if isinstance(part, _MeasuringBody):
        return _measuring(part)
    if isinstance(part, _CommitmentBody):
        return _commitment(part)
    if isinstance(part, _DocumentBody):
        return _document(part)
    if isinstance(part, _CalendarBody):
        return _calendar(part)
    if isinstance(part, _ExclusionBody):
        return _exclusion(part)
    if isinstance(part, _CreditBody):
        return _credit(part)
    if isinstance(part, _RightBody):
        return _right(part)
    if isinstance(part, _ScenarioBody):
        return _scenario(part)
    assert_never(part)


def qualifiers(carried: ast.Qualifiers) -> str:
    """The reason, the reading and the clauses, each with a blank before it; nothing where there are none."""
    because = f" because {text(carried.because)}" if carried.because is not None else ""
    reading = f" under reading {carried.reading.text}" if carried.reading is not None else ""
    return because + reading + (f" {citation(carried.clauses)}" if carried.clauses is not None else "")


def citation(clauses: tuple[str, ...]) -> str:
    """The clauses in brackets."""
    return f"({'clause' if len(clauses) == 1 else 'clauses'} {clause_refs(clauses)})"


def clause_refs(clauses: tuple[str, ...]) -> str:
    """References as they are where they are plain, quoted where they are not."""
    return ", ".join(ref if is_clause_ref(ref) else text(ref) for ref in clauses)


def text(words: str) -> str:
    """A text in straight quotation marks. ValueError where it holds one, which no policy text can."""
    if any(mark in words for mark in '"“”„'):
        raise ValueError("a text of a policy cannot hold a quotation mark")
    return f'"{words}"'


def value(given: ast.Value) -> str:
    """What a parameter may be."""
    match given:
        case str():
            return text(given)
        case ast.Percent():
            return percent(given)
        case ast.Money():
            return money(given)
        case ast.Number():
            return given.digits
        case ast.YesNo():
            return given.value
    assert_never(given)


def percent(given: ast.Percent) -> str:
    """Digits as written, and the sign."""
    return f"{given.digits}%"


def money(given: ast.Money) -> str:
    """The currency before the figure."""
    return f"{given.currency} {given.number.digits}"


# ------------------------------------------------------------------------------------- time


def length(given: ast.Length) -> str:
    """A length with its unit in the number that the figure asks for."""
    match given:
        case ast.ExactOrCalendarLength(number, unit):
            return _many(number, unit)
        case ast.BusinessLength(number, unit, calendar):
            return f"{number.digits} business {_unit(number, unit)} of {calendar.text}"
    assert_never(given)


def period(given: ast.Period) -> str:
    """A period, and its zone where it has one of its own."""
    match given:
        case ast.PlainPeriod(unit, zone):
            return unit.value + _in_zone(zone)
        case ast.FiscalPeriod(fiscal, month, zone):
            return f"fiscal {fiscal.value} from {MONTHS[month - 1]}{_in_zone(zone)}"
        case ast.BillingCycle(number, unit, day, zone):
            start = f" from the {_nth(day)}" if day is not None else ""
            return f"billing cycle of {_many(number, unit)}{start}{_in_zone(zone)}"
        case ast.SubscriptionYear():
            return "subscription year"
        case ast.RollingPeriod(number, unit, step):
            return f"rolling {_many(number, unit)}{_rolling_step(step)}"
    assert_never(given)


def _rolling_step(step: ast.RollingStep | None) -> str:
    if step is None:
        return ""
    return f" every {_many(step.number, step.unit)} {step.end.value} {step.anchor.isoformat()}"


def _in_zone(zone: ast.ZoneName | None) -> str:
    return f" in {zone.text}" if zone is not None else ""


def _many(number: ast.Number, unit: ast.Unit) -> str:
    return f"{number.digits} {_unit(number, unit)}"


def _unit(number: ast.Number, unit: ast.Unit) -> str:
    return unit.value if number.digits == "1" else f"{unit.value}s"


def _nth(ordinal: ast.Ordinal) -> str:
    number = ordinal.number
    if number == -1:
        return "last"
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _hours_list(several: Iterable[ast.Hours]) -> str:
    return ", ".join(_hours(one) for one in several)


def _hours(hours: ast.Hours) -> str:
    spans = " and ".join(f"{_time(s.first)}-{_time(s.last)}" for s in hours.spans)
    return f"{', '.join(_day(d) for d in hours.days)} {spans or 'all day'}"


def _day(day: ast.Day) -> str:
    match day:
        case ast.Weekdays(first, last):
            return WEEKDAYS[first] + (f" to {WEEKDAYS[last]}" if last is not None else "")
        case ast.NthWeekday(ordinal, weekday):
            return f"the {_nth(ordinal)} {WEEKDAYS[weekday]} of the month"
        case ast.MonthDay(ordinal):
            return f"the {_nth(ordinal)} of the month"
        case ast.LastMonthDay():
            return "the last day of the month"
        case ast.YearlyDay(number, month):
            return f"{number.digits} {MONTHS[month - 1]} of each year"
        case ast.DatedDay(dated):
            return dated.isoformat()
        case ast.EveryDay():
            return "every day"
    assert_never(day)


def _time(time: ast.TimeOfDay) -> str:
    seconds, fraction = divmod(time.us % MINUTE, SECOND)
    written = f"{time.us // HOUR:02d}:{time.us % HOUR // MINUTE:02d}"
    if fraction:
        return f"{written}:{seconds:02d}.{fraction:06d}".rstrip("0")
    return f"{written}:{seconds:02d}" if seconds else written


def _dates(dates: tuple[date, ...]) -> str:
    return ", ".join(d.isoformat() for d in dates)


def _moment(moment: ast.Moment) -> str:
    match moment:
        case ast.CivilMoment(day, time):
            return f"{day.isoformat()} {_time(time)}"
        case ast.ExactMoment(at):
            return format_instant(at)
    assert_never(moment)


def _names(names: tuple[ast.Name, ...], between: str = ", ") -> str:
    return between.join(name.text for name in names)


def _texts(texts: tuple[str, ...], between: str = ", ") -> str:
    return between.join(text(t) for t in texts)


# ---------------------------------------------------------------------------------- the document, calendars


def _document(part: _DocumentBody) -> str:
    match part:
        case ast.Provider(name):
            return f"provider {text(name)}"
        case ast.Customer(name):
            return f"customer {text(name)}"
        case ast.Source(title):
            return f"source {text(title)}"
        case ast.Zone(zone):
            return f"zone {zone.text}"
        case ast.Currency(code):
            return f"currency {code}"
        case ast.InForce(first, until):
            end = f" until {until.isoformat()}" if until is not None else ""
            return f"in force from {first.isoformat()}{end}"
        case ast.Clauses(clauses):
            return f"clauses {clause_refs(clauses)}"
        case ast.Components(names):
            return f"components {_names(names)}"
        case ast.AnyComponent():
            return "components as events name them"
        case ast.NoComponents():
            return "no components"
    assert_never(part)


def _calendar(part: _CalendarBody) -> str:
    match part:
        case ast.OpenHours(hours):
            return _hours_list(hours)
        case ast.ClosedHolidays(code, nationwide):
            return f"closed on the holidays of {text(code)}{' nationwide' if nationwide else ''}"
        case ast.ClosedDates(dates):
            return f"closed on {_dates(dates)}"
        case ast.OpenDates(dates):
            return f"open on {_dates(dates)}"
        case ast.WheneverAny(names):
            return f"whenever {_names(names, ' or ')} is open"
        case ast.WheneverAll(names):
            return f"whenever {_names(names, ' and ')} are open"
        case ast.WheneverWithout(opened, closed):
            return f"whenever {opened.text} is open and {closed.text} is not"
    assert_never(part)


# ------------------------------------------------------------------------------------- the commitment


def _commitment(part: _CommitmentBody) -> str:
    match part:
        case ast.AvailabilityTarget(comparison, share, when):
            return f"available {comparison.value} {percent(share)}{_when(when)}"
        case ast.DowntimeTarget(comparison, most, when):
            return f"down {comparison.value} {length(most)}{_when(when)}"
        case ast.NoTarget(when):
            return f"no target{_when(when)}"
        case ast.Warning(share):
            return f"warning below {percent(share)}"
        case ast.CommitmentPeriod(each):
            return f"per {period(each)}"
        case ast.JudgedOver(longer):
            return f"judged over the {period(longer)} that holds it"
    assert_never(part)


def _when(when: ast.When | None) -> str:
    match when:
        case None:
            return ""
        case ast.Otherwise():
            return " otherwise"
        case ast.Where(conditions):
            return f" where {' and '.join(_condition(c) for c in conditions)}"
    assert_never(when)


def _condition(condition: ast.Condition) -> str:
    match condition:
        case ast.ParameterIs(parameter, negated, wanted):
            return f"{parameter.text} is {'not ' if negated else ''}{value(wanted)}"
        case ast.StartsBefore(day):
            return f"the period starts before {day.isoformat()}"
        case ast.StartsFrom(day):
            return f"the period starts on or after {day.isoformat()}"
    assert_never(condition)


def _measuring(part: _MeasuringBody) -> str:
    match part:
        case ast.WatchOutages(severities, degree):
            return f"watched by outages{_severities(severities)}{_degree(degree)}"
        case ast.WatchProbes(failures, locations):
            return f"watched by probes, {failures.digits} failed in a row from {_locations(locations)}"
        case ast.Unobserved(rule):
            return f"unobserved time {rule.value}"
        case ast.CombineAny():
            return "down when any component is down"
        case ast.CombineAll():
            return "down when all components are down"
        case ast.CombineSome(number):
            return f"down when at least {number.digits} components are down"
        case ast.CombineEach():
            return "each component on its own"
        case ast.PartialPeriod(partial):
            return f"of a period covered in part, {partial.value}"
        case ast.Basis(of):
            return f"measured over {_basis(of)}"
        case ast.ExactGranularity():
            return "counted exactly"
        case ast.SlotGranularity(slot, slots):
            return f"counted in slots of {length(slot)}, {slots.value}"
        case ast.RunGranularity(run_rounding, to):
            return f"each run rounded {run_rounding.value} to {length(to)}"
        case ast.ShortestRun(shortest, longer, before):
            tested = ", tested before exclusions" if before else ""
            return f"runs shorter than {length(shortest)} ignored, {longer.value}{tested}"
        case ast.AvailabilityRounding(rounding, digits):
            return f"availability rounded {rounding.value} to {digits.digits} decimals"
    assert_never(part)


def _severities(severities: ast.Severities | None) -> str:
    if severities is None:
        return ""
    named = ("none given" if severity is None else text(severity) for severity in severities.severities)
    return f" of severity {' or '.join(named)}"


def _degree(degree: ast.Degree | None) -> str:
    return f" of degree at least {degree.least.digits}" if degree is not None else ""


def _locations(locations: ast.AnyLocation | ast.AllLocations | ast.SomeLocations) -> str:
    match locations:
        case ast.AnyLocation():
            return "any location"
        case ast.AllLocations():
            return "all locations"
        case ast.SomeLocations(number):
            return f"at least {number.digits} locations"
    assert_never(locations)


def _basis(of: ast.WholePeriod | ast.PeriodLessExcluded | ast.CalendarHours) -> str:
    match of:
        case ast.WholePeriod():
            return "the whole period"
        case ast.PeriodLessExcluded():
            return "the period less excluded time"
        case ast.CalendarHours(calendar):
            return f"the hours of {calendar.text}"
    assert_never(of)


# ------------------------------------------------------------------------------------- exclusions


def _exclusion(part: _ExclusionBody) -> str:
    match part:
        case ast.OutagesExcluded(causes, environment, fact):
            return "outages" + _caused_by(causes) + _in_environment(environment) + _with_fact(fact)
        case ast.MaintenanceExcluded(kinds):
            return f"maintenance of kind {_texts(kinds, ' or ')}"
        case ast.RecurringExcluded(hours, zone):
            return f"recurring on {_hours_list(hours)}{_in_zone(zone)}"
        case ast.OnlyComponents(names):
            return f"only for components {_names(names)}"
        case ast.OnlyCausedBy(causes):
            return f"only for outages{_caused_by(causes)}"
        case ast.NothingExcluded():
            return "nothing is excluded"
        case ast.Notice(least):
            return f"announced at least {length(least)} before{_breach(part)}"
        case ast.AllowedHours(hours, zone):
            return f"inside {_hours_list(hours)}{_in_zone(zone)}{_breach(part)}"
        case ast.AllowedCalendar(calendar):
            return f"inside the hours of {calendar.text}{_breach(part)}"
        case ast.Longest(most):
            return f"at most {length(most)} each{_breach(part)}"
        case ast.MostWindows(number, each):
            windows = "window" if number.digits == "1" else "windows"
            return f"at most {number.digits} {windows} per {period(each)}{_breach(part)}"
        case ast.Total(most, each):
            return f"at most {length(most)} per {period(each)}{_breach(part)}"
        case ast.Approval():
            return f"approved before it starts{_breach(part)}"
        case ast.ApprovalLifts(conditions):
            return f"approval lifts the {', '.join(c.value for c in conditions)}"
    assert_never(part)


_Condition: TypeAlias = (
    ast.Notice | ast.AllowedHours | ast.AllowedCalendar | ast.Longest | ast.MostWindows | ast.Total
    | ast.Approval
)  # fmt: skip


def _breach(condition: _Condition) -> str:
    match condition.consequence:
        case None:
            outcome = ""
        case ast.Consequence.VOID:
            outcome = ", otherwise void"
        case ast.Consequence.EXCESS | ast.Consequence.COVENANT:
            outcome = f", otherwise {condition.consequence.value}"
        case other:
            assert_never(other)
    return _when(condition.where) + outcome


def _caused_by(causes: ast.CausedBy | None) -> str:
    return f" caused by {_names(causes.causes, ' or ')}" if causes is not None else ""


def _in_environment(environment: ast.InEnvironment | None) -> str:
    return f" in environment {_texts(environment.environments, ' or ')}" if environment is not None else ""


def _with_fact(fact: ast.WithFact | None) -> str:
    if fact is None:
        return ""
    match fact.deadline:
        case None:
            deadline = ""
        case ast.FactDeadline(within):
            deadline = f" within {length(within)} after it starts"
        case ast.FactNotice(least):
            deadline = f" at least {length(least)} before it starts"
        case other:
            assert_never(other)
    return f" with the fact {text(fact.fact)}{deadline}"


# ------------------------------------------------------------------------------------- credits


def _credit(part: _CreditBody) -> str:
    match part:
        case ast.CreditRow(limits, award, where):
            return f"{_limits(limits)} earns {_award(award)}{_when(where)}"
        case ast.RowsNeedMiss():
            return "rows need a missed target"
        case ast.RowsStandAlone():
            return "rows stand alone"
        case ast.OverlapRule(winner):
            return f"where rows overlap, {winner.value}"
        case ast.Base(of):
            return f"of {_base(of)}"
        case ast.MoneyRounding(rounding):
            return f"money rounded {rounding.value}"
        case ast.Cap(at):
            return f"capped at {_ceiling(at)}"
        case ast.Floor(at):
            return f"never less than {_ceiling(at)}"
        case ast.LeastPayableFrom(least):
            return f"owed only from {money(least)}"
        case ast.LeastPayableAbove(least):
            return f"owed only above {money(least)}"
        case ast.GivenAutomatically():
            return "given without a claim"
        case ast.GivenAtDiscretion():
            return "given at discretion"
        case ast.GivenOnClaim(deadline, where):
            return f"given on a claim {_deadline(deadline)}{_when(where)}"
        case ast.ClaimIncludes(items):
            return f"the claim includes {_texts(items)}"
    assert_never(part)


def _limits(limits: ast.MissedTarget | ast.Limits) -> str:
    match limits:
        case ast.MissedTarget():
            return "a missed target"
        case ast.Limits(several):
            return " and ".join(f"{one.bound.value} {_limit(one.of)}" for one in several)
    assert_never(limits)


def _limit(of: ast.Percent | ast.TheTarget) -> str:
    match of:
        case ast.Percent():
            return percent(of)
        case ast.TheTarget():
            return "the target"
    assert_never(of)


def _award(award: ast.Award) -> str:
    match award:
        case ast.PercentAward(share):
            return percent(share)
        case ast.ParameterAward(parameter):
            return parameter.text
        case ast.FlatAward(flat):
            return money(flat)
        case ast.UnavailableShare():
            return "the unavailable share"
        case ast.Shortfall():
            return "the shortfall"
        case ast.TimeLost(times):
            return f"{times.digits} times the fee for the time lost"
    assert_never(award)


def _base(of: ast.Charges | ast.ParameterBase) -> str:
    match of:
        case ast.Charges(within, without, affected):
            wanted = f" in category {_texts(within.categories, ' or ')}" if within is not None else ""
            left_out = f" except category {_texts(without.categories, ' or ')}" if without is not None else ""
            whose = " for the affected component" if affected else ""
            return f"the charges of the period{wanted}{left_out}{whose}"
        case ast.ParameterBase(parameter):
            return parameter.text
    assert_never(of)


def _ceiling(at: ast.Ceiling) -> str:
    match at:
        case ast.Money():
            return money(at)
        case ast.ShareOfBase(share):
            return f"{percent(share)} of the base"
        case ast.ParameterAmount(parameter):
            return parameter.text
    assert_never(at)


def _deadline(deadline: ast.DeadlineAfter | ast.DeadlineCycle) -> str:
    match deadline:
        case ast.DeadlineAfter(within, anchor):
            return f"within {length(within)} after {_anchor(anchor)}"
        case ast.DeadlineCycle(ordinal, cycle):
            return f"by the end of the {_nth(ordinal)} {period(cycle)} after the one that holds it"
    assert_never(deadline)


def _anchor(anchor: ast.AnchorPeriodEnd | ast.AnchorLastIncident | ast.AnchorFact) -> str:
    match anchor:
        case ast.AnchorPeriodEnd():
            return "the end of the period"
        case ast.AnchorLastIncident():
            return "the last incident"
        case ast.AnchorFact(fact):
            return f"the fact {text(fact)}"
    assert_never(anchor)


# ------------------------------------------------------------------------------------- remedies


def _right(part: _RightBody) -> str:
    match part:
        case ast.ConsecutiveMisses(commitment, number, window):
            return f"when {commitment.text} is missed in {number.digits} consecutive periods{_window(window)}"
        case ast.MissesAmong(commitment, number, among, window):
            missed = f"{number.digits} of any {among.digits}"
            return f"when {commitment.text} is missed in {missed} periods{_window(window)}"
        case ast.NoticePeriod(given):
            apostrophe = "'" if length(given).endswith("s") else ""
            return f"on {length(given)}{apostrophe} notice"
        case ast.Refund():
            return "prepaid fees refunded pro rata"
        case ast.UseWithin(within):
            return f"to be used within {length(within)}"
        case ast.ExercisedBy(fact):
            return f"exercised by the fact {text(fact)}"
    assert_never(part)


def _window(window: ast.Window | None) -> str:
    match window:
        case None:
            return ""
        case ast.WithinRolling(within):
            return f" within {length(within)}"
        case ast.WithinSubscriptionYear():
            return " within one subscription year"
    assert_never(window)


# ------------------------------------------------------------------------------------- scenarios


def _scenario(part: _ScenarioBody) -> str:
    match part:
        case ast.GivenEvent(event):
            return f"given {_event(event)}"
        case ast.AsOf(at):
            return f"as of {_moment(at)}"
        case ast.Expect(subject, outcomes):
            return f"expect {_subject(subject)}: {', '.join(_outcome(o) for o in outcomes)}"
    assert_never(part)


def _event(event: ast.ScenarioEvent) -> str:
    match event:
        case ast.OutageEvent():
            return _outage(event)
        case ast.ProbeEvent(service, components, state, at, location):
            seen_from = f" from {text(location.location)}" if location is not None else ""
            return f"probe of {service.text}{_on(components)} {state.value} at {_moment(at)}{seen_from}"
        case ast.MaintenanceEvent(kind, components, ident, start, end, announced, approved):
            told = f" announced {_moment(announced.at)}" if announced is not None else ""
            agreed = ", approved" if approved else ""
            span = f"from {_moment(start)} to {_moment(end)}"
            return f"maintenance {text(kind)}{_on(components)}{_called(ident)} {span}{told}{agreed}"
        case ast.FactEvent(name, about, at):
            whom = f" about {text(about.id)}" if about is not None else ""
            return f"fact {text(name)}{whom} at {_moment(at)}"
        case ast.SubscriptionEvent(first, last, billing):
            until = f" to {last.isoformat()}" if last is not None else ""
            billed = f" billed on the {_nth(billing.day)}" if billing is not None else ""
            return f"subscription from {first.isoformat()}{until}{billed}"
        case ast.ChargeEvent(sum_, dates, category, component):
            kind = f" in category {text(category.category)}" if category is not None else ""
            part = f" on {component.component.text}" if component is not None else ""
            return f"charge of {money(sum_)} {_charge_dates(dates)}{kind}{part}"
        case ast.ClaimEvent(claimed, at, contents):
            including = f" including {_texts(contents.items)}" if contents is not None else ""
            return f"claim for {claimed} at {_moment(at)}{including}"
        case ast.ParameterEvent(parameter, given):
            return f"{parameter.text} is {value(given)}"
    assert_never(event)


def _outage(event: ast.OutageEvent) -> str:
    end = f"to {_moment(event.end)}" if event.end is not None else "and still open"
    carried = (
        f" caused by {event.cause.cause.text}" if event.cause is not None else "",
        f" of severity {text(event.severity.severity)}" if event.severity is not None else "",
        f" of degree {event.degree.degree.digits}" if event.degree is not None else "",
        f" in environment {text(event.environment.environment)}" if event.environment is not None else "",
        f" recorded {_moment(event.recorded.at)}" if event.recorded is not None else "",
    )
    what = f"outage of {event.service.text}{_on(event.components)}{_called(event.id)}"
    return f"{what} from {_moment(event.start)} {end}{''.join(carried)}"


def _on(components: ast.EventComponents | None) -> str:
    return f" on {_names(components.names)}" if components is not None else ""


def _called(ident: ast.EventId | None) -> str:
    return f" called {text(ident.id)}" if ident is not None else ""


def _charge_dates(dates: ast.ChargePeriod | ast.ChargeDates) -> str:
    match dates:
        case ast.ChargePeriod(name):
            return f"for {name}"
        case ast.ChargeDates(first, last):
            return f"from {first.isoformat()} to {last.isoformat()}"
    assert_never(dates)


def _subject(subject: ast.CommitmentSubject | ast.RightSubject) -> str:
    match subject:
        case ast.CommitmentSubject(commitment, component, name, reading):
            of = f" of {component.text}" if component is not None else ""
            return f"{commitment.text}{of} in {name}{_read_as(reading)}"
        case ast.RightSubject(right, reading):
            return f"right {right.text}{_read_as(reading)}"
    assert_never(subject)


def _read_as(reading: ast.UnderReading | None) -> str:
    return f" read as {reading.reading.text}" if reading is not None else ""


def _outcome(outcome: ast.Outcome) -> str:
    match outcome:
        case ast.StatusOutcome(status):
            return status
        case ast.CreditOutcome(sum_):
            return f"credit {money(sum_)}"
        case ast.StateOutcome(state):
            return f"credit {state}"
        case ast.ClaimByOutcome(at):
            return f"claim by {_moment(at)}"
        case ast.TimeOutcome(how_long, time_class):
            return f"{length(how_long)} {_time_class(time_class)}"
        case ast.AvailabilityOutcome(share):
            return f"availability {percent(share)}"
        case ast.FindingOutcome(kind):
            return f"finding {text(kind)}"
        case ast.NoFindingOutcome(kind):
            return f"no finding {text(kind)}"
        case ast.MissingOutcome(name):
            return f"missing {text(name)}"
    assert_never(outcome)


_TimeClass: TypeAlias = (
    ast.CountedTime | ast.UpTime | ast.OutsideTime | ast.UnknownTime | ast.IgnoredTime
    | ast.ExcludedTime
)  # fmt: skip


def _time_class(time_class: _TimeClass) -> str:
    match time_class:
        case ast.CountedTime():
            return "counted"
        case ast.UpTime():
            return "up"
        case ast.OutsideTime():
            return "outside"
        case ast.UnknownTime():
            return "unknown"
        case ast.IgnoredTime():
            return "ignored"
        case ast.ExcludedTime(exclusion):
            return "excluded" + (f" by {exclusion.text}" if exclusion is not None else "")
    assert_never(time_class)


def parameter_type(given: ast.ParameterType | ast.WordChoice) -> str:
    """What a parameter may be, as its declaration says it."""
    match given:
        case ast.ParameterType():
            return given.value
        case ast.WordChoice(words):
            return f"one of {_texts(words)}"
    assert_never(given)


def cause(given: ast.Cause) -> str:
    """A cause with its kinds in brackets."""
    kinds = f" ({', '.join(cause(kind) for kind in given.kinds)})" if given.kinds is not None else ""
    return given.name.text + kinds
