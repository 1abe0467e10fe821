"""The files of a migration: read with their modules' names, rewritten, renamed."""

import ast
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConfigurationError
from .edits import Applied
from .engine import Migration, Rewrite
from .module import Module
from .project import Project

OTHERS = {"__pycache__", "node_modules", "site-packages"}


@dataclass(frozen=True)
class Migrated:
    """A file before and after; `target` is where it belongs, `lines` says which rules changed what."""

    path: Path
    target: Path
    before: str
    after: str
    applied: Applied
    by_hand: tuple[tuple[int, str, str], ...]

    @property
    def changed(self) -> bool:
        return self.before != self.after or self.path != self.target

    def reasons(self) -> dict[int, list[str]]:
        """Return, for each line of the new text that changed, the rules that changed it, or `rename`."""
        return {line: sorted(rules) for line, rules in self.applied.after.items()}


def migrated(
    paths: Iterable[Path], rules: Iterable[Rewrite], rename: Mapping[str, str], by_hand: Iterable[str] = ()
) -> list[Migrated]:
    """Rewrite files, and the Python files of folders, together; nothing is written.

    `rename` maps the names of packages. A folder or file called like one of `by_hand` is not rewritten:
    which of its functions are coroutine functions is read from its counterpart in the
    renamed package, if there is one.
    Raises `ConfigurationError` for a path that is not there, and for a file that is no Python.
    """
    left = set(by_hand)
    files: dict[Path, Module] = {}
    # A file may be named twice, and in two ways.
    chosen = {file.resolve(): file for path in paths for file in files_of(path)}
    for file in chosen.values():
        taken = {module.name for module in files.values()}
        files[file] = module_of(file, left, rename, taken)
    migration = Migration(Project.of(files.values()), tuple(rules))
    return [rewritten(migration, file, module, rename) for file, module in files.items() if not module.by_hand]


def files_of(path: Path) -> list[Path]:
    """Return the Python files of a folder, or the file itself; raises `ConfigurationError` when it is not there."""
    if not path.is_dir():
        if not path.exists():
            raise ConfigurationError(f"{path} is not there: give a Python file, or a folder with some.")
        return [path]
    return [file for file in own_files(path) if file.suffix == ".py"]


def own_files(path: Path) -> list[Path]:
    """Return the files in a folder but for what others wrote: hidden folders, virtual environments, packages."""
    found: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not is_others(Path(folder, name))]
        found += [Path(folder, name) for name in names]
    return sorted(file for file in found if file.is_file())


def is_others(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in OTHERS or (folder / "pyvenv.cfg").exists()


def check_names(rename: Iterable[str], files: Iterable[Migrated]) -> None:
    """Raise `ConfigurationError` for a name to be changed that nothing here has: neither a file nor a text."""
    texts = {file.path: f"{' '.join(inside(file.path))} {file.before}" for file in files}
    for old in rename:
        if not any(re.search(rf"\b{old}\b", text) for text in texts.values()):
            known = ", ".join(sorted({inside(path)[0].removesuffix(".py") for path in texts}))
            raise ConfigurationError(f"--rename names {old!r}, which is nowhere in {known or 'what was given'}.")


def module_of(path: Path, by_hand: set[str], rename: Mapping[str, str], taken: set[str]) -> Module:
    source, left = path, is_by_hand(path, by_hand)
    if left and renamed_path(path, rename).exists():
        source = renamed_path(path, rename)
    name = dotted_name(path)
    try:
        content = source.read_bytes()
        content.decode()
        ast.parse(content)
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{source} is not UTF-8: {error}. Convert it, or leave it out.") from None
    except (SyntaxError, ValueError) as error:
        content = b"" if left else content
        if not left:
            where = f"{source}:{getattr(error, 'lineno', 1)}"
            raise ConfigurationError(
                f"{where} is not valid Python: {error.args[0]}. Fix it, or leave it out."
            ) from None
    return Module(str(path) if name in taken else name, content, left, path.name == "__init__.py")


def is_by_hand(path: Path, names: set[str]) -> bool:
    return bool({*inside(path), path.stem} & names)


def inside(path: Path) -> tuple[str, ...]:
    """Return the parts of a path from the outermost package on, which may be above the current folder."""
    count = dotted_name(path).count(".") + (2 if path.name == "__init__.py" else 1)
    return full(path).parts[-count:]


def full(path: Path) -> Path:
    return path.parent.resolve() / path.name


def dotted_name(path: Path) -> str:
    """Return the name that a file is imported by: packages are the folders above that have an `__init__.py`."""
    parts = [] if path.name == "__init__.py" else [path.stem]
    folder = path.resolve().parent
    while (folder / "__init__.py").exists():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts)


def rewritten(migration: Migration, path: Path, module: Module, rename: Mapping[str, str]) -> Migrated:
    found = migration.rewritten(module, rename)
    before, after = module.source.decode(), found.result.text.decode()
    return Migrated(path, renamed_path(path, rename), before, after, found.result, found.by_hand)


def renamed_path(path: Path, rename: Mapping[str, str]) -> Path:
    """Return where a file belongs when packages, or the single module that it is, are called otherwise."""
    parts = inside(path)
    if len(parts) == 1:
        return path.with_stem(rename.get(path.stem, path.stem))
    renamed = [rename.get(part, part) for part in parts]
    if renamed == list(parts):
        return path
    if path.parts[-len(parts) :] == parts:
        return Path(*path.parts[: -len(parts)], *renamed)
    return Path(os.path.relpath(Path(*full(path).parts[: -len(parts)], *renamed)))
