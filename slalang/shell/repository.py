"""Where files lie in their repository: what a report writes for their names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from slalang.output.visible import encodable
from slalang.shell import cache

_MARK = ".git"


def repository_paths(files: Iterable[str]) -> dict[str, str]:
    """For each file's name its path relative to the repository, with `/`.

    The repository is the nearest folder with `.git` in it, from the working folder upwards, or else the working folder.
    """
    root = top_folder(Path.cwd()) or Path.cwd()
    return {file: _relative(file, root) for file in files}


def top_folder(folder: Path) -> Path | None:
    """The nearest folder with `.git` in it, from an absolute one upwards; None outside of any repository."""
    for above in (folder, *folder.parents):
        mark = above / _MARK
        cache.saw_place(mark)
        if mark.exists():
            return above
    return None


def _relative(file: str, root: Path) -> str:
    try:
        path = os.path.relpath(Path.cwd() / file, root)
    except ValueError:  # another drive, to which no relative path leads
        path = Path(file).name
    return encodable(path.replace(os.sep, "/"))
