"""Random duties, and whole policies of clocks, duties and shares."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import attrs

from slalang.syntax import ast
from slalang.values.money import Rounding
from tests.oracle.make_policy import PolicyMaker
from tests.oracle.make_tickets import TicketTermsMaker
from tests.oracle.make_times import length, name, phrase

SPAN_DAYS = 9


class SupportMaker(TicketTermsMaker, PolicyMaker):
    """Draws one policy of clocks, duties and shares; the same seed gives the same policy."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        s = self.setting
        s.month += timedelta(days=rng.randrange(24))
        self.common = super().support_period() if rng.random() < 0.4 else None
        """The period of all credits, where a joint rule may join them."""
        s.components, s.period, s.span_days, s.needs_subscription = (), ast.PlainPeriod(ast.PeriodUnit.MONTH), SPAN_DAYS, False

    def draw(self) -> ast.Policy:
        rules: list[Any] = [self.agreement(), self.throughout(), self.causes(), *self.parameters()]
        rules += self.support_calendars()
        rules.append(self.service())
        clocks: list[str] = []
        duties: list[str] = []
        if self.chance(0.75):
            for word in ("respond", "resolve")[: self.pick((1, 1, 2))]:
                clocks.append(word)
                rules += self.with_terms(lambda placed, word=word: self.clock(word, placed=placed), word, ticket=True)
            if self.chance(0.35):
                rules.append(self.ticket_exclusion(clocks))
        if not clocks or self.chance(0.4):
            for word in ("tell", "report")[: self.pick((1, 1, 2))]:
                duties.append(word)
                rules += self.with_terms(lambda placed, word=word: self.duty(word, placed=placed), word, ticket=False)
        credited = self.setting.commitments
        if self.common is not None and len(credited) > 1:
            rules.append(self.joint(credited))
        if self.chance(0.4):
            rules.append(self.run_right([*clocks, *duties]))
        return ast.Policy(tuple(self.with_readings(rules)))

    def with_terms(self, draw: Any, word: str, *, ticket: bool) -> list[Any]:
        """A clock or a duty, with a share of it and credits on either."""
        credited, shared = self.chance(0.5), self.chance(0.4)
        rule = draw(credited or shared)
        found = [rule]
        regular = any(isinstance(p.body, ast.RegularOccasion) for p in rule.phrases)
        if credited and not regular:
            paused = any(isinstance(p.body, ast.Pauses) and p.body.effect is not ast.PauseEffect.DEADLINE for p in rule.phrases)
            forbids = any(isinstance(p.body, ast.Forbidden) for p in rule.phrases)
            found.append(self.run_credit(word, ticket=ticket, paused=paused, flat=forbids))
            self.setting.commitments.append(word)
        if shared and not regular:
            found.append(self.share(f"{word}_share", word))
            if self.chance(0.6):
                found.append(self.share_credit(f"{word}_share"))
                self.setting.commitments.append(f"{word}_share")
        return found

    def agreement(self) -> ast.Agreement:
        s = self.setting
        first = s.month + timedelta(days=self.pick((2, 5))) if self.chance(0.07) else date(1970, 1, 1)
        bodies: tuple[ast.Node, ...] = (
            ast.Provider("Provider"),
            ast.Zone(ast.ZoneName(s.zone)),
            ast.Currency(s.currency),
            ast.InForce(first, s.month + timedelta(days=6) if self.chance(0.04) else None),
        )
        return ast.Agreement("Generated", "1", tuple(phrase(b) for b in bodies))

    def throughout(self) -> ast.Throughout:
        rounding = ast.MoneyRounding(self.pick(tuple(Rounding)))
        return ast.Throughout((phrase(rounding), phrase(ast.RowsNeedMiss())))

    def parameters(self) -> list[ast.Parameter]:
        words = ast.WordChoice(("weekdays", "always"))
        hours = ast.Parameter(name("support_hours"), ast.Qualifiers(), words, ast.Default(None))
        self.setting.parameters.append("support_hours")
        return [*super().parameters(), hours]

    def support_period(self) -> ast.PlainPeriod:
        return self.common or super().support_period()

    def longer_period(self) -> ast.Period:
        return ast.PlainPeriod(ast.PeriodUnit.YEAR)

    # -------------------- S4

    def duty(self, word: str, *, placed: bool) -> ast.Duty:
        draw = self.pick(
            (
                self.about_the_same,
                self.about_an_outage,
                self.about_a_ticket,
                self.before_maintenance,
                self.quiet_after_maintenance,
                self.paid_for_a_claim,
                self.by_its_date,
                self.regularly,
                self.regularly,
                self.forbidden_fact,
                self.ticket_for_an_outage,
            )
        )
        bodies = draw()
        regular = any(isinstance(b, ast.RegularOccasion) for b in bodies)
        if placed and not regular:
            limited = any(isinstance(b, ast.Demanded | ast.Forbidden) and b.limit for b in bodies)
            unlimited = (ast.Belonging.STARTS, ast.Belonging.STOPS)
            bodies.append(ast.BelongsTo(self.pick(tuple(ast.Belonging) if limited else unlimited)))
        service = name("platform") if self.chance(0.6) else None
        return ast.Duty(name(word), service, ast.Qualifiers(), tuple(map(phrase, bodies)))

    def limit(self, *references: ast.Reference) -> ast.DutyLimit:
        reference = self.pick(references or (ast.Reference.ITSELF,))
        if self.chance(0.25):
            return ast.DutyByFullDay(self.full_day(), reference)
        return ast.DutyWithin(self.support_length(), reference)

    def including(self) -> ast.Including | None:
        return ast.Including(("log", "cause")) if self.chance(0.4) else None

    def severe(self) -> ast.Severities | None:
        return ast.Severities(self.pick((("P1",), ("P1", None), ("SEV-0", "P2")))) if self.chance(0.5) else None

    def lift(self, *references: ast.Reference) -> list[ast.Node]:
        if not self.chance(0.35):
            return []
        notice = None
        if self.chance(0.6):
            options: tuple[ast.Reference | ast.TheDeadline, ...] = (ast.TheDeadline(), *references)
            before = self.pick(options)
            notice = ast.LiftNotice(length(*self.pick(((1, ast.Unit.HOUR), (1, ast.Unit.DAY)))), before)
        return [ast.LiftedBy(ast.FactHappening("waived", ast.AboutIt()), notice)]

    def earlier(self) -> list[ast.Node]:
        return [ast.EarlierCounts()] if self.chance(0.3) else []

    def about_the_same(self) -> list[ast.Node]:
        about: ast.About = ast.AboutOutage(ast.OutageHappening(self.severe()))
        if self.chance(0.4):
            about = ast.AboutTicket(ast.TicketHappening(self.pick(("opened", "resolved")), self.severe()))
        answer = ast.FactHappening("communicated", ast.AboutTheSame())
        occasion = ast.Occasion(ast.FactHappening("discovered", about))
        return [occasion, ast.Demanded(answer, self.including(), self.limit()), *self.lift(), *self.earlier()]

    def about_an_outage(self) -> list[ast.Node]:
        caused = ast.CausedBy((name("customer"),)) if self.chance(0.2) else None
        limit = None if self.chance(0.15) else self.limit(ast.Reference.START, ast.Reference.END)
        answer = ast.FactHappening("retrospective", ast.AboutIt())
        occasion = ast.Occasion(ast.OutageHappening(self.severe(), caused))
        lifts = self.lift() if limit is not None else []
        return [occasion, ast.Demanded(answer, self.including(), limit), *lifts, *self.earlier()]

    def about_a_ticket(self) -> list[ast.Node]:
        occasion = ast.Occasion(ast.TicketHappening(self.pick(("opened", "resolved")), self.severe()))
        answer = ast.FactHappening("called", ast.AboutIt())
        return [occasion, ast.Demanded(answer, self.including(), self.limit()), *self.lift(), *self.earlier()]

    def before_maintenance(self) -> list[ast.Node]:
        occasion = ast.Occasion(ast.MaintenanceHappening(self.pick((None, ("scheduled", "release")))))
        limit = ast.DutyBefore(self.support_length(), ast.Reference.START)
        answer = ast.FactHappening("notified", ast.AboutIt())
        return [occasion, ast.Demanded(answer, self.including(), limit), *self.lift(ast.Reference.START)]

    def quiet_after_maintenance(self) -> list[ast.Node]:
        occasion = ast.Occasion(ast.MaintenanceHappening(("release",) if self.chance(0.3) else None))
        limit = self.limit(ast.Reference.START, ast.Reference.END)
        return [occasion, ast.Forbidden(ast.TicketHappening("opened", self.severe()), limit)]

    def paid_for_a_claim(self) -> list[ast.Node]:
        of: ast.Happening = ast.ClaimHappening() if self.chance(0.6) else ast.SettlementHappening("accepted")
        answer = ast.SettlementHappening("paid", ast.AboutTheSame())
        return [ast.Occasion(of), ast.Demanded(answer, None, self.limit()), *self.earlier()]

    def by_its_date(self) -> list[ast.Node]:
        answer = ast.FactHappening("delivered", ast.AboutIt())
        occasion = ast.Occasion(ast.FactHappening("promised"))
        return [occasion, ast.Demanded(answer, self.including(), ast.DutyByDate()), *self.lift(), *self.earlier()]

    def regularly(self) -> list[ast.Node]:
        period = ast.PlainPeriod(self.pick((ast.PeriodUnit.DAY, ast.PeriodUnit.DAY, ast.PeriodUnit.WEEK, ast.PeriodUnit.MONTH)))
        limit = None
        if self.chance(0.5):
            limit = self.limit(ast.Reference.START, ast.Reference.END)
        fact = ast.FactHappening("backup")
        if self.chance(0.2):
            return [ast.RegularOccasion(period), ast.Forbidden(fact, limit)]
        return [ast.RegularOccasion(period), ast.Demanded(fact, self.including(), limit)]

    def forbidden_fact(self) -> list[ast.Node]:
        occasion = ast.Occasion(ast.FactHappening("promised"))
        return [occasion, ast.Forbidden(ast.FactHappening("communicated"), self.limit())]

    def ticket_for_an_outage(self) -> list[ast.Node]:
        occasion = ast.Occasion(ast.OutageHappening(self.severe()))
        answer = ast.TicketHappening("opened", self.severe())
        return [occasion, ast.Demanded(answer, None, self.limit(ast.Reference.START, ast.Reference.END)), *self.earlier()]

    # -------------------- P6

    def with_readings(self, rules: list[Any]) -> list[Any]:
        """A group of two readings that change a target, or none."""
        places = [
            (i, j)
            for i, rule in enumerate(rules)
            if isinstance(rule, ast.Clock | ast.Share)
            for j, part in enumerate(rule.phrases)
            if self._other(part.body) is not None
        ]
        if not places or not self.chance(0.15):
            return rules
        i, j = self.pick(places)
        phrases = list(rules[i].phrases)
        other = self._other(phrases[j].body)
        if other is not None:
            phrases[j : j + 1] = [phrase(phrases[j].body, "strict"), phrase(other, "mild")]
        governs = self.chance(0.5)
        group = ast.Ambiguity(
            name("wording"),
            ast.Qualifiers(),
            (
                ast.Reading(name("strict"), governs, "The text says so."),
                ast.Reading(name("mild"), not governs, "The text may mean so."),
            ),
        )
        rules = [*rules[:i], attrs.evolve(rules[i], phrases=tuple(phrases)), *rules[i + 1 :]]
        return [*rules[:1], group, *rules[1:]]

    def _other(self, body: ast.Node) -> ast.Node | None:
        match body:
            case ast.ClockTarget(ast.Within(), when):
                return ast.ClockTarget(ast.Within(length(3, ast.Unit.HOUR)), when)
            case ast.KeptTarget(comparison, _, when):
                return ast.KeptTarget(comparison, ast.Percent("80"), when)
        return None
