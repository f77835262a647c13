"""Findings written down, for people and for other programs: a file a format, which it names, with `render(report)`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from slalang.output.report import Report


def format_names() -> tuple[str, ...]:
    """The formats there are, which are the files of this folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render_report(report: Report, name: str) -> str:
    """A report in the format of that name, ending in a line break or empty."""
    rendered = import_module(f"{__name__}.{name}").render(report)
    assert isinstance(rendered, str)
    return rendered
