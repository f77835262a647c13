"""The files of a policy: what it uses is read into it, the version that it replaces stands beside it (P3, C7)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping

import attrs

from slalang.semantics.findings import Findings
from slalang.syntax import ast
from slalang.syntax.parser import Reading
from slalang.values.diagnostics import Diagnostic

MOST_FILES = 50
DEEPEST = 10
MOST_RULES = 2_000

Load = Callable[[str], str | None]
"""Gives a file's text by its path relative to the policy's folder, with `/`; None where there is none."""

Parse = Callable[[str, str], Reading]
"""Reads a text; the second argument is the file's name for messages."""


@attrs.frozen(slots=True)
class Gathered:
    """A policy with the rules of all that it uses, each file once, where it is first used.

    `trees` holds every file's own tree by the name that its spans carry. `replaced` names the version that
    this one replaces.
    """

    tree: ast.Policy
    trees: dict[str, ast.Policy]
    replaced: ast.Replaces | None


@attrs.frozen(slots=True)
class Files:
    """What reading files needs: the policy's `folder` as messages name it; `read` holds all that were read.

    `calendar_files` holds the days that calendar files name, by their paths as written.
    """

    folder: str
    load: Load
    parse: Parse
    findings: Findings
    calendar_files: Mapping[str, tuple[int, ...]] = attrs.field(factory=dict)
    trees: dict[str, ast.Policy] = attrs.field(factory=dict)
    read: dict[str, ast.Policy | None] = attrs.field(factory=dict)

    def shown(self, path: str) -> str:
        """A path relative to the policy's folder as messages name it."""
        return self.folder + path


def folder_of(file: str) -> str:
    """The folder in a file's name, with its last separator; empty where it names none."""
    match = re.match(r".*[/\\]", file, re.DOTALL)
    return match[0] if match else ""


def gather(tree: ast.Policy, path: str, files: Files) -> Gathered:
    """Follows every `use`; `path` is the file of `tree`, relative to the policy's folder (P3).

    A missing file, a path out of the folder, a circle, too many files or too deep a chain is an error.
    """
    files.trees[files.shown(path)] = tree
    files.read[path] = tree
    placed = {path}
    rules = tuple(_rules(tree, (path,), files, placed))
    replaces = [rule for rule in rules if isinstance(rule, ast.Replaces)]
    for again in replaces[1:]:
        files.findings.under("replaces").twice(
            "the version that this one replaces is named",
            replaces[0].span,
            again.span,
            "a policy replaces one version, which may itself replace an earlier one",
        )
    if len(rules) > MOST_RULES:
        files.findings.error(
            "too-much",
            f"a policy of more than {MOST_RULES} rules",
            rules[MOST_RULES].span,
            hint="split it into policies of their own",
        )
        rules = rules[:MOST_RULES]
    kept = tuple(rule for rule in rules if not isinstance(rule, ast.Use | ast.Replaces))
    return Gathered(
        ast.Policy(kept, span=tree.span),
        dict(files.trees),
        replaces[0] if replaces else None,
    )


def gather_rules(tree: ast.Policy, file: str, load: Load, parse: Parse) -> tuple[ast.Policy | None, tuple[Diagnostic, ...]]:
    """A policy's rules with those of all that it uses, unresolved; None beside the errors where a file cannot be read."""
    folder = folder_of(file)
    findings = Findings()
    gathered = gather(tree, file[len(folder) :] or file, Files(folder, load, parse, findings))
    return (None if findings.errors else gathered.tree), tuple(findings.found)


def read_file(rule: ast.Use | ast.Replaces, trail: tuple[str, ...], files: Files) -> tuple[str, ast.Policy | None]:
    """The path and the tree of the file that a rule names; None with an error said where there is none.

    `trail` holds the paths of the files that led here, the naming one last.
    """
    here = files.findings.under("use" if isinstance(rule, ast.Use) else "replaces")
    path = path_from(rule.path, rule.span.file.removeprefix(files.folder) or trail[-1])
    if path is None:
        here.error(
            "file-outside",
            f'"{rule.path}" does not lie in the policy\'s folder',
            rule.span,
            hint='name a file beside this one or below it, as in `use "house/calendars.sla".`',
        )
        return rule.path, None
    if path in trail:
        here.error(
            "file-circle",
            "files name each other in a circle: " + " -> ".join([*trail[trail.index(path) :], path]),
            rule.span,
            hint="move what both need into a third file that neither of them makes",
        )
        return path, None
    if path in files.read:
        return path, files.read[path]
    if len(trail) >= DEEPEST:
        here.error(
            "files-too-deep",
            f"files name each other more than {DEEPEST} deep",
            rule.span,
            label=" -> ".join(trail),
            hint="use the file directly from the policy",
        )
        return path, None
    if len(files.read) >= MOST_FILES:
        here.once(
            "too-many-files",
            f"a policy of more than {MOST_FILES} files",
            rule.span,
            hint="join some of them",
        )
        return path, None
    files.read[path] = tree = _read(rule, path, here, files)
    return path, tree


def _rules(tree: ast.Policy, trail: tuple[str, ...], files: Files, placed: set[str]) -> Iterator[ast.Rule]:
    for rule in tree.rules:
        if not isinstance(rule, ast.Use):
            yield rule
            continue
        path, used = read_file(rule, trail, files)
        if used is None or path in placed:
            continue
        placed.add(path)
        files.trees[files.shown(path)] = used
        yield from _rules(used, (*trail, path), files, placed)


def _read(rule: ast.Use | ast.Replaces, path: str, here: Findings, files: Files) -> ast.Policy | None:
    text = files.load(path)
    if text is None:
        close = here.meant(path, files.read)
        here.error(
            "file-missing",
            f'there is no file "{path}"',
            rule.span,
            label="not found",
            hint=f'is "{close}" meant?' if close else "check the path: it begins at the folder of the file that names it",
        )
        return None
    reading = files.parse(text, files.shown(path))
    files.findings.add(reading.diagnostics)
    return reading.tree


def path_from(written: str, naming: str) -> str | None:
    """The path relative to the policy's folder, of a file as `naming` writes it; None where it leaves that folder."""
    if not written.strip() or written.startswith(("/", "~")) or "\\" in written or ":" in written:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(naming), written))
    return None if path == ".." or path.startswith("../") or path == "." else path
