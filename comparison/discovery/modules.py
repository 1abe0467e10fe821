"""How a file of a project is imported: its module's name, and the directory that it is imported from."""

from collections.abc import Set
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class ModuleName:
    """A module's dotted name, and the directory to import it from, relative to the root; "" is the root itself."""

    name: str
    directory: str = ""

    @property
    def top(self) -> str:
        """The name of the top-level package or module."""
        return self.name.partition(".")[0]


def module_name(path: PurePosixPath, paths: Set[PurePosixPath]) -> ModuleName | None:
    """Return how a file is imported, as `flask run` does: from the directory above its top-most package.

    None if its path is no dotted name. `paths` are those of all files.
    """
    top = path.parent
    while top.name and top / "__init__.py" in paths:
        top = top.parent
    parts = path.relative_to(top).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts
    if not all(part.isidentifier() for part in parts):
        return None
    return ModuleName(".".join(parts), "" if top == PurePosixPath() else top.as_posix())
