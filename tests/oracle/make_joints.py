"""Random joint rules: sums and alternatives, points in money, caps that credits share (C3, C5)."""

from __future__ import annotations

from typing import Any

from slalang.syntax import ast
from tests.oracle.make_credits import CreditMaker
from tests.oracle.make_times import length, name, number, phrase


class JointMaker(CreditMaker):
    """Draws one joint rule."""

    def joint(self, commitments: list[str]) -> ast.Joint:
        currency = self.setting.currency
        found: list[ast.Node] = [ast.HighestCredit() if self.chance(0.3) else ast.CreditsAddUp()]
        if self.setting.in_points:
            worths: tuple[Any, ...] = (ast.Money(currency, number(self.pick((3, 10)))), ast.ShareOfBase(ast.Percent("1.5")))
            found.append(ast.PointWorth(self.pick(worths)))
        found += [self.joint_cap() for _ in range(self.pick((0, 1, 1, 2, 2, 3)))]
        shares = (ast.ShareOfBase, ast.ServiceDays)
        if any(isinstance(getattr(b, "worth", getattr(b, "at", None)), shares) for b in found):
            found.append(self.base(joint=True))
        if self.chance(0.2):
            kind = self.pick((ast.LeastPayableFrom, ast.LeastPayableAbove))
            found.append(kind(ast.Money(currency, number(self.pick((5, 10, 50))))))
        order = list(commitments)
        self.rng.shuffle(order)
        return ast.Joint(name("penalty_cap"), tuple(map(name, order)), ast.Qualifiers(), tuple(map(phrase, found)))

    def joint_cap(self) -> ast.JointCap:
        sums: tuple[ast.Ceiling, ...] = (
            ast.Money(self.setting.currency, number(self.pick((20, 50, 100)))),
            ast.Money(self.setting.currency, number(self.pick((20, 75)))),
            ast.ShareOfBase(ast.Percent(self.pick(("15", "33.33")))),
            ast.ShareOfCharges(ast.Percent("20"), self.charges_of()),
            ast.ServiceDays(number(2)),
            ast.ParameterAmount(name("fee")),
        )
        return ast.JointCap(self.pick(sums), self.cap_span())

    def cap_span(self) -> Any:
        kind = self.rng.random()
        if kind < 0.3:
            return None
        if kind < 0.6:
            if self.chance(0.2):
                self.setting.needs_subscription = True
                return ast.CapPeriod(ast.SubscriptionYear())
            return ast.CapPeriod(self.longer_period())
        if kind < 0.85:
            sizes = ((2, ast.Unit.DAY), (14, ast.Unit.DAY), (1, ast.Unit.MONTH), (12, ast.Unit.MONTH), (3, ast.Unit.HOUR))
            return ast.CapRolling(length(*self.pick(sizes)))
        return ast.CapSubscription()
