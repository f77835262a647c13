"""Random clocks, shares, exclusions of tickets, and the credits on them; always valid, small."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from slalang.syntax import ast
from slalang.syntax.walk import walk
from tests.oracle.make_terms import TermsMaker
from tests.oracle.make_times import CAUSES, HOUR, length, name, number, phrase
from tests.oracle.tickets import REPLIES, STAGES

SEVERITIES = ("P1", "P2", "P3")
QUEUES = ("first", "second")
LABELS = ("vip", "incident")
STOPS = (("acknowledged",), ("responded",), ("restored", "resolved"), ("resolved",), ("closed",), ("responded", "updated"))


def named_number(value: object, currency: str) -> ast.Money:
    return ast.Money(currency, number(value))


class TicketTermsMaker(TermsMaker):
    """Draws what S1-S3, S5 and S6 are about."""

    def support_period(self) -> ast.PlainPeriod:
        units = (ast.PeriodUnit.MONTH, ast.PeriodUnit.MONTH, ast.PeriodUnit.WEEK, ast.PeriodUnit.QUARTER, ast.PeriodUnit.DAY)
        return ast.PlainPeriod(self.pick(units))

    # -------------------- calendars, some chosen by the contract

    def support_calendars(self) -> list[ast.Calendar]:
        def calendar(word: str, *bodies: ast.Node) -> ast.Calendar:
            self.setting.calendars.append(word)
            return ast.Calendar(name(word), ast.Qualifiers(), tuple(phrase(b) for b in bodies))

        def span(first: int, last: int) -> ast.TimeSpan:
            return ast.TimeSpan(ast.TimeOfDay(first * HOUR), ast.TimeOfDay(last * HOUR))

        spans = self.pick(((span(9, 17),), (span(7, 19),), (span(8, 12), span(13, 18))))
        bodies: list[ast.Node] = [ast.OpenHours((ast.Hours((ast.Weekdays(0, 4),), spans),))]
        if self.chance(0.4):
            bodies.append(ast.ClosedDates((self.setting.month + timedelta(days=self.rng.randrange(12)),)))
        if self.chance(0.3):
            bodies.append(ast.ClosedHolidays(*self.pick((("GB-ENG", False), ("US", True)))))
        found = [calendar("support", *bodies)]
        found.append(calendar("always", ast.OpenHours((ast.Hours((ast.EveryDay(),)),))))
        overlapping = self.chance(0.3)
        night = span(18, 10) if overlapping else self.pick((span(22, 6), span(20, 2)))
        found.append(calendar("night", ast.OpenHours((ast.Hours((ast.EveryDay(),), (night,)),))))
        others = (name("support"), name("night"))
        # Hours that two dates share belong to neither alone: where they overlap, there is no union.
        first = ast.WheneverAll(others) if overlapping else ast.WheneverAny(others)
        combined: ast.Node = self.pick((first, ast.WheneverWithout(name("always"), name("night"))))
        found.append(calendar("mixed", combined))
        words = ast.Where((ast.ParameterIs(name("support_hours"), False, "weekdays"),))
        found.append(
            calendar(
                "chosen",
                ast.ChosenCalendar(name("support"), words),
                ast.ChosenCalendar(name(self.pick(("always", "night"))), ast.Otherwise()),
            )
        )
        return found

    def any_calendar(self) -> ast.Name:
        return name(self.pick(("support", "support", "support", "chosen", "mixed", "night")))

    def support_length(self) -> ast.Length:
        kind = self.rng.random()
        if kind < 0.35:
            return length(*self.pick(((30, ast.Unit.MINUTE), (1, ast.Unit.HOUR), (4, ast.Unit.HOUR), (26, ast.Unit.HOUR))))
        if kind < 0.55:
            return length(*self.pick(((1, ast.Unit.DAY), (2, ast.Unit.DAY), (1, ast.Unit.WEEK), (1, ast.Unit.MONTH))))
        if kind < 0.8:
            return ast.BusinessLength(number(self.pick((1, 2, 5, 12))), ast.Unit.HOUR, self.any_calendar())
        return ast.BusinessLength(number(self.pick((1, 2))), ast.Unit.DAY, self.any_calendar())

    def full_day(self) -> ast.EndOfFullDay:
        day: ast.CivilDay | ast.BusinessDay = ast.CivilDay()
        if self.chance(0.5):
            day = ast.BusinessDay(name(self.pick(("support", "chosen"))))
        return ast.EndOfFullDay(ast.Ordinal(self.pick((1, 2))), day)

    # -------------------- S1-S3

    def clock(self, word: str, *, placed: bool) -> ast.Clock:
        kind = self.rng.random()
        start: ast.FirstStart | ast.EachStart = ast.FirstStart(self.pick((("opened",), ("opened",), ("opened", "assigned"))))
        stop, anew = self.pick(STOPS), None
        if kind < 0.2:
            start, stop = (
                ast.EachStart(("customer_replied",)),
                self.pick((("responded",), ("responded", "updated", "resolved"))),
            )
        elif kind < 0.4:
            stop, anew = self.pick((("resolved",), ("restored", "resolved"))), ast.Anew(("updated",))
        bodies: list[ast.Node] = [ast.Runs(start, stop, anew), *self.clock_targets()]
        bodies += self.handling(stop, anew, any(isinstance(n, ast.SeverityIs) for b in bodies for n in walk(b)))
        if placed:
            bodies.append(ast.BelongsTo(self.pick(tuple(ast.Belonging))))
        return ast.Clock(name(word), name("platform"), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def clock_targets(self) -> list[ast.Node]:
        def where(*conditions: ast.Condition) -> ast.Where:
            return ast.Where(conditions)

        gold = ast.ParameterIs(name("plan"), False, "gold")
        kind = self.rng.random()
        whens: list[ast.When | None]
        if kind < 0.25:
            whens = [None]
        elif kind < 0.65:
            whens = [
                where(ast.SeverityIs(False, ("P1",))),
                where(ast.SeverityIs(False, self.pick((("P2",), ("P2", None))))),
            ]
            if self.chance(0.4):
                whens[0] = where(ast.SeverityIs(False, ("P1",)), gold)
        elif kind < 0.75:
            whens = [where(ast.QueueIs(self.chance(0.3), ("first",))), where(ast.SeverityIs(True, ("P1", None)))]
        elif kind < 0.85:
            whens = [where(ast.Labelled(self.chance(0.3), ("vip",))), where(ast.SeverityIs(False, ("P1", "P2")))]
        else:
            whens = [where(gold), where(ast.ParameterIs(name("plan"), False, "basic"))]
        if whens != [None] and self.chance(0.5):
            last: ast.Node = ast.NoTarget(ast.Otherwise()) if self.chance(0.4) else self.target(ast.Otherwise())
            return [*map(self.target, whens), last]
        return [*map(self.target, whens)]

    def target(self, when: ast.When | None) -> ast.Node:
        kind = self.rng.random()
        limit: ast.Within | ast.ByFullDay | ast.ByNextFact = ast.Within(self.support_length())
        if kind < 0.2:
            limit = ast.ByFullDay(self.full_day())
        elif kind < 0.3:
            limit = ast.ByNextFact("release")
        return ast.ClockTarget(limit, when)

    def handling(self, stop: tuple[str, ...], anew: ast.Anew | None, severities: bool) -> list[ast.Node]:
        """S2: what the clock asks for; a phrase that would decide nothing is not said."""
        pauses: ast.Node = ast.NeverPauses()
        if self.chance(0.7):
            resuming = self.pick((("resumed",), ("resumed", "customer_replied")))
            pauses = ast.Pauses(("paused",), resuming, self.pick(tuple(ast.PauseEffect)))
        found: list[ast.Node] = [ast.Reopening(self.pick(tuple(ast.ReopenRule))), pauses]
        if severities:
            found.append(ast.SeverityChange(self.pick(tuple(ast.SeverityRule))))
        if REPLIES & {*stop, *(anew.actions if anew else ())}:
            found.append(ast.AutomaticReply(self.pick(tuple(ast.Counting))))
        stages = [STAGES.index(s) for s in stop if s in STAGES]
        if stages and set(STAGES[min(stages) :]) - set(stop):
            found.append(ast.LaterStage(self.pick(tuple(ast.StageRule))))
        return found

    # -------------------- X1

    def ticket_exclusion(self, clocks: list[str]) -> ast.Exclusion:
        caused = ast.CausedBy((name(self.pick(CAUSES)),)) if self.chance(0.6) else None
        labelled = ast.Labelled(False, ("incident",)) if caused is None or self.chance(0.2) else None
        fact = None
        if self.chance(0.3):
            when: Any = None
            if self.chance(0.6):
                kind = self.pick((ast.FactDeadline, ast.FactNotice))
                when = kind(length(self.pick((1, 24)), ast.Unit.HOUR))
            fact = ast.WithFact("agreed", when)
        which = (name(self.pick(clocks)),) if self.chance(0.3) else None
        return ast.Exclusion(name("not_ours"), which, ast.Qualifiers(), (phrase(ast.TicketsExcluded(caused, labelled, fact)),))

    # -------------------- S5

    def share(self, word: str, of: str) -> ast.Share:
        percents = ("95", "90", "50", "75", "100")

        def kept(when: ast.When | None) -> ast.KeptTarget:
            comparison = self.pick((ast.Comparison.AT_LEAST, ast.Comparison.AT_LEAST, ast.Comparison.MORE_THAN))
            digits = self.pick(percents)
            return ast.KeptTarget(ast.Comparison.AT_LEAST if digits == "100" else comparison, ast.Percent(digits), when)

        bodies: list[ast.Node] = [kept(None)]
        if self.chance(0.25):
            gold = ast.Where((ast.ParameterIs(name("plan"), False, "gold"),))
            bodies = [kept(gold), ast.NoTarget(ast.Otherwise()) if self.chance(0.3) else kept(ast.Otherwise())]
        bodies += [ast.CommitmentPeriod(self.support_period()), ast.EmptyPeriod(self.pick(tuple(ast.EmptyRule)))]
        return ast.Share(name(word), name(of), ast.Qualifiers(), tuple(map(phrase, bodies)))

    def share_credit(self, word: str) -> ast.Credit:
        rows: list[ast.Node] = [ast.CreditRow(ast.MissedTarget(), self.flat_or_percent())]
        if self.chance(0.5):
            rows = []
            for upper, lower, percent in (("95", "75", "5"), ("75", None, "10")):
                limits = [ast.Limit(self.pick((ast.Bound.BELOW, ast.Bound.AT_MOST)), ast.Percent(upper))]
                if lower is not None:
                    limits.append(ast.Limit(self.pick((ast.Bound.ABOVE, ast.Bound.AT_LEAST)), ast.Percent(lower)))
                rows.append(ast.CreditRow(ast.Limits(tuple(limits)), ast.PercentAward(ast.Percent(percent))))
            rows.append(ast.OverlapRule(self.pick(tuple(ast.OverlapWinner))))
        return self.credit_of(word, [*rows, self.base(), *self.ceilings(), *self.support_given()])

    # -------------------- S6

    def flat_or_percent(self) -> ast.Award:
        options: tuple[ast.Award, ...] = (
            ast.FlatAward(named_number(self.pick((7, 10)), self.setting.currency)),
            ast.FlatAward(named_number(25, self.setting.currency)),
            ast.PercentAward(ast.Percent(self.pick(("2", "12.5")))),
            ast.ParameterAward(name("penalty")),
        )
        return self.pick(options)

    def run_credit(self, word: str, *, ticket: bool, paused: bool, flat: bool) -> ast.Credit:
        # What is forbidden is breached before its deadline, so nothing accrues past that.
        kind = 0.0 if flat else self.rng.random()
        bodies: list[ast.Node] = []
        if kind < 0.25:
            bodies.append(ast.CreditRow(ast.MissedTarget(), self.flat_or_percent()))
        elif kind < 0.7:
            bodies += self.daily(ticket=ticket)
        else:
            day = length(4 if paused else 1, ast.Unit.HOUR if paused else ast.Unit.DAY)
            unit = self.pick((length(4, ast.Unit.HOUR), day, length(45, ast.Unit.MINUTE), None))
            size = unit or ast.BusinessLength(number(2), ast.Unit.HOUR, name("support"))
            part = self.pick(tuple(ast.PartRule))
            bodies.append(ast.CreditRow(ast.MissedTarget(), self.flat_or_percent(), ast.EachUnit(size, part)))
            bodies += self.most()
        period = ast.CommitmentPeriod(self.support_period())
        return self.credit_of(word, [*bodies, self.base(), period, *self.ceilings(), *self.support_given()])

    def daily(self, *, ticket: bool) -> list[ast.Node]:
        rows: list[ast.Node] = [ast.CreditRow(ast.MissedTarget(), self.flat_or_percent(), ast.EachDay())]
        if ticket and self.chance(0.3):
            first = ast.Where((ast.SeverityIs(False, ("P1",)),))
            second = ast.Where((ast.SeverityIs(True, ("P1",)),))
            rows = [
                ast.CreditRow(ast.MissedTarget(), self.flat_or_percent(), ast.EachDay(), first),
                ast.CreditRow(ast.MissedTarget(), self.flat_or_percent(), ast.EachDay(), second),
            ]
        rate = self.pick(tuple(ast.RateDay))
        if rate is ast.RateDay.EACH_DAY:
            rows = rows[:1] if len(rows) == 1 else rows
        return [
            *rows,
            ast.FirstDay(self.pick(tuple(ast.Counting))),
            ast.LastDay(self.pick(tuple(ast.Counting))),
            ast.SeveralAtOnce(self.pick(tuple(ast.SeveralRule))),
            ast.RateOf(rate),
            *self.most(),
        ]

    def most(self) -> list[ast.Node]:
        return [ast.AccruesAtMost(number(self.pick((1, 2, 5))))] if self.chance(0.4) else [ast.AccruesWithoutLimit()]

    def support_given(self) -> list[ast.Node]:
        kind = self.rng.random()
        if kind < 0.5:
            return [ast.GivenAutomatically()]
        if kind < 0.55:
            return [ast.GivenAtDiscretion()]
        days: tuple[ast.CivilDay | ast.BusinessDay, ...] = (ast.CivilDay(), ast.BusinessDay(name("support")))
        deadline: Any = ast.DeadlineAfter(length(self.pick((2, 30)), ast.Unit.DAY), ast.AnchorPeriodEnd())
        if self.chance(0.3):
            deadline = ast.DeadlineFullDay(
                ast.EndOfFullDay(ast.Ordinal(self.pick((1, 2))), self.pick(days)),
                ast.AnchorPeriodEnd(),
            )
        found: list[ast.Node] = [ast.GivenOnClaim(deadline)]
        if self.chance(0.5):
            self.setting.items = ("subject", "incidents")
            found.append(ast.ClaimIncludes(self.setting.items))
        return found

    def credit_of(self, word: str, bodies: list[ast.Node]) -> ast.Credit:
        return ast.Credit(name(word), ast.Qualifiers(), tuple(map(phrase, bodies)))
