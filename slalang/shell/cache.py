"""What `slalang check` printed, kept for the next time: the same command on the same files prints the same bytes at once.

An entry is found by the command line and what is in the files that it names, the folder, the terminal, the environment, Python,
this package and those that it needs. It holds what was read and what was printed, and counts only while every file still reads
the same and every file that was missing still is. Nothing is kept unless the command says that it only read and printed
(`repeatable`).

Entries are JSON, sealed with a key that lies outside the cache: what another put there, or changed, is not believed. Where
anything goes wrong with the cache, the work is done anew, without a word.

What stands here runs before everything else, so it imports next to nothing: no typing, attrs, json or re, each of which takes
longer than all that it does. `_blake2` and `_json` are what hashlib and json themselves rest on.
"""

from __future__ import annotations

import os
import stat
import sys

from slalang.version import __version__

try:
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TextIO

SWITCH = "--no-cache"
"""The option of `check` that has the work done anew; SLALANG_NO_CACHE does the same."""

ENVIRONMENT = (
    *(
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "TERM",
        "COLORTERM",
        "COLUMNS",
        "LINES",
        "LANG",
        "LANGUAGE",
        "TZ",
    ),
    *("LC_", "PYTHON", "SLALANG_", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
)
"""The environment variables on which output may depend; of a name that ends in `_`, and of PYTHON, all that begin with it."""

BROKEN_PIPE = 141
"""The exit code of a command whose output nobody reads to its end."""

UNWRITTEN = 2
"""The exit code of a command whose output could not be written."""

_LARGEST_ENTRY = 1 << 20
_LARGEST_CACHE = 16 << 20
_MOST_ENTRIES = 1000
_MOST_NAMES = 20_000
_SEAL_SIZE = 32
_ONLY_MINE = 0o077


# ------------------------------------------------------------------------------------------- what the command must say


def saw_file(path: object, content: bytes | None) -> None:
    """A file was read; None: there is no such file. Called with what was read, not with what lies there now."""
    if _recording is not None:
        _recording.saw("file", str(path), _file(str(path), content))


def saw_place(path: object) -> None:
    """It mattered whether a file, a folder or nothing is there, and nothing else about it. Call it before looking."""
    if _recording is not None:
        _recording.saw("place", str(path), _kind(str(path)))


def saw_folder(path: object) -> None:
    """The names in a folder and below it mattered. Call it before they are listed."""
    if _recording is not None:
        _recording.saw("folder", str(path), _listing(str(path)))


def repeatable() -> None:
    """The command has only read and printed: to print the same again is to do the same again."""
    if _recording is not None:
        _recording.repeatable = True


def wrote() -> None:
    """The command has changed something: to print the same again would not do that."""
    if _recording is not None:
        _recording.sound = False


def passing_stderr() -> TextIO:
    """Standard error for what is of this moment only, and not to be said again."""
    return sys.stderr if _recording is None else _recording.streams[1]


# ------------------------------------------------------------------------------------------------ before the command


def replay(arguments: list[str]) -> int | None:
    """Print what the command printed before, and give its exit code; None where it has to be run."""
    name = _name_of(arguments)
    if name is None:
        return None
    try:
        entry = _read_entry(name)
        if entry is None or not all(_now(kind, path) == found for kind, path, found in entry["inputs"]):
            return None
    except (OSError, ValueError, StopIteration):
        return None
    try:
        _print(entry["output"])
    except OSError as error:
        return unwritten(error)
    code: int = entry["code"]
    return code


def unwritten(error: OSError) -> int:
    """Say that the output could not be written, except of a reader who has gone; the exit code."""
    gone = isinstance(error, BrokenPipeError)
    why = (error.strerror or "unknown reason").lower()
    said = f"error: the output could not be written: {why}\n  next: Check the place that it goes to, then try again.\n"
    for stream, last in ((sys.stdout, ""), (sys.stderr, "" if gone else said)):
        try:
            if stream is not None:
                stream.write(last)
                stream.flush()
        except OSError:
            # What is left in the buffer must not be flushed at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return BROKEN_PIPE if gone else UNWRITTEN


def _print(output: list[tuple[int, str]]) -> None:
    streams = {1: sys.stdout.buffer, 2: sys.stderr.buffer}
    for number, text in output:
        streams[number].write(text.encode("latin-1"))
        streams[number].flush()


class Recording:
    """What a command reads and prints, and, where it says that it may be, keeps it when the command ends."""

    def __init__(self, arguments: list[str]) -> None:
        self.name = _name_of(arguments)
        self.inputs: dict[tuple[str, str], str] = {}
        self.output: list[tuple[int, str]] = []
        self.repeatable = False
        self.sound = True

    def saw(self, kind: str, path: str, found: str) -> None:
        """Note an input; one that changed while the command ran makes the recording worthless."""
        if self.inputs.setdefault((kind, path), found) != found:
            self.sound = False

    def __enter__(self) -> None:
        global _recording
        if self.name is not None:
            _recording = self
            self.streams = sys.stdout, sys.stderr
            sys.stdout, sys.stderr = _recorded(sys.stdout, 1, self.output), _recorded(sys.stderr, 2, self.output)

    def __exit__(self, _kind: object, ended: BaseException | None, _trace: object) -> None:
        global _recording
        if self.name is None:
            return
        _recording = None
        recorders: Any = (sys.stdout, sys.stderr)
        sys.stdout, sys.stderr = self.streams
        try:
            for recorder in recorders:
                recorder.flush()
                recorder.detach()  # else the stream would be closed with it
        except OSError:
            return
        has_read = any(kind == "file" for kind, _ in self.inputs)
        if self.repeatable and self.sound and has_read and isinstance(ended, SystemExit) and ended.code in (0, 1):
            self._keep(self.name, int(ended.code))

    def _keep(self, name: str, code: int) -> None:
        import json
        from contextlib import suppress

        inputs = [(kind, path, found) for (kind, path), found in self.inputs.items()]
        with suppress(OSError, ValueError):  # the work is done: what cannot be kept is done again
            _write_entry(name, json.dumps({"code": code, "inputs": inputs, "output": self.output}).encode())


_recording: Recording | None = None


def _recorded(stream: Any, number: int, output: list[tuple[int, str]]) -> Any:
    """A stream that prints as the given one does, and notes what it prints."""
    import io

    class Recorder(io.BufferedIOBase):
        def write(self, content: Any) -> int:
            output.append((number, bytes(content).decode("latin-1")))
            return int(stream.buffer.write(content))

        def flush(self) -> None:
            stream.buffer.flush()

        def writable(self) -> bool:
            return True

        def isatty(self) -> bool:
            return bool(stream.isatty())

        def fileno(self) -> int:
            return int(stream.fileno())

    return io.TextIOWrapper(
        Recorder(), stream.encoding, stream.errors, line_buffering=stream.line_buffering, write_through=stream.write_through
    )


# -------------------------------------------------------------------------------------------------- what bears on it


def _name_of(arguments: list[str]) -> str | None:
    """The name of the entry of a command; None where the cache has nothing to do with it."""
    if arguments[:1] != ["check"] or SWITCH in arguments or "-" in arguments or os.environ.get("SLALANG_NO_CACHE"):
        return None
    try:
        named = [_now("file", argument) for argument in arguments]
        return _digest(repr((arguments, named, os.getcwd(), _surroundings(), _engine())).encode("utf-8", "surrogatepass"))
    except (OSError, ValueError, AttributeError):
        return None  # no folder to stand in, no stream to print to


def _surroundings() -> object:
    streams = [
        (stream.isatty() and os.get_terminal_size(stream.fileno()), stream.encoding, stream.errors, stream.line_buffering)
        for stream in (sys.stdout, sys.stderr)
    ]
    whole = {name for name in ENVIRONMENT if not name.endswith("_")}
    beginnings = tuple(name for name in ENVIRONMENT if name.endswith("_") or name == "PYTHON")
    return streams, [item for item in sorted(os.environ.items()) if item[0] in whole or item[0].startswith(beginnings)]


def _engine() -> object:
    """Python, this package file by file, and every package that is installed, by its version and when it was."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    grammar = os.path.join(os.path.dirname(package), "grammar")
    installed = [_packages(folder) for folder in dict.fromkeys(sys.path) if folder]
    return __version__, sys.version, str(sys.flags), package, sorted(_files(package)), sorted(_files(grammar)), installed


def _files(folder: str) -> Iterator[tuple[object, ...]]:
    """Every file of a folder with what changes when it is written; without what Python compiles from it."""
    try:
        found = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in found:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        else:
            about = entry.stat()
            yield entry.path, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _packages(folder: str) -> object:
    try:
        names = [name for name in sorted(os.listdir(folder)) if name.endswith((".dist-info", ".egg-info", ".pth", ".egg-link"))]
    except OSError:
        return folder  # a zip file, or none
    return folder, [(name, os.stat(os.path.join(folder, name)).st_mtime_ns) for name in names]


def _now(kind: str, path: str) -> str:
    """An input as it is now."""
    if kind == "place":
        return _kind(path)
    if kind == "folder":
        return _listing(path)
    if not os.path.isfile(path):
        return _file(path, None)  # a pipe can be read only once
    with open(path, "rb") as stream:
        return _file(path, stream.read())


def _file(path: str, content: bytes | None) -> str:
    """A file with its content: what kind of thing it is, and where it and its folder lie once links are followed."""
    about = (
        _kind(path),
        os.path.realpath(path),
        os.path.realpath(os.path.dirname(path)),
        None if content is None else _digest(content),
    )
    return _digest(repr(about).encode("utf-8", "surrogatepass"))


def _kind(path: str) -> str:
    return (
        "folder" if os.path.isdir(path) else "file" if os.path.isfile(path) else "other" if os.path.exists(path) else "nothing"
    )


def _listing(path: str) -> str:
    """All names in a folder and below; ValueError where these are too many to be worth it."""
    names: list[str] = []
    folders = [path]
    while folders:
        with os.scandir(folders.pop()) as found:
            for entry in found:
                names.append(f"{entry.path}{os.sep if entry.is_dir() else ''}")
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
        if len(names) > _MOST_NAMES:
            raise ValueError("too many names")
    return _digest("\0".join(sorted(names)).encode("utf-8", "surrogateescape"))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()


# ------------------------------------------------------------------------------------------------- entries and the key


def _read_entry(name: str) -> dict[str, Any] | None:
    """The entry of that name, where it bears this user's seal."""
    key = _key()
    if key is None or not _is_private(_cache_folder()):
        return None
    content = _own_file(os.path.join(_cache_folder(), name), _LARGEST_ENTRY)
    seal, body = content[:_SEAL_SIZE], content[_SEAL_SIZE:]
    if seal != _seal(key, name, body):
        return None
    entry: dict[str, Any] = _from_json(body.decode())
    return entry


def _from_json(text: str) -> Any:
    try:
        from _json import make_scanner
    except ImportError:  # a Python that has it elsewhere
        import json

        return json.loads(text)
    return make_scanner(_AsItStands)(text, 0)[0]  # type: ignore[arg-type]  # it asks for nothing but these attributes


class _AsItStands:
    """How the scanner reads JSON."""

    strict, memo = True, dict[str, str]()
    object_hook = object_pairs_hook = None
    parse_int, parse_float, parse_constant = int, float, float


def _write_entry(name: str, body: bytes) -> None:
    folder = _cache_folder()
    os.makedirs(folder, 0o700, exist_ok=True)
    key = _key() or _new_key()
    if len(body) + _SEAL_SIZE > _LARGEST_ENTRY or key is None or not _is_private(folder):
        return
    unfinished = os.path.join(folder, f".{name}.{os.getpid()}")
    _write_new(unfinished, _seal(key, name, body) + body)
    os.replace(unfinished, os.path.join(folder, name))
    _make_room(folder)


def _seal(key: bytes, name: str, body: bytes) -> bytes:
    return blake2b(name.encode() + body, key=key, digest_size=_SEAL_SIZE).digest()


def _make_room(folder: str) -> None:
    """Remove the oldest half where there is too much."""
    entries = sorted((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in os.scandir(folder))
    if len(entries) > _MOST_ENTRIES or sum(size for _, size, _ in entries) > _LARGEST_CACHE:
        for _, _, path in entries[: (len(entries) + 1) // 2]:
            os.unlink(path)


def _key() -> bytes | None:
    """This user's key, where there is one and nobody else can have read or written it."""
    folder = _state_folder()
    if folder.startswith(os.path.dirname(_cache_folder())) or not _is_private(folder):
        return None  # who hands over the caches would hand over the key
    try:
        key = _own_file(os.path.join(folder, "cache.key"), _SEAL_SIZE)
    except FileNotFoundError:
        return None
    return key if len(key) == _SEAL_SIZE else None


def _new_key() -> bytes | None:
    os.makedirs(_state_folder(), 0o700, exist_ok=True)
    file = os.path.join(_state_folder(), "cache.key")
    unfinished = f"{file}.{os.getpid()}"
    _write_new(unfinished, os.urandom(_SEAL_SIZE))
    try:
        os.link(unfinished, file)  # where two begin at once, one key stays
    except FileExistsError:
        pass
    finally:
        os.unlink(unfinished)
    return _key()


def _write_new(path: str, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as stream:
        stream.write(content)


def _own_file(path: str, largest: int) -> bytes:
    """The content of a file that nobody else could write; OSError or ValueError for any other, for a link, a large one."""
    flags = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  # a pipe is refused, not waited for
    with open(os.open(path, os.O_RDONLY | sum(getattr(os, flag, 0) for flag in flags)), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode) or not _is_mine(about) or about.st_size > largest:
            raise ValueError("not a file of this user alone")
        return stream.read(largest)


def _is_private(folder: str) -> bool:
    try:
        about = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and _is_mine(about)


def _is_mine(about: os.stat_result) -> bool:
    if os.name == "nt":
        return True  # the folders lie in the user's profile, whose list of rights decides
    return about.st_uid == os.geteuid() and not about.st_mode & _ONLY_MINE


def _cache_folder() -> str:
    return os.path.join(_home("XDG_CACHE_HOME", (".cache",), ("Library", "Caches"), "LOCALAPPDATA"), "slalang")


def _state_folder() -> str:
    return os.path.join(_home("XDG_STATE_HOME", (".local", "state"), ("Library", "Application Support"), "APPDATA"), "slalang")


def _home(variable: str, elsewhere: tuple[str, ...], on_a_mac: tuple[str, ...], on_windows: str) -> str:
    """The folder of the user for such files, as the platform has it; ValueError where there is none."""
    chosen = os.environ.get(variable, "")
    if not os.path.isabs(chosen):
        below = on_a_mac if sys.platform == "darwin" else elsewhere
        chosen = os.environ.get(on_windows, "") if os.name == "nt" else os.path.join(os.path.expanduser("~"), *below)
    if not os.path.isabs(chosen):
        raise ValueError("no folder of the user")
    return chosen
