"""What the verdicts say of each extension, as a row of the table on the page of extensions."""

from dataclasses import dataclass

from .verdicts import Verdict, all_verdicts


@dataclass(frozen=True)
class ExtensionRow:
    """The verdicts on one extension, for the versions of Quart in order."""

    package: str
    verdicts: tuple[Verdict, ...]

    @property
    def anchor(self) -> str:
        return self.package.lower()

    @property
    def is_tested(self) -> bool:
        return self.verdicts[0].outcome != "untested"

    @property
    def counterpart(self) -> str:
        """The name of another package for Quart, or ""."""
        return next((verdict.counterpart for verdict in self.verdicts if verdict.counterpart), "")

    def outcome(self, quart_version: str) -> str:
        """Return the outcome with a version of Quart, with the number of lines that it needs."""
        verdict = next(verdict for verdict in self.verdicts if verdict.applies_to(quart_version))
        lines = len(verdict.first_lines)
        return f"{verdict.outcome}, {lines} line{'s'[: lines > 1]}" if lines else verdict.outcome


def extension_rows() -> list[ExtensionRow]:
    """Return a row for each extension, in the order of the alphabet."""
    verdicts: dict[str, list[Verdict]] = {}
    for verdict in all_verdicts():
        verdicts.setdefault(verdict.package, []).append(verdict)
    return [ExtensionRow(package, tuple(verdicts[package])) for package in sorted(verdicts, key=str.lower)]
