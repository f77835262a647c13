"""Texts, figures, names, and what a phrase carries."""

from __future__ import annotations

import re
from typing import assert_never

from slalang.syntax import ast
from slalang.syntax.words import is_clause_ref


def qualifiers(carried: ast.Qualifiers) -> str:
    """The reason, the reading and the clauses, each with a blank before it; nothing where there are none."""
    because = f" because {text(carried.because)}" if carried.because is not None else ""
    reading = f" under reading {carried.reading.text}" if carried.reading is not None else ""
    return because + reading + (f" {citation(carried.clauses)}" if carried.clauses is not None else "")


def citation(clauses: tuple[str, ...]) -> str:
    """The clauses in brackets."""
    return f"({'clause' if len(clauses) == 1 else 'clauses'} {clause_refs(clauses)})"


def clause_refs(clauses: tuple[str, ...]) -> str:
    """References as they are where they are numbers or a letter, headings in quotation marks."""
    return ", ".join(ref if (is_clause_ref(ref) and not ref.isalpha()) or len(ref) == 1 else text(ref) for ref in clauses)


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
            return figure(given)
        case ast.YesNo():
            return given.value
    assert_never(given)


def percent(given: ast.Percent) -> str:
    """Digits as written, and the sign."""
    return f"{given.digits}%"


def money(given: ast.Money) -> str:
    """The currency before the figure."""
    return f"{given.currency} {figure(given.number)}"


def figure(given: ast.Number) -> str:
    """Digits as written, with a comma before every three of a thousand and more."""
    whole, point, fraction = given.digits.partition(".")
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole) + point + fraction


def many(number: ast.Number, noun: str) -> str:
    """So many of something, in the number that the figure asks for."""
    return f"{figure(number)} {noun if number.digits == '1' else f'{noun}s'}"


def name_list(names: tuple[ast.Name, ...], between: str = ", ") -> str:
    """Names of the policy."""
    return between.join(name.text for name in names)


def text_list(texts: tuple[str, ...], between: str = ", ") -> str:
    """Texts, each in quotation marks."""
    return between.join(text(t) for t in texts)


def nth(ordinal: ast.Ordinal) -> str:
    """`1st`, `2nd`, ..., `last`."""
    number = ordinal.number
    if number == -1:
        return "last"
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
