"""All files that commands read and write: policies as text or compiled, events as bytes, bounded in size."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

import attrs

from slalang.output.visible import encodable, visible
from slalang.shell import cache
from slalang.shell.failures import Failure
from slalang.shell.reporting import refuse
from slalang.shell.terminal import say
from slalang.values.diagnostics import Diagnostic

if TYPE_CHECKING:
    from slalang.semantics.artifact.reading import Artifact

STANDARD_INPUT = "-"

LARGEST_POLICY = 4 << 20
"""Bytes that a policy file may hold; the parser's own bound is in characters."""

LARGEST_ARTIFACT = 16 << 20
"""Bytes that a compiled policy may hold: its texts, and the zones and calendars that they name."""

LARGEST_EVENTS = 1 << 30
"""Bytes that one file of events may hold."""

_BLOCK = 1 << 20

_JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
"""How a compiled policy begins, and no policy as text does."""

_STRAY = re.compile(r"<U\+(D[89A-F][0-9A-F]{2})>")
"""What stands in the name of a file for what UTF-8 cannot hold."""


@attrs.define(slots=True)
class PolicySource:
    """The text of a policy and, by their names, of the files that it uses from its own folder.

    `file` is the name by which messages speak of it (`spoken_name`). `texts` gathers what was read, for messages that show the
    place. Of a compiled policy (`artifact`) these are the texts that it was compiled from, named as if it were their folder
    (`uptime.json/uptime.sla`).
    """

    file: str
    text: str
    texts: dict[str, str] = attrs.field(factory=dict)
    artifact: Artifact | None = None

    def load(self, name: str) -> str | None:
        """The text of a file by its name relative to the policy's folder; None where there is none.

        Failure for a name that leads out of that folder, and for what is there but cannot be read.
        """
        if self.artifact is not None:
            return self.artifact.sources.get(name)
        path = self._inside(name)
        if not path.exists():
            cache.saw_file(path, None)
            return None
        # Messages name a file of the policy as the policy itself was named, folder and all.
        shown = self.file[: len(self.file) - len(Path(self.file).name)] + name
        if shown not in self.texts:
            self.texts[shown] = _text(path, shown)
        return self.texts[shown]

    def _inside(self, name: str) -> Path:
        folder = _path(self.file).parent
        wanted = PurePosixPath(name)
        path = folder.joinpath(*wanted.parts)
        if "\0" in name:
            raise Failure("the policy uses a file whose name holds a null character", "Name the file plainly.")
        if wanted.is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
            raise Failure(
                f"`{_shown(self.file)}` uses `{_shown(name)}`, which lies outside the policy's folder",
                "Put what policies share into the policy's folder, or a folder inside it.",
            )
        return path


def spoken_name(file: str) -> str:
    """The name of a file as all that is written speaks of it: itself, but for what UTF-8 cannot hold (`<U+DCFF>.sla`).

    Every function here takes that name too. Failure where another file is really called so.
    """
    name = encodable(file)
    if name != file:
        cache.saw_place(name)
        if os.path.lexists(name):
            raise Failure(f"two files are called `{_shown(name)}`, since the name of one is not UTF-8", "Rename one of them.")
    return name


def _path(name: str) -> Path:
    """Where a file lies, by its name or by its spoken one."""
    spelt = _STRAY.sub(lambda stray: chr(int(stray[1], 16)), name)
    return Path(spelt if spelt != name and os.path.lexists(spelt) and not os.path.lexists(name) else name)


def read_policy(file: str, for_its_rules: bool = False) -> PolicySource:
    """Read a policy: text, Markdown with rules in it, or compiled, which its content tells. Failure where that cannot be done.

    A compiled policy that is damaged or was changed is reported, and ends the command. Its texts should say what its rules
    are: where they do not, that is said, unless only the rules are asked for (`for_its_rules`).
    """
    file = spoken_name(file)
    content = _content(_path(file), file, LARGEST_ARTIFACT)
    if _JSON_OBJECT.match(content):
        source = _compiled_source(content, file)
        if not for_its_rules:
            _say_other_texts(source)
        return source
    text = decoded(_no_larger(content, f"`{file}`", LARGEST_POLICY), file)
    return PolicySource(file, text, {file: text})


def _compiled_source(content: bytes, file: str) -> PolicySource:
    from slalang.semantics.artifact.reading import open_artifact

    artifact = open_artifact(content, file)
    if isinstance(artifact, Diagnostic):
        refuse((artifact,), {})
    texts = {f"{file}/{name}": text for name, text in artifact.sources.items()}
    return PolicySource(f"{file}/{artifact.file}", artifact.sources.get(artifact.file, ""), texts, artifact)


