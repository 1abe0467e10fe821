"""Migrate files: read them under their modules' names, apply the rules, and rename packages."""

import ast
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConfigurationError
from .engine import ManualStep, Migration, MigrationResult, RewriteRule
from .module import Module
from .project import Project
from .text_edits import EditedSource
from .written import WrittenFile

# Directories whose files are not the project's own.
_FOREIGN_DIRECTORIES = {"__pycache__", "node_modules", "site-packages"}


@dataclass(frozen=True)
class MigratedFile(WrittenFile):
    """A Python file before and after the migration, with what is left to do by hand."""

    edited: EditedSource
    manual_steps: tuple[ManualStep, ...]

    def reasons(self) -> dict[int, list[str]]:
        """Return, for each changed line of the new text, the rules that changed it, or `rename`."""
        return {line: sorted(rules) for line, rules in self.edited.rules_after.items()}


def migrate_files(
    paths: Iterable[Path], rules: Iterable[RewriteRule], rename: Mapping[str, str], exclude: Iterable[str] = ()
) -> list[MigratedFile]:
    """Return files, and the Python files of directories, as the rules rewrite them together. Nothing is written.

    `rename` maps old package names to new ones. Files and directories called like one in `exclude` are not rewritten:
    whether their functions are coroutine functions is read from the same file of the renamed package, if it exists.
    Raises `ConfigurationError` for a path that does not exist, and for a file that is not Python.
    """
    excluded_names = set(exclude)
    modules: dict[Path, Module] = {}
    # One file may be passed twice, and under two paths.
    files = {file.resolve(): file for path in paths for file in python_files(path)}
    for file in files.values():
        taken_names = {module.name for module in modules.values()}
        modules[file] = _read_module(file, excluded_names, rename, taken_names)
    result = Migration(Project.of(modules.values()), tuple(rules)).run()
    return [_migrated_file(result, file, module, rename) for file, module in modules.items() if not module.excluded]


def python_files(path: Path) -> list[Path]:
    """Return the Python files of a directory, or the file itself; raise `ConfigurationError` if it does not exist."""
    if not path.is_dir():
        if not path.exists():
            raise ConfigurationError(f"Path {str(path)!r} does not exist: pass a Python file or a directory.")
        return [path]
    return [file for file in own_files(path) if file.suffix == ".py"]


def own_files(path: Path) -> list[Path]:
    """Return the files of a directory, sorted, without hidden directories, virtual environments and packages."""
    files: list[Path] = []
    for directory, subdirectories, names in os.walk(path):
        subdirectories[:] = [name for name in subdirectories if not _is_foreign(Path(directory, name))]
        files += [Path(directory, name) for name in names]
    return sorted(file for file in files if file.is_file())


def _is_foreign(directory: Path) -> bool:
    name = directory.name
    return name.startswith(".") or name in _FOREIGN_DIRECTORIES or (directory / "pyvenv.cfg").exists()


def check_renames(rename: Iterable[str], files: Iterable[MigratedFile]) -> None:
    """Raise `ConfigurationError` for an old package name that is a word in no path and in no source."""
    texts = {file.path: f"{' '.join(_parts_in_package(file.path))} {file.before}" for file in files}
    for old_name in rename:
        if not any(re.search(rf"\b{old_name}\b", text) for text in texts.values()):
            packages = ", ".join(sorted({_parts_in_package(path)[0].removesuffix(".py") for path in texts}))
            where = packages or "the paths that were passed"
            raise ConfigurationError(f"--rename names {old_name!r}, but nothing in {where} has that name: correct it.")


def _read_module(path: Path, exclude: set[str], rename: Mapping[str, str], taken_names: set[str]) -> Module:
    """Parse a file; an excluded one is read from the renamed package, and counts as empty if it is invalid Python.

    If its module name is taken, its path is its name. Raises `ConfigurationError` for a file that is not UTF-8, or not
    Python and not excluded.
    """
    source_path, excluded = path, _is_excluded(path, exclude)
    if excluded and renamed_path(path, rename).exists():
        source_path = renamed_path(path, rename)
    name = module_name(path)
    try:
        content = source_path.read_bytes()
        content.decode()
        ast.parse(content)
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{source_path} is not UTF-8: {error}. Convert it, or do not pass it.") from None
    except (SyntaxError, ValueError) as error:
        if not excluded:
            where, remedy = f"{source_path}:{getattr(error, 'lineno', 1)}", f"pass `--exclude {path.stem}`"
            raise ConfigurationError(f"{where} is not valid Python: {error.args[0]}. Fix it, or {remedy}.") from None
        content = b""
    return Module.parse(str(path) if name in taken_names else name, content, excluded, path.name == "__init__.py")


def _is_excluded(path: Path, names: set[str]) -> bool:
    return bool({*_parts_in_package(path), path.stem} & names)


def _parts_in_package(path: Path) -> tuple[str, ...]:
    """Return the parts of a path from the outermost package on, which may be above the current directory."""
    count = module_name(path).count(".") + (2 if path.name == "__init__.py" else 1)
    return _absolute(path).parts[-count:]


def _absolute(path: Path) -> Path:
    """Return an absolute path; the file itself may be a link."""
    return path.parent.resolve() / path.name


def module_name(path: Path) -> str:
    """Return the dotted name that imports a file: its packages are the directories above with an `__init__.py`."""
    parts = [] if path.name == "__init__.py" else [path.stem]
    directory = path.resolve().parent
    while (directory / "__init__.py").exists():
        parts.insert(0, directory.name)
        directory = directory.parent
    return ".".join(parts)


def _migrated_file(result: MigrationResult, path: Path, module: Module, rename: Mapping[str, str]) -> MigratedFile:
    rewritten = result.rewritten_module(module, rename)
    before, after = module.source.decode(), rewritten.source.text.decode()
    return MigratedFile(path, renamed_path(path, rename), before, after, rewritten.source, rewritten.manual_steps)


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
