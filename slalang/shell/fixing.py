"""Repairs of files: made in memory first, held against the compiled policies, then written whole, or only shown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from slalang.shell.checking import Asked, check_all, overlaid
from slalang.shell.failures import Failure
from slalang.shell.files import PolicySource, policy_bytes, write_file
from slalang.shell.parts import is_shared_part
from slalang.shell.users import Beside, Users, users_of, uses
from slalang.values.diagnostics import Diagnostic

if TYPE_CHECKING:
    from slalang.lint.fixes import Fixed
    from slalang.semantics.compilation import Compilation
    from slalang.semantics.policy import Compiled


@attrs.frozen(slots=True)
class Offer:
    """A fix that changes the meaning: for which finding, which rules then say something else, and the change as a diff."""

    diagnostic: Diagnostic
    changes: tuple[str, ...]
    difference: str


@attrs.define(slots=True)
class Repair:
    """The policies of a run, and those that use the same files, which a repair must not change unseen."""

    asked: Asked
    texts: Mapping[str, str]
    _users: dict[str, Users] = attrs.field(factory=dict)
    _beside: Beside = attrs.field(factory=dict)

    def made(self, *, unsafe: bool) -> Fixed:
        """All repairs that can be made; none of them is written."""
        from slalang.lint.fixes import fix_texts

        return fix_texts(self.texts, self._find, self._refusal, unsafe=unsafe)

    def offers(self) -> Iterator[Offer]:
        """What the fixes that change the meaning would do, each by itself."""
        from slalang.lint.fixes import apply_edits
        from slalang.lint.meaning import differences

        for diagnostic in self._find(self.texts):
            fix = diagnostic.fix
            if fix is None or fix.safe or not fix.edits or not all(edit.span.file in self.texts for edit in fix.edits):
                continue
            files = dict.fromkeys(edit.span.file for edit in fix.edits)
            after = dict(self.texts)
            for file in files:
                after[file] = apply_edits(after[file], [edit for edit in fix.edits if edit.span.file == file])
            changes: dict[str, None] = {}
            for source in self.asked.sources:
                one, other = _compilation(source, self.texts).compiled, _compilation(source, after).compiled
                if one is not None and other is not None:
                    changes |= dict.fromkeys(differences(one, other))
                elif one is not None:
                    changes[f"{source.file} no longer compiles"] = None
            yield Offer(diagnostic, tuple(changes), difference(self.texts, after))

    def _find(self, texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
        return tuple(diagnostic for diagnostic, _ in check_all(self.asked.with_texts(texts)).found)

    def _refusal(self, before: Mapping[str, str], after: Mapping[str, str], same: bool) -> str:
        """Why texts may not become others: nothing where every policy that reads them stays what it has to be."""
        changed = {file for file in after if after[file] != before.get(file)}
        if why := self._out_of_sight(changed):
            return why
        unseen = set(changed)
        users = {user.file: user for file in sorted(changed) for user in self._using(file).policies}
        for source in (*self.asked.sources, *users.values()):
            try:
                one = _compilation(source, before)
            except (Failure, OSError) as failure:
                return f"{source.file} cannot be compiled: {failure}"
            if one.compiled is None:
                if _hides(source, one, changed):
                    return f"{source.file} uses it and has errors, so whether it stays the same cannot be seen"
                continue
            read = _read(source, one.compiled, changed)
            if not read:
                continue
            unseen -= read
            other = _compilation(source, after).compiled
            if other is None:
                return f"{source.file} would no longer compile"
            if same and other.sha256 != one.compiled.sha256:
                return f"{source.file} would not mean the same"
        return "that the meaning stays can be seen only where the policy compiles" if same and unseen else ""

    def _out_of_sight(self, changed: Iterable[str]) -> str:
        """Why files may not change whatever is changed in them: not named, or used by policies that nobody looked at."""
        named = {Path(source.file).resolve() for source in self.asked.sources}
        for file in sorted(changed):
            if Path(file).resolve() not in named:
                return f"{file} was not named, and other policies may use it; name it, or its folder, to mend it"
            if why := self._using(file).missed:
                return f"other policies may use {file}, and not all could be looked at: {why}"
        return ""

    def _using(self, file: str) -> Users:
        """The policies that use a file and were not asked for."""
        if file not in self._users:
            asked = {Path(source.file).resolve() for source in self.asked.sources}
            self._users[file] = users_of(Path(file), asked, self._beside)
        return self._users[file]


def difference(before: Mapping[str, str], after: Mapping[str, str], paths: Mapping[str, str] | None = None) -> str:
    """The unified diff of texts by their names; empty where they are the same."""
    parts: list[str] = []
    for file in sorted(after):
        old, new = before.get(file, ""), after[file]
        if old != new:
            name = (paths or {}).get(file, file)
            rows = difflib.unified_diff(old.splitlines(), new.splitlines(), name, f"{name} (fixed)", lineterm="")
            parts += rows
    return "\n".join(parts)


def write_texts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Write the texts that changed, each file whole or not at all, its line breaks as they were; their names."""
    changed = tuple(file for file in sorted(after) if after[file] != before.get(file))
    contents = {file: _encoded(file, before[file], after[file]) for file in changed}
    for file, content in contents.items():
        write_file(file, content)
    return changed


def _encoded(file: str, before: str, after: str) -> bytes:
    content = policy_bytes(file)
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    for end in ("\n", "\r\n", "\r"):
        if mark + before.replace("\n", end).encode() == content:
            return mark + after.replace("\n", end).encode()
    raise Failure(
        f"`{file}` cannot be fixed: it has changed since it was read, or its lines end in different ways",
        f"Run `slalang fmt {file}` first, then try again.",
    )


def _compilation(source: PolicySource, texts: Mapping[str, str]) -> Compilation:
    from slalang.pipeline import compile_policy

    now = overlaid(source, {name: texts[file] for name, file in _names(source, texts).items()})
    return compile_policy(now.text, now.file, now.load)


def _read(source: PolicySource, compiled: Compiled, changed: set[str]) -> set[str]:
    """From which of the files a policy was compiled."""
    folder = _folder(source)
    read = {source.file, *compiled.trees, *(folder + name for name in compiled.sources)}
    return {file for name, file in _names(source, changed).items() if name in read}


def _hides(source: PolicySource, compilation: Compilation, changed: set[str]) -> bool:
    """Whether a policy with errors uses one of the files, of which it then says nothing."""
    if source.artifact is not None or is_shared_part(source, compilation.diagnostics):
        return False
    # A page that is no policy by its name may only show rules.
    if source.file.casefold().endswith(".md") and not source.file.casefold().endswith(".sla.md"):
        return False
    here = Path(source.file).resolve()
    try:
        return any(Path(file).resolve() != here and uses(source, Path(file)) for file in changed)
    except OSError:
        return True


def _names(source: PolicySource, files: Iterable[str]) -> dict[str, str]:
    """The files in a policy's folder as its own messages name them, each with the name given."""
    folder = _folder(source)
    there = Path(folder or ".").resolve()
    found = {file: Path(file).resolve() for file in files}
    return {
        file if file == source.file else folder + path.relative_to(there).as_posix(): file
        for file, path in found.items()
        if path.is_relative_to(there)
    }


def _folder(source: PolicySource) -> str:
    return source.file[: len(source.file) - len(Path(source.file).name)]
