"""Migrate files: read them under their modules' names, apply the rules, and rename packages."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import libcst as cst

from ..errors import ConfigurationError
from ..values.python_source import syntax_tree
from .app_tests import names_app
from .engine import ManualStep, Migration, MigrationResult, RewriteRule
from .evidence import is_test_module, unrecognized_requests
from .framework_names import CLIENT_REQUESTS, OTHER_CLIENTS
from .module import Module
from .module_names import import_roots, module_name
from .own_files import python_files
from .progress import Progress, unseen
from .project import Origins, Project
from .reading import read_source
from .text_edits import EditedSource
from .written import WrittenFile


@dataclass(frozen=True)
class MigratedFile(WrittenFile):
    """A Python file before and after the migration, with what is left to do by hand.

    A file with a `problem` was left out, and says why. `requests` are the lines of what looks like a request of a test,
    and was not recognized as one.
    """

    edited: EditedSource
    manual_steps: tuple[ManualStep, ...]
    requests: tuple[int, ...] = ()
    silent_steps: frozenset[ManualStep] = frozenset()
    problem: str = ""
    is_test: bool = False
    tests_app: bool = False

    def reasons(self) -> dict[int, list[str]]:
        """Return, for each changed line of the new text, the rules that changed it, or `rename`."""
        return {line: sorted(rules) for line, rules in self.edited.rules_after.items()}


@dataclass(frozen=True)
class RewrittenFiles:
    """Files that were rewritten together: the changes to their modules, the paths of these, and the files."""

    result: MigrationResult
    paths: Mapping[str, Path]
    files: tuple[MigratedFile, ...]


def migrate_files(
    paths: Iterable[Path],
    rules: Iterable[RewriteRule],
    rename: Mapping[str, str],
    exclude: Iterable[str] = (),
    progress: Progress = unseen,
) -> list[MigratedFile]:
    """Return files, and the Python files of directories, as the rules rewrite them together. Nothing is written.

    `rename` maps old package names to new ones. Files and directories that `exclude` names, by a name, a path or a
    pattern, are not rewritten: whether their functions are coroutine functions is read from the same file of the
    renamed package, if it exists. A file that is not Python has a `problem`. Raises `ConfigurationError` for a path
    that does not exist.
    """
    return list(rewrite_files(paths, rules, rename, exclude, progress).files)


def rewrite_files(
    paths: Iterable[Path],
    rules: Iterable[RewriteRule],
    rename: Mapping[str, str],
    exclude: Iterable[str] = (),
    progress: Progress = unseen,
) -> RewrittenFiles:
    """Return what `migrate_files` returns, with the changes that the rules requested and the path of each module."""
    read = _ReadFiles(rename, tuple(exclude))
    # One file may be passed twice, and under two paths.
    files = {file.resolve(): file for path in paths for file in python_files(path)}
    read.roots = import_roots(file for file in files.values() if file.is_file())
    for number, file in enumerate(files.values()):
        progress("reading", number, len(files))
        read.add(file)
    progress("following names", 0, 1)
    result = Migration(Project.of(read.modules.values()), tuple(rules)).run(progress)
    migrated = [
        _migrated_file(result, file, module, rename, read.encodings[file])
        for file, module in read.modules.items()
        if not module.excluded
    ]
    module_paths = {module.name: file for file, module in read.modules.items()}
    return RewrittenFiles(result, module_paths, (*migrated, *read.problems))


@dataclass
class _ReadFiles:
    """The modules of files with their encodings, and the files that are left out."""

    rename: Mapping[str, str]
    exclude: tuple[str, ...]
    roots: frozenset[Path] = frozenset()
    modules: dict[Path, Module] = field(default_factory=dict)
    encodings: dict[Path, str] = field(default_factory=dict)
    problems: list[MigratedFile] = field(default_factory=list)

    def add(self, file: Path) -> None:
        """Read a file, and parse it as the module that it is; a second module of a name is named by its path."""
        excluded = is_excluded(file, self.exclude)
        try:
            content, self.encodings[file] = read_source(_source_path(file, excluded, self.rename))
        except ValueError as error:
            self.problems += [] if excluded else [_left_out(file, str(error))]
            return
        names = {module.name for module in self.modules.values()}
        name = module_name(file, self.roots)
        try:
            module = Module.parse(str(file) if name in names else name, content, excluded, file.name == "__init__.py")
        except (RecursionError, cst.ParserSyntaxError):
            self.problems.append(_left_out(file, f"{file} nests too deeply, or has syntax unknown to libcst"))
        else:
            self.modules[file] = module


def _left_out(file: Path, problem: str) -> MigratedFile:
    """Return a file that is not migrated, with the reason."""
    return MigratedFile(file, file, "", "", EditedSource(b"", {}, {}), (), problem=problem)


def check_renames(rename: Iterable[str], files: Iterable[MigratedFile]) -> None:
    """Raise `ConfigurationError` for an old package name that is a word in no path and in no source."""
    texts = {file.path: f"{' '.join(_parts_in_package(file.path))} {file.before}" for file in files}
    for old_name in rename:
        if not any(re.search(rf"\b{old_name}\b", text) for text in texts.values()):
            packages = ", ".join(sorted({_parts_in_package(path)[0].removesuffix(".py") for path in texts}))
            where = packages or "the paths that were passed"
            raise ConfigurationError(f"--rename names {old_name!r}, but nothing in {where} has that name: correct it.")


def _source_path(path: Path, excluded: bool, rename: Mapping[str, str]) -> Path:
    """Return where to read a file: an excluded one is read from the renamed package, if it is there."""
    renamed = renamed_path(path, rename)
    return renamed if excluded and renamed.exists() else path


def is_excluded(path: Path, patterns: Iterable[str]) -> bool:
    """Return whether a pattern names a file: its name, a directory above it, its path, or a pattern with `*`.

    Directories above the current one, and above the outermost package, have no say.
    """
    relative = _absolute(path).relative_to(Path.cwd().resolve()) if _is_below_here(path) else path
    own_parts = {*_parts_in_package(path), *(relative.parts if _is_below_here(path) else ()), path.stem}
    places = [relative, *relative.parents]
    return any(
        pattern in own_parts or any(_matches(place, pattern.removeprefix("**/")) for place in places)
        for pattern in patterns
        if pattern.strip("./")
    )


def _matches(place: Path, pattern: str) -> bool:
    """Return whether a path or a pattern means a place; a bare name means no directory above the package."""
    if pattern.isidentifier():
        return False
    glob = pattern.rstrip("/*") if pattern.endswith("**") else pattern
    return _absolute(place) == _absolute(Path(pattern)) or place.match(glob)


def _is_below_here(path: Path) -> bool:
    return _absolute(path).is_relative_to(Path.cwd().resolve())


def _parts_in_package(path: Path) -> tuple[str, ...]:
    """Return the parts of a path from the outermost package on, which may be above the current directory."""
    count = module_name(path).count(".") + (2 if path.name == "__init__.py" else 1)
    return _absolute(path).parts[-count:]


def _absolute(path: Path) -> Path:
    """Return an absolute path; the file itself may be a link."""
    return path.parent.resolve() / path.name


def _migrated_file(
    result: MigrationResult, path: Path, module: Module, rename: Mapping[str, str], encoding: str
) -> MigratedFile:
    """Return a file as it is to be written; one that would not parse stays as it was, and says so."""
    rewritten = result.rewritten_module(module, rename)
    before, after = module.source.decode(), rewritten.source.text.decode()
    is_test = is_test_module(module)
    try:
        syntax_tree(after)
    except SyntaxError as error:
        problem = f"line {error.lineno} would not be valid Python after the rewrite: migrate this file by hand"
        edited = EditedSource(module.source, {}, {})
        return MigratedFile(path, path, before, before, edited, (), problem=problem, is_test=is_test)
    lines = tuple(
        rewritten.source.new_line(module.line(call), module.span(call)[0])
        for call in unrecognized_requests(module)
        if not _is_known(result.project.origins(module, call.func))
    )
    return MigratedFile(
        path,
        renamed_path(path, rename),
        before,
        after,
        rewritten.source,
        rewritten.manual_steps,
        lines,
        rewritten.silent_steps,
        is_test=is_test,
        tests_app=is_test and names_app(result.project, module),
        encoding=encoding,
    )


def _is_known(origins: Origins) -> bool:
    """Return whether a request is one of the test client, or of another library's client."""
    return any(origin in CLIENT_REQUESTS or origin.partition(".")[0] in OTHER_CLIENTS for origin in origins)


def renamed_path(path: Path, rename: Mapping[str, str]) -> Path:
    """Return the path of a file after its package, or the single module that it is, is renamed.

    Each part of the module's dotted name may be renamed; the directories above its package stay.
    """
    parts = _parts_in_package(path)
    if len(parts) == 1:
        return path.with_stem(rename.get(path.stem, path.stem))
    renamed_parts = [rename.get(part, part) for part in parts]
    if renamed_parts == list(parts):
        return path
    if path.parts[-len(parts) :] == parts:
        return Path(*path.parts[: -len(parts)], *renamed_parts)
    return Path(os.path.relpath(Path(*_absolute(path).parts[: -len(parts)], *renamed_parts)))