def _say_other_texts(source: PolicySource) -> None:
    """That the texts of a compiled policy give another one: other zones or holidays, another slalang, or other hands."""
    from slalang.pipeline import compile_policy

    artifact = source.artifact
    compiled = compile_policy(source.text, source.file, source.load).compiled
    if artifact is None or (compiled is not None and compiled.sha256 == artifact.sha256):
        return
    zones, holidays = artifact.header["zone_version"], artifact.header["holidays_version"]
    of_holidays = f" and holidays {holidays}" if holidays else ""
    say(
        f"note: the texts in {_shown(source.file.rpartition('/')[0])} give another policy than its rules, which are "
        f"{artifact.sha256[:12]}, by slalang {artifact.engine} with zones {zones}{of_holidays}; verdicts go by the rules"
    )


def policy_bytes(file: str) -> bytes:
    """The bytes of a policy file as they are, `-` being standard input; Failure where that cannot be done."""
    if file == STANDARD_INPUT:
        return _bounded(_standard_input(), "standard input", LARGEST_POLICY)
    return _content(_path(file), file, LARGEST_POLICY)


def read_event_sources(files: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    """The bytes of files of events with their names; `-` is standard input, which holds JSON Lines."""
    if files.count(STANDARD_INPUT) > 1:
        raise Failure("standard input can be read only once", "Give `-` once.")
    return tuple(_source(file) for file in files)


def policy_files(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The policy files that paths name: a file itself, of a folder every `.sla` and `.sla.md` file in it and below."""
    found: list[str] = []
    for path in paths:
        there = Path(path)
        cache.saw_place(there)
        if not there.is_dir():
            found.append(spoken_name(path))
            continue
        cache.saw_folder(there)
        inside = sorted(spoken_name(str(file)) for end in ("*.sla", "*.sla.md") for file in there.rglob(end) if file.is_file())
        if not inside:
            raise Failure(
                f"the folder `{_shown(path)}` holds no policy",
                "Name a folder with files that end in `.sla` or `.sla.md`.",
            )
        found += inside
    return tuple(dict.fromkeys(found))


def is_file(file: str) -> bool:
    """Whether there is a file of that name."""
    cache.saw_place(file)
    return _path(file).is_file()


def same_file(one: str, other: str) -> bool:
    """Whether two names lead to one file that is there."""
    try:
        return _path(one).samefile(_path(other))
    except (OSError, ValueError):
        return False


def _source(file: str) -> tuple[str, bytes]:
    if file != STANDARD_INPUT:
        return spoken_name(file), _content(_path(file), file, LARGEST_EVENTS)
    stream = _standard_input()
    if stream.isatty():
        say("Reading events from standard input; end with Ctrl-D.")
    return "standard input", _bounded(stream, "standard input", LARGEST_EVENTS)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise Failure("standard input is closed", "Name a file, or give the text on standard input.")
    return sys.stdin.buffer


def write_file(file: str, content: bytes) -> None:
    """Write a file whole or not at all; Failure in plain words where that cannot be done."""
    cache.wrote()
    path = _path(file)
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe is written to, not replaced.
            path.write_bytes(content)
            return
        target = path.resolve()
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).chmod(mode)
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(error, file) from None
    except ValueError:
        raise Failure("a file's name holds a null character", "Name the file plainly.") from None


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _text(path: Path, shown: str) -> str:
    return decoded(_content(path, shown, LARGEST_POLICY), shown)


def _shown(name: str) -> str:
    return visible(name, blanks=True)


def decoded(content: bytes, file: str) -> str:
    """The text of a file with `\\n` for line breaks and without a byte order mark; Failure where it is not UTF-8."""
    shown = _shown(file)
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
            content = _bounded(stream, f"`{_shown(shown)}`", largest)
            cache.saw_file(path, content)
            return content
    except OSError as error:
        raise _unreadable(error, shown) from None
    except ValueError:
        raise Failure("a file's name holds a null character", "Name the file plainly.") from None


def _bounded(stream: BinaryIO, shown: str, largest: int) -> bytes:
    blocks: list[bytes] = []
    size = 0
    while block := stream.read(_BLOCK):
        size += len(block)
        blocks.append(block)
        if size > largest:
            break
    return _no_larger(b"".join(blocks), shown, largest)


def _no_larger(content: bytes, shown: str, largest: int) -> bytes:
    if len(content) > largest:
        raise Failure(f"{shown} is larger than {largest >> 20} MiB", "Split it, and give the parts one by one.")
    return content


def _unreadable(error: OSError, file: str) -> Failure:
    shown = _shown(file)
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


def _unwritable(error: OSError, file: str) -> Failure:
    shown = _shown(file)
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return Failure(f"there is no folder for `{shown}`", "Make the folder first, or check the spelling.")
        case IsADirectoryError():
            return Failure(f"`{shown}` is a folder, not a file", "Name the file in it.")
        case PermissionError():
            return Failure(f"`{shown}` may not be written", "Choose another place, or ask for permission to write there.")
        case _:
            why = (error.strerror or "unknown reason").lower()
            return Failure(f"`{shown}` cannot be written: {why}", "Check the place, then try again.")
