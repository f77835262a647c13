"""CloudEvents 1.0: the envelope around an event is taken off."""

from __future__ import annotations

from slalang.importers.records import Record, Unreadable
from slalang.values.diagnostics import Diagnostic

_PREFIX = "slalang."


def unwrap_cloud_event(record: Record) -> Record | Unreadable:
    """The event inside a CloudEvents envelope; a record without one as it is.

    The envelope's `time` stands in for `recorded` and its `id` for `id` where the event itself has none.
    """
    envelope = record.fields
    if "specversion" not in envelope:
        return record
    if envelope["specversion"] != "1.0":
        return _refused(record, "specversion", "only CloudEvents 1.0 are read", 'Set `specversion` to "1.0".')
    name = envelope.get("type")
    if not isinstance(name, str) or not name.startswith(_PREFIX):
        return _refused(
            record,
            "type",
            "the `type` of the envelope does not begin with `slalang.`",
            "Name the event as in `slalang.outage`.",
        )
    data = envelope.get("data")
    if not isinstance(data, dict):
        hint = (
            "Send the event as JSON in `data`, not in `data_base64`."
            if "data_base64" in envelope
            else "Put the event's fields into `data`."
        )
        return _refused(record, "data", "the envelope's `data` is not an object", hint)
    kind = name.removeprefix(_PREFIX)
    if data.get("type", kind) != kind:
        return _refused(record, "type", "the envelope and its `data` name different types", "Leave `type` out of `data`.")
    fields: dict[str, object] = {**data, "type": kind}
    for outer, inner in (("id", "id"), ("time", "recorded")):
        if fields.get(inner) is None and envelope.get(outer) is not None:
            fields[inner] = envelope[outer]
    return Record(fields, record.span)


def _refused(record: Record, field: str, title: str, hint: str) -> Unreadable:
    return Unreadable(Diagnostic(title, record.span, "bad-envelope", field=field, hint=hint))
