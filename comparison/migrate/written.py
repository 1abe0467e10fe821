"""A file that a migration writes: its path, its target, and its text before and after."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class WrittenFile:
    """A file before and after the migration; `target` is its path in the renamed package."""

    path: Path
    target: Path
    before: str
    after: str
    encoding: str = field(default="utf-8", kw_only=True)

    @property
    def is_changed(self) -> bool:
        return self.before != self.after or self.path != self.target
