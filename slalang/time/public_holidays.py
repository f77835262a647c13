"""Public holidays by country and subdivision, from the `holidays` library (T5)."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from slalang.values.diagnostics import nearest
from slalang.values.instants import day_number

FIRST_YEAR, LAST_YEAR = 1970, 2100


class UnknownHolidays(ValueError):  # noqa: N818
    """A code for which there are no holidays; `suggestions` holds codes that the author may have meant."""

    def __init__(self, code: str, suggestions: tuple[str, ...], reason: str) -> None:
        self.code = code
        self.suggestions = suggestions
        super().__init__(reason)


@lru_cache(maxsize=64)
def holiday_days(code: str, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> tuple[int, ...]:
    """Sorted day numbers of the public holidays of a country (`US`, nationwide) or a part (`GB-ENG`) (T5).

    Subdivisions are written as in ISO 3166-2. Days observed in place of a holiday are holidays too.
    UnknownHolidays, with suggestions, for any other code.
    """
    import holidays  # slow to import, and most policies need none

    country, _, subdivision = code.partition("-")
    _check(code, country, subdivision)
    days = holidays.country_holidays(country, subdiv=subdivision or None, years=range(first_year, last_year + 1), observed=True)
    return tuple(sorted(day_number(day) for day in days if first_year <= day.year <= last_year))


def has_subdivisions(country: str) -> bool:
    """Whether a country's holidays differ by subdivision, so that a policy should name one.

    UnknownHolidays for a country without holidays.
    """
    _check(country, country, "")
    return bool(_countries()[country])


def holidays_version() -> str:
    """The version of the `holidays` library that the days come from (V4)."""
    return str(import_module("holidays").__version__)


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, ...]]:
    """Every country of the library by its two letters, with its subdivisions."""
    import holidays

    supported = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(parts) for country, parts in supported.items()}


def _check(code: str, country: str, subdivision: str) -> None:
    countries = _countries()
    if country not in countries:
        known = {c: c for c in countries} | {"UK": "GB", "EN": "GB-ENG", "UK-ENG": "GB-ENG", "USA": "US"}
        meant = nearest(code, known) or nearest(country, known)
        found: tuple[str, ...] = (known[meant],) if meant else ()
        hint = f"did you mean `{found[0]}`?" if found else "write a country as `US`, a part of one as `GB-ENG`"
        raise UnknownHolidays(code, found, f"no holidays are known for `{code}`; {hint}")
    parts = countries[country]
    if "-" in code and subdivision not in parts:
        near = nearest(subdivision, parts)
        found = tuple(f"{country}-{part}" for part in ((near,) if near else parts[:5]))
        choices = ", ".join(f"`{choice}`" for choice in found) or f"`{country}`"
        raise UnknownHolidays(code, found, f"no holidays are known for `{code}`; `{country}` has {choices}")
