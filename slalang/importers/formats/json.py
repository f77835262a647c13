"""JSON Lines: one object a line; a `.json` file may also hold one array of objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slalang.importers.records import Limits, Record, Unreadable, line_of, unreadable_file, unreadable_line
from slalang.values.exact_json import read_json, read_json_value

ENDINGS = (".jsonl", ".ndjson", ".json", "")

_BOM = b"\xef\xbb\xbf"
_BLANK = re.compile(r"[ \t\r\n]*")
_AN_OBJECT = 'Write each event as one JSON object on a line of its own: {"type": "outage", ...}.'


def read_records(file: str, content: bytes, limits: Limits) -> Iterator[Record | Unreadable]:
    """Every record of a JSON file, in order. Blank lines, a byte order mark and CRLF are passed over."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield unreadable_file(file, "it is UTF-16", "Save the file as UTF-8.")
        return
    content = content.removeprefix(_BOM)
    if not file.lower().endswith((".jsonl", ".ndjson")) and content.lstrip()[:1] == b"[":
        yield from _array(file, content, limits)
        return
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield _line(file, number, line, limits)


def _line(file: str, number: int, line: bytes, limits: Limits) -> Record | Unreadable:
    if len(line) > limits.longest_line:
        return _too_long(file, number, len(line), limits)
    try:
        fields = read_json(line.decode())
    except UnicodeDecodeError as error:
        return unreadable_line(
            file, number, f"byte {error.start + 1} is not UTF-8", "Save the file as UTF-8.", code="not-utf-8"
        )
    except ValueError as error:
        hint = "Write each event on one line, or all as one array." if line.strip() == b"{" else _AN_OBJECT
        return unreadable_line(file, number, str(error), hint, code="bad-json")
    return _record(file, number, fields)


def _array(file: str, content: bytes, limits: Limits) -> Iterator[Record | Unreadable]:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        yield unreadable_file(file, "it is not UTF-8", "Save the file as UTF-8.", line=line, code="not-utf-8")
        return
    at = _after_blank(text, text.index("[") + 1)
    line = text.count("\n", 0, at) + 1
    closed = text.startswith("]", at)
    while not closed:
        try:
            value, end = read_json_value(text, at)
        except ValueError as error:
            yield unreadable_file(file, str(error), _AN_OBJECT, line=line, code="bad-json")
            return
        too_long = end - at > limits.longest_line
        yield _too_long(file, line, end - at, limits) if too_long else _record(file, line, value)
        mark = _after_blank(text, end)
        if text[mark : mark + 1] not in (",", "]"):
            wrong_at = line + text.count("\n", at, mark)
            yield unreadable_file(file, "a comma or `]` is missing", "End the array with `]`.", line=wrong_at, code="bad-json")
            return
        closed = text[mark] == "]"
        after = mark + 1 if closed else _after_blank(text, mark + 1)
        line += text.count("\n", at, after)
        at = after
    if text[at:].removeprefix("]").strip():
        yield unreadable_file(file, "something follows the array", "Keep one array in the file.", line=line, code="bad-json")


def _record(file: str, line: int, fields: object) -> Record | Unreadable:
    if not isinstance(fields, dict):
        return unreadable_line(file, line, "it is not a JSON object", _AN_OBJECT, code="bad-json")
    return Record(fields, line_of(file, line))


def _after_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _too_long(file: str, line: int, length: int, limits: Limits) -> Unreadable:
    return unreadable_line(
        file,
        line,
        f"it is {length} bytes long, and an event has at most {limits.longest_line}",
        "Write each event on a line of its own.",
        code="too-long",
    )
