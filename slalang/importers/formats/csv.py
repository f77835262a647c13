"""CSV: a header of field names, then a row for each event.

An empty cell is an absent field, `|` parts the members of a list (or it is JSON), an object is JSON, booleans are `true` and
`false`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from slalang.importers.records import Limits, Record, Unreadable, line_of, unreadable_file, unreadable_line
from slalang.values.event_fields import EVENT_TYPES
from slalang.values.wire_forms import Form

ENDINGS = (".csv",)

_BOM = b"\xef\xbb\xbf"
_FORMS: dict[str, dict[str, Form]] = {
    event_type.name: {field.name: field.form for field in event_type.fields} for event_type in EVENT_TYPES.values()
}


def read_records(file: str, content: bytes, limits: Limits) -> Iterator[Record | Unreadable]:
    """Every record of a CSV file, in order, numbered by the line on which its row starts."""
    # Bytes that are not UTF-8 are carried along, so that only their own rows are refused.
    text = content.removeprefix(_BOM).decode(errors="surrogateescape")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield _problem(file, line, reader.line_num, f"it is not CSV: {error}")
            if header is None:
                return
            continue
        if row is None:
            return
        if not any(row):
            continue
        if header is None:
            header = [name.strip() for name in row]
            if (refused := _bad_header(file, line, header)) is not None:
                yield refused
                return
        else:
            yield _record(file, line, reader.line_num, header, row, limits)


def _bad_header(file: str, line: int, header: list[str]) -> Unreadable | None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        return unreadable_file(file, f"two columns are named `{twice[0]}`", "Give each column a name of its own.", line=line)
    if "type" in header:
        return None
    hint = "Part the columns with commas." if ";" in header[0] else "Begin with a line of the fields' names."
    return unreadable_file(file, "no column is named `type`", hint, line=line, field="type")


def _record(file: str, line: int, last_line: int, header: list[str], row: list[str], limits: Limits) -> Record | Unreadable:
    if len(row) != len(header):
        return _problem(file, line, last_line, f"it has {len(row)} cells under {len(header)} columns")
    if sum(map(len, row)) > limits.longest_line:
        return _problem(file, line, last_line, "it is too long")
    cells = dict(zip(header, row, strict=True))
    if any("\udc80" <= mark <= "\udcff" for cell in row if not cell.isascii() for mark in cell):
        return unreadable_line(file, line, "it is not UTF-8", "Save the file as UTF-8.", code="not-utf-8")
    forms = _FORMS.get(cells["type"], {})
    fields: dict[str, object] = {}
    for name, cell in cells.items():
        if not cell:
            continue
        try:
            fields[name] = forms[name].from_text(cell) if name in forms else cell
        except ValueError as error:
            return unreadable_line(file, line, f"in `{name}`, {error}", f"Write {forms[name].expected}.", code="bad-json")
    return Record(fields, line_of(file, line))


def _problem(file: str, line: int, last_line: int, reason: str) -> Unreadable:
    if last_line <= line:
        return unreadable_line(file, line, reason, "Give every row one cell for each column; put quotes around a comma.")
    # A quotation mark that nothing closes swallows the rows after it: they must not be lost unseen.
    return unreadable_file(
        file,
        f"{reason} (lines {line} to {last_line} are one row)",
        "Close the quotation marks; write a quotation mark inside quotes twice.",
        line=line,
    )
