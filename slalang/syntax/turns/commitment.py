"""Commitments: what contracts say of them in other words."""

from __future__ import annotations

from slalang.syntax.turns.turn import FOR_PLANS, one_for_each

TURNS = (one_for_each("commitment"), *FOR_PLANS)
