"""How single values stand on the wire: read exactly, written canonically, described for JSON Schema.

A form reads what JSON gives: str, bool, int, Decimal (never float), list, dict. `read` raises ValueError with
the reason in plain words; `write` is its inverse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import attrs

from slalang.values.diagnostics import nearest
from slalang.values.events import Attributes, CivilDate, Decision, MaintenanceKind, Scalar, TicketAction
from slalang.values.exact_json import canonical_json, read_json
from slalang.values.instants import civil_date, day_number, format_instant, parse_instant
from slalang.values.money import format_fixed

MOST_DIGITS = 30
"""How many digits a number may have before, and after, its decimal point."""

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LOCAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?", re.ASCII)
_TOO_FINE = re.compile(r".{19}\.[0-9]{7,}([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_EARLIEST = parse_instant("0001-01-01T00:00:00Z")
_LATEST = parse_instant("9999-12-31T23:59:59.999999Z")

_INSTANT_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
_DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_DECIMAL_PATTERN = r"^-?[0-9]+(\.[0-9]+)?$"

Schema = dict[str, Any]


@attrs.frozen(slots=True)
class Form:
    """One way in which a value stands on the wire: what it is called, how it is read, written and described.

    `expected` completes "must be ...". `from_text` turns a cell of a text table into what JSON would have
    given.
    """

    expected: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    schema: Schema
    from_text: Callable[[str], object] = str


def exact_decimal(number: Decimal) -> Decimal:
    """The same number in its one canonical form: no exponent, no zeros at the end of its decimals."""
    if not number.is_finite():
        raise ValueError("it is not a number")
    if not number:
        return Decimal(0)
    # Checked before the digits are written out: 1e999999999 would fill the memory.
    if not -MOST_DIGITS <= number.adjusted() < MOST_DIGITS or len(number.as_tuple().digits) > 4 * MOST_DIGITS:
        raise ValueError(f"it has more than {MOST_DIGITS} digits")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if len(text.partition(".")[2]) > MOST_DIGITS:
        raise ValueError(f"it has more than {MOST_DIGITS} decimals")
    return Decimal(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("it is not a string")
    if not value:
        raise ValueError("it is empty")
    return value


def _identifier(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return _text(value)
    if isinstance(value, Decimal) and (value.as_tuple().exponent != 0 or value.adjusted() >= MOST_DIGITS):
        raise ValueError("it is a number that is not a plain integer")
    return str(value)


def _several(read_one: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            return (read_one(value),)
        if not value:
            raise ValueError("the list is empty")
        return tuple(sorted({read_one(member) for member in value}))

    return read


def _list(read_one: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise ValueError("it is not a list")
        return tuple(sorted({read_one(member) for member in value}))

    return read


def _instant(value: Any) -> int:
    text = _text(value)
    if _DATE.fullmatch(text):
        raise ValueError("a date without a time of day may not stand here")
    try:
        instant = parse_instant(text)
    except ValueError as reason:
        raise ValueError(_why_no_instant(text, str(reason))) from None
    if not _EARLIEST <= instant <= _LATEST:
        raise ValueError("it lies outside the years 1 to 9999")
    return instant


def _why_no_instant(text: str, reason: str) -> str:
    if _LOCAL_TIME.fullmatch(text):
        return "it has no offset from UTC: end it with Z, or with an offset such as +01:00"
    if _TOO_FINE.fullmatch(text):
        return "it has more than six decimals of a second"
    return f"it is {reason}" if reason.startswith("not ") else f"there is {reason}"


def _date(value: Any) -> CivilDate:
    text = _text(value)
    if not _DATE.fullmatch(text):
        raise ValueError("it is not a date")
    try:
        return CivilDate(day_number(date.fromisoformat(text)))
    except ValueError:
        raise ValueError("there is no such date") from None


def _moment(value: Any) -> int | CivilDate:
    return _date(value) if isinstance(value, str) and _DATE.fullmatch(value) else _instant(value)


def _write_date(value: CivilDate) -> str:
    return civil_date(value.day).isoformat()


def _write_moment(value: int | CivilDate) -> str:
    return _write_date(value) if isinstance(value, CivilDate) else format_instant(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it is neither true nor false")
    return value


def _decimal(value: Any) -> Decimal:
    if isinstance(value, str):
        if len(value) > 4 * MOST_DIGITS or not _DECIMAL.fullmatch(value):
            raise ValueError("it is not a plain decimal number")
        return exact_decimal(Decimal(value))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("it is not a decimal number")
    return exact_decimal(Decimal(value))


def _share(value: Any) -> Fraction:
    share = Fraction(_decimal(value))
    if not 0 <= share <= 1:
        raise ValueError("it lies outside 0 to 1")
    return share


def _between(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise ValueError("it is not a whole number")
        if isinstance(value, Decimal):
            value = exact_decimal(value)
            if value != value.to_integral_value():
                raise ValueError("it is not a whole number")
        if not least <= value <= most:
            raise ValueError("it is too small" if value < least else "it is too large")
        return int(value)

    return read


def _currency(value: Any) -> str:
    text = _text(value)
    if not _CURRENCY.fullmatch(text):
        raise ValueError("it is not three capital letters")
    return text


def _scalar(value: Any) -> Scalar:
    match value:
        case str() | bool():
            return value
        case int() | Decimal():
            number = exact_decimal(Decimal(value))
            return int(number) if number == number.to_integral_value() else number
        case _:
            raise ValueError("it is neither a string, a number, true nor false")


def _attributes(value: Any) -> Attributes:
    if not isinstance(value, dict):
        raise ValueError("it is not an object")
    pairs: list[tuple[str, Scalar]] = []
    for name, member in value.items():
        if member is None:
            continue
        try:
            pairs.append((name, _scalar(member)))
        except ValueError as reason:
            raise ValueError(f"of its member `{name}`: {reason}") from None
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def _replacements(value: Any) -> str:
    if not isinstance(value, dict):
        raise ValueError("it is not an object")
    for name in ("id", "type"):
        if name in value:
            raise ValueError(f"a correction never replaces `{name}`; retract the event and send another")
    return canonical_json(value)


def _number_from_text(cell: str) -> object:
    return Decimal(cell) if len(cell) <= 4 * MOST_DIGITS and _DECIMAL.fullmatch(cell) else cell


def _list_from_text(cell: str) -> object:
    # Who writes objects as JSON in a table may write lists so too.
    return read_json(cell) if cell.startswith("[") else cell.split("|")


def _flag_from_text(cell: str) -> object:
    return {"true": True, "false": False}.get(cell, cell)


def _written(number: Decimal) -> str:
    return format(number, "f")


def _as_list(value: tuple[str, ...]) -> list[str]:
    return list(value)


def _kept(value: Any) -> Any:
    return value


def _as_decimal(value: Fraction) -> str:
    # A share is read from a decimal, so its denominator divides a power of ten.
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return format_fixed(value, digits)


_STRING: Schema = {"type": "string", "minLength": 1}
_WORD: Schema = {"anyOf": [_STRING, {"type": "integer"}]}
_DIGITS: Schema = {"type": "string", "pattern": _DECIMAL_PATTERN}
_NUMBER: Schema = {"anyOf": [_DIGITS, {"type": "number"}]}
_SHARE: Schema = {"anyOf": [_DIGITS, {"type": "number", "minimum": 0, "maximum": 1}]}

TEXT = Form("a string", _text, str, _STRING)
IDENTIFIER = Form("a string or an integer", _identifier, str, _WORD)
NAMES = Form(
    "a string or a list of strings",
    _several(_text),
    _as_list,
    {"anyOf": [_STRING, {"type": "array", "items": _STRING, "minItems": 1}]},
    _list_from_text,
)
TEXTS = Form("a list of strings", _list(_text), _as_list, {"type": "array", "items": _STRING}, _list_from_text)
IDENTIFIERS = Form("a list of strings", _list(_identifier), _as_list, {"type": "array", "items": _WORD}, _list_from_text)
INSTANT = Form(
    "an instant with an offset, such as 2025-03-14T10:00:00Z",
    _instant,
    format_instant,
    {"type": "string", "format": "date-time", "pattern": _INSTANT_PATTERN},
)
DATE = Form(
    "a date, such as 2025-03-14",
    _date,
    _write_date,
    {"type": "string", "format": "date", "pattern": _DATE_PATTERN},
)
MOMENT = Form(
    "an instant with an offset, such as 2025-03-14T10:00:00Z, or a date",
    _moment,
    _write_moment,
    {"anyOf": [INSTANT.schema, DATE.schema]},
)
FLAG = Form("true or false", _flag, bool, {"type": "boolean"}, _flag_from_text)
COUNT = Form(
    "a whole number, 0 or more",
    _between(0, 10**18),
    int,
    {"type": "integer", "minimum": 0},
    _number_from_text,
)
DAY_OF_MONTH = Form(
    "a day of the month, 1 to 31",
    _between(1, 31),
    int,
    {"type": "integer", "minimum": 1, "maximum": 31},
    _number_from_text,
)
SHARE = Form("a share from 0 to 1, such as 0.25", _share, _as_decimal, _SHARE)
DECIMAL = Form('a decimal number, such as "99.50"', _decimal, _written, _NUMBER)
CURRENCY = Form(
    "a currency of three capital letters, such as USD",
    _currency,
    str,
    {"type": "string", "pattern": "^[A-Z]{3}$"},
)
SCALAR = Form("a string, a number, true or false", _scalar, _kept, {"type": ["string", "number", "boolean"]})
ATTRIBUTES = Form(
    "an object of strings, numbers, true and false",
    _attributes,
    dict,
    {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
    read_json,
)
REPLACEMENTS = Form(
    "an object of the fields to replace, without `id` and `type`",
    _replacements,
    read_json,
    {"type": "object", "not": {"anyOf": [{"required": ["id"]}, {"required": ["type"]}]}},
    read_json,
)


def _choice(words: type[StrEnum]) -> Form:
    names = [str(word) for word in words]

    def read(value: Any) -> StrEnum:
        text = _text(value)
        if text not in names:
            close = nearest(text, names)
            raise ValueError(f"is `{close}` meant?" if close else f"`{text[:60]}` is none of them")
        return words(text)

    return Form(f"one of {', '.join(names)}", read, str, {"enum": names})


MAINTENANCE_KIND = _choice(MaintenanceKind)
TICKET_ACTION = _choice(TicketAction)
DECISION = _choice(Decision)


def shown(value: object) -> str:
    """A wire value as a person may see it in a message, cut to a readable length."""
    text = value if isinstance(value, str) else canonical_json(value)
    return text if len(text) <= 60 else text[:57] + "..."
