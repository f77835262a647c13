"""`slalang fmt`: policies in one style."""

from __future__ import annotations

import difflib
import sys

import attrs
import click

from slalang.output.visible import visible
from slalang.shell.failures import Exit, Failure
from slalang.shell.files import STANDARD_INPUT, decoded, policy_bytes, policy_files, write_file
from slalang.shell.reporting import report
from slalang.shell.terminal import say, write_lines

_HELP = """Write each POLICY in the one style.

Line breaks, blanks and spelling change; rules, reasons and drafting notes stay: what is written reads as
the same policy, and that is verified before anything is written. Of a Markdown file the blocks of rules
are formatted, and the prose is left alone. POLICY may be a folder, or `-` for standard input, which is
printed on standard output. A file with errors is named and left as it is.

\b
For example:
  slalang fmt policies
  slalang fmt --check policies
  slalang fmt --diff uptime.sla

Exits 0 where all is well, 1 where --check or --diff found a file that would change, 2 where a file cannot
be read, has errors, or cannot be written.
"""


@attrs.frozen(slots=True)
class _Original:
    """A file as it was found: its bytes, and its text with `\\n` for line breaks and without a byte order mark."""

    file: str
    content: bytes
    text: str

    def encoded(self, text: str) -> bytes:
        """A text in UTF-8 without a byte order mark, every line ended as this file's first one."""
        end = "\r\n" if self.content[: self.content.find(b"\n") + 1].endswith(b"\r\n") else "\n"
        return text.replace("\n", end).encode()


@click.command("fmt", help=_HELP)
@click.argument("policies", nargs=-1, required=True, metavar="POLICY...")
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--stdin-filename",
    default="policy.sla",
    show_default=True,
    metavar="NAME",
    help="What standard input is called in messages; a NAME that ends in .md makes it Markdown.",
)
def command(policies: tuple[str, ...], check: bool, diff: bool, stdin_filename: str) -> int:
    """Format each file by itself, go on after one that cannot be, and give the exit code of the worst."""
    changed: list[str] = []
    unchanged, failed = 0, 0
    for file in policy_files(policies):
        try:
            original = _read(file)
            name = stdin_filename if file == STANDARD_INPUT else file
            text = _formatted(original, name)
        except Failure as failure:
            say(f"error: {failure.format_message()}")
            text = None
        if text is None:
            failed += 1
            continue
        content = original.encoded(text)
        if diff:
            _show_difference(original, visible(name, blanks=True), text, content)
        elif not check and not _write(original, content):
            failed += 1
            continue
        if content == original.content:
            unchanged += 1
        else:
            changed.append(visible(name, blanks=True))
    if check or diff or failed or policies != (STANDARD_INPUT,):
        _sum_up(changed, unchanged, failed, dry=check or diff)
    if failed:
        return Exit.COULD_NOT
    return Exit.FOUND if changed and (check or diff) else Exit.DONE


def _read(file: str) -> _Original:
    content = policy_bytes(file)
    return _Original(file, content, decoded(content, "standard input" if file == STANDARD_INPUT else file))


def _formatted(original: _Original, name: str) -> str | None:
    """The text in the one style; None where the file has errors, which are said."""
    from slalang.syntax.formatted import format_policy

    done = format_policy(original.text, name)
    report(done.diagnostics, {name: original.text})
    return done.text


def _write(original: _Original, content: bytes) -> bool:
    if original.file == STANDARD_INPUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return True
    if content == original.content:
        return True
    try:
        write_file(original.file, content)
    except Failure as failure:
        say(f"error: {failure.format_message()}")
        return False
    return True


def _show_difference(original: _Original, name: str, text: str, content: bytes) -> None:
    if text == original.text and content != original.content:
        say(f"{name}: only its line breaks or its byte order mark would change")
    before, after = original.text.splitlines(), text.splitlines()
    shown = difflib.unified_diff(before, after, name, f"{name} (formatted)", lineterm="")
    write_lines(line.encode() for line in shown)


def _sum_up(changed: list[str], unchanged: int, failed: int, *, dry: bool) -> None:
    for name in changed:
        say(f"{'would format' if dry else 'formatted'} {name}")
    parts = [
        f"{number} {'file' if number == 1 else 'files'} {what}"
        for number, what in (
            (len(changed), "would change" if dry else "formatted"),
            (unchanged, "already in the one style" if not dry or not changed else "would not"),
            (failed, "left alone"),
        )
        if number
    ]
    say(", ".join(parts))
