"""All reading of files and of standard input: policies as text, events as bytes, bounded in size."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import attrs

from slalang.shell.failures import Failure
from slalang.shell.terminal import say

STANDARD_INPUT = "-"

LARGEST_POLICY = 4 << 20
"""Bytes that a policy file may hold; the parser's own bound is in characters."""

LARGEST_EVENTS = 1 << 30
"""Bytes that one file of events may hold."""

_BLOCK = 1 << 20


@attrs.define(slots=True)
class PolicySource:
    """The text of a policy and, by their names, of the files that it uses from its own folder.

    `texts` gathers what was read, for messages that show the place.
    """

    file: str
    text: str
    texts: dict[str, str] = attrs.field(factory=dict)

    def load(self, name: str) -> str | None:
        """The text of a file by its name relative to the policy's folder; None where there is none.

        Failure for a name that leads out of that folder, and for what is there but cannot be read.
        """
        path = self._inside(name)
        if not path.exists():
            return None
        # Messages name a file of the policy as the policy itself was named, folder and all.
        shown = self.file[: len(self.file) - len(Path(self.file).name)] + name
        if shown not in self.texts:
            self.texts[shown] = _text(path, shown)
        return self.texts[shown]

    def _inside(self, name: str) -> Path:
        folder = Path(self.file).parent
        wanted = PurePosixPath(name)
        path = folder.joinpath(*wanted.parts)
        if "\0" in name:
            raise Failure("the policy uses a file whose name holds a null character", "Name the file plainly.")
        if wanted.is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
            raise Failure(
                f"`{self.file}` uses `{name}`, which lies outside the policy's folder",
                "Put what policies share into the policy's folder, or a folder inside it.",
            )
        return path


def read_policy(file: str) -> PolicySource:
    """Read a policy file; Failure in plain words where that cannot be done."""
    text = _text(Path(file), file)
    return PolicySource(file, text, {file: text})


def read_event_sources(files: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    """The bytes of files of events with their names; `-` is standard input, which holds JSON Lines."""
    if files.count(STANDARD_INPUT) > 1:
        raise Failure("standard input can be read only once", "Give `-` once.")
    return tuple(_source(file) for file in files)


def policy_files(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The policy files that paths name: a file itself, of a folder every `.sla` file in it and below."""
    found: list[str] = []
    for path in paths:
        there = Path(path)
        if not there.is_dir():
            found.append(path)
            continue
        inside = sorted(str(file) for file in there.rglob("*.sla") if file.is_file())
        if not inside:
            raise Failure(f"the folder `{path}` holds no policy", "Name a folder with files that end in `.sla`.")
        found += inside
    return tuple(dict.fromkeys(found))


def is_file(file: str) -> bool:
    """Whether there is a file of that name."""
    return Path(file).is_file()


def _source(file: str) -> tuple[str, bytes]:
    if file != STANDARD_INPUT:
        return file, _content(Path(file), file, LARGEST_EVENTS)
    if sys.stdin.isatty():
        say("Reading events from standard input; end with Ctrl-D.")
    return "standard input", _bounded(sys.stdin.buffer, "standard input", LARGEST_EVENTS)


def _text(path: Path, shown: str) -> str:
    content = _content(path, shown, LARGEST_POLICY)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Failure(f"`{shown}` is UTF-16, not UTF-8", "Save the file as UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Failure(f"`{shown}` is not UTF-8: byte {error.start + 1}, in line {line}", "Save the file as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _content(path: Path, shown: str, largest: int) -> bytes:
    try:
        with path.open("rb") as stream:
            if stat.S_ISDIR(os.fstat(stream.fileno()).st_mode):
                raise IsADirectoryError(errno.EISDIR, "is a directory", shown)
            return _bounded(stream, f"`{shown}`", largest)
    except OSError as error:
        raise _unreadable(error, shown) from None
    except ValueError:
        raise Failure("a file's name holds a null character", "Name the file plainly.") from None


def _bounded(stream: BinaryIO, shown: str, largest: int) -> bytes:
    blocks: list[bytes] = []
    size = 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > largest:
            raise Failure(f"{shown} is larger than {largest >> 20} MiB", "Split it, and give the parts one by one.")
        blocks.append(block)
    return b"".join(blocks)


def _unreadable(error: OSError, shown: str) -> Failure:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return Failure(f"there is no file `{shown}`", "Check the spelling and the folder.")
        case IsADirectoryError():
            return Failure(f"`{shown}` is a folder, not a file", "Name the file in it.")
        case PermissionError():
            return Failure(f"`{shown}` may not be read", "Ask its owner for permission to read it.")
        case _:
            why = (error.strerror or "unknown reason").lower()
            return Failure(f"`{shown}` cannot be read: {why}", "Check the file, then try again.")
