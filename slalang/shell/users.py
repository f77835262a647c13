"""Which policies use a file: looked for wherever one could stand, so that a repair changes none of them unseen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import attrs

from slalang.shell.failures import Failure
from slalang.shell.files import LARGEST_POLICY, PolicySource, decoded
from slalang.shell.repository import top_folder

_MOST_FILES = 2_000
"""How many files of a folder are read to find the users of one."""
_MOST_USERS = 100
"""How many users are compiled to see that they stay the same."""

_ENDS = (".sla", ".md")
_NAMED = re.compile(r"""["“”„]([^"“”„\n]{1,500})["“”„]""")


@attrs.frozen(slots=True)
class Users:
    """The policies that use a file, and why these may not be all of them: nothing where they are."""

    policies: tuple[PolicySource, ...] = ()
    missed: str = ""


Beside = dict[Path, tuple[PolicySource, ...]]
"""What was read before: by their folders the files that name another one, but for those that are known."""


def users_of(file: Path, known: Collection[Path], beside: Beside) -> Users:
    """The policies that use a file, but for those that are known (resolved paths).

    A policy uses what lies in its own folder or below (P3). So they stand in the file's folder or in one above it, as far up as
    the repository goes.
    """
    found: list[PolicySource] = []
    try:
        if not file.is_file():
            return Users()
        for folder in _folders_above(file.resolve()):
            if folder not in beside:
                paths = [path for path in sorted(folder.iterdir()) if path.name.casefold().endswith(_ENDS) and path.is_file()]
                if len(paths) > _MOST_FILES:
                    return Users(
                        tuple(found), f"the folder {folder.name} holds more than {_MOST_FILES} files that may be policies"
                    )
                sources = (_source(path) for path in paths if path.resolve() not in known)
                beside[folder] = tuple(source for source in sources if source is not None and _files_named(source.text))
            found += [source for source in beside[folder] if uses(source, file)]
            if len(found) > _MOST_USERS:
                return Users(tuple(found), f"more than {_MOST_USERS} use it that were not named")
    except OSError as error:
        return Users(tuple(found), f"{error.filename} cannot be read")
    return Users(tuple(found))


def uses(source: PolicySource, file: Path) -> bool:
    """Whether a policy names a file, or a file that names it, and so on. OSError where one of them cannot be read."""
    wanted, seen = file.resolve(), {Path(source.file).resolve()}
    waiting = [(Path(source.file).parent, source.text)]
    while waiting and len(seen) <= _MOST_FILES:
        folder, text = waiting.pop()
        for name in _files_named(text):
            path = folder / name
            try:
                there, is_file = path.resolve(), path.is_file()
            except (OSError, RuntimeError, ValueError):  # a name that no file has
                continue
            if there == wanted:
                return True
            if is_file and there not in seen:
                seen.add(there)
                used = _source(path)
                if used is not None:
                    waiting.append((path.parent, used.text))
    return False


def _files_named(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in _NAMED.findall(text) if name.casefold().endswith(_ENDS)))


def _folders_above(file: Path) -> Iterator[Path]:
    top = top_folder(file.parent)
    for folder in file.parents:
        yield folder
        if folder == top:
            return


def _source(path: Path) -> PolicySource | None:
    """What a file holds; None where it is no policy, whatever it is."""
    if path.stat().st_size > LARGEST_POLICY:
        return None
    try:
        text = decoded(path.read_bytes(), str(path))
    except Failure:
        return None
    return PolicySource(str(path), text, {str(path): text})
