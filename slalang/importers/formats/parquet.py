"""Parquet: columns named as the fields; needs the extra `slalang[parquet]`.

Timestamps carry a zone and become instants exactly, dates become bare dates, decimals stay exact. A binary
fraction is taken as the shortest decimal that names it. An object is a struct, a map or a string of JSON.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from slalang.importers.records import Limits, Record, Unreadable, line_of, unreadable_file, unreadable_line
from slalang.values.exact_json import read_json
from slalang.values.instants import format_instant

ENDINGS = (".parquet",)

_ROWS_AT_ONCE = 8192
_OBJECTS = frozenset({"attributes", "parameters", "set"})


def read_records(file: str, content: bytes, limits: Limits) -> Iterator[Record | Unreadable]:
    """Every record of a Parquet file, in order, numbered by its row."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        yield unreadable_file(
            file,
            "reading Parquet needs an extra that is not installed",
            "Install it with: pip install 'slalang[parquet]'",
            code="missing-extra",
        )
        return
    try:
        table = pq.ParquetFile(pa.BufferReader(content))
        if (refused := _bad_columns(file, table, pa, limits)) is not None:
            yield refused
            return
        row = 0
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE):
            columns = {name: _column(batch.column(name), pa) for name in batch.schema.names}
            for index in range(batch.num_rows):
                row += 1
                yield _record(file, row, {name: column[index] for name, column in columns.items()})
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        yield unreadable_file(file, f"it is not sound Parquet: {_first_line(error)}", "Write the file anew.")


def _bad_columns(file: str, table: Any, pa: Any, limits: Limits) -> Unreadable | None:
    names = table.schema_arrow.names
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return unreadable_file(file, f"two columns are named `{twice[0]}`", "Give each column a name of its own.")
    if table.metadata.num_rows > limits.most_events:
        return unreadable_file(
            file,
            f"it holds {table.metadata.num_rows} events, more than {limits.most_events}",
            "Evaluate the events in parts, customer by customer.",
            code="too-many",
        )
    for field in table.schema_arrow:
        if pa.types.is_timestamp(field.type) and field.type.tz is None:
            return unreadable_file(
                file,
                f"`{field.name}` holds times without a zone",
                "Store the column as timestamps in UTC.",
                field=field.name,
            )
    return None


def _column(column: Any, pa: Any) -> list[Any]:
    if not pa.types.is_timestamp(column.type):
        return list(column.to_pylist())
    # A finer unit than microseconds is refused where it would lose something, never cut.
    micros = column.cast(pa.timestamp("us", tz=column.type.tz)).cast(pa.int64()).to_pylist()
    return [None if instant is None else _written(instant) for instant in micros]


def _written(instant: int) -> str:
    try:
        return format_instant(instant)
    except (ValueError, OverflowError):
        return f"{instant} microseconds"


def _record(file: str, row: int, cells: dict[str, Any]) -> Record | Unreadable:
    fields: dict[str, object] = {}
    for name, cell in cells.items():
        if cell is None:
            continue
        try:
            json_text = name in _OBJECTS and isinstance(cell, str)
            fields[name] = read_json(cell) if json_text else _as_json(cell)
        except ValueError as error:
            return unreadable_line(file, row, f"in `{name}`, {error}", "Store the column as text, numbers, lists or structs.")
    return Record(fields, line_of(file, row))


def _as_json(cell: Any) -> object:
    match cell:
        case bool() | int() | str() | Decimal():
            return cell
        case float():
            if not math.isfinite(cell):
                raise ValueError("there is no number")
            return Decimal(repr(cell))
        case [(str(), _), *_]:
            return {name: _as_json(member) for name, member in cell if member is not None}
        case list():
            return [_as_json(member) for member in cell if member is not None]
        case dict():
            return {name: _as_json(member) for name, member in cell.items() if member is not None}
        case date() if type(cell) is date:
            return cell.isoformat()
        case _:
            raise ValueError(f"a value of the kind {type(cell).__name__} may not stand")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0][:200]
