"""JSON read without floats and without guesses, and written in one canonical form."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

MOST_DEPTH = 32
"""How deeply lists and objects may lie in one another."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ENCODER = msgspec.json.Encoder(order="sorted", decimal_format="number")


def read_json(text: str) -> object:
    """The value of one JSON text: str, bool, int, Decimal, None, list, dict; never a float.

    ValueError, with what is wrong in plain words, for anything that is not JSON, for a name that stands
    twice in one object, for half of a surrogate pair and for deeper nesting than `MOST_DEPTH`.
    """
    value, end = read_json_value(text, len(text) - len(text.lstrip(" \t\r\n")))
    if text[end:].strip(" \t\r\n"):
        raise ValueError(f"something follows the JSON value, from character {end + 1} on")
    return value


def read_json_value(text: str, start: int) -> tuple[object, int]:
    """The JSON value that starts exactly at `start`, and where it ends. Errors as for `read_json`."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {_plain(error.msg)} at character {error.pos - start + 1}") from None
    except RecursionError:
        raise ValueError("its lists and objects lie too deeply in one another") from None
    if not isinstance(value, dict | list):
        return value, end
    if _deeper_than(value, MOST_DEPTH):
        raise ValueError("its lists and objects lie too deeply in one another")
    if _SURROGATE.search(text, start, end):
        try:
            canonical_json(value)
        except UnicodeEncodeError:
            raise ValueError("it holds half of a surrogate pair, which is no character") from None
    return value, end


def canonical_json(value: object) -> str:
    """The one JSON text of decoded JSON: sorted names, no spaces, numbers exact."""
    return _ENCODER.encode(value).decode()


def _deeper_than(value: dict[str, Any] | list[Any], levels: int) -> bool:
    if levels == 0:
        return True
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, dict | list) and _deeper_than(member, levels - 1):
            return True
    return False


def _plain(message: str) -> str:
    return message[:1].lower() + message[1:].removesuffix(" at")


def _integer(text: str) -> int | Decimal:
    # Python refuses to read very long integers, and turns long ones slowly; a Decimal keeps the same digits.
    return int(text) if len(text) <= 18 else Decimal(text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("it holds a number beyond all use") from None


def _refuse(text: str) -> None:
    raise ValueError(f"it is not JSON: {text} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name `{twice[:60]}` stands twice in one object")
    return members


_DECODER = json.JSONDecoder(parse_float=_decimal, parse_int=_integer, parse_constant=_refuse, object_pairs_hook=_object)
