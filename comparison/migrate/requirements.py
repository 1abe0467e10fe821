"""Replace Flask by Quart among a project's requirements, and add what runs async tests."""

import re
from collections.abc import Iterator, MutableMapping, MutableSequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .pytest_settings import below_current_directory, parse_toml
from .written import WrittenFile

_LINE_FILES = (
    *("requirements*.txt", "requirements*.in", "requirements/*.txt", "requirements/*.in"),
    *("setup.cfg", "tox.ini"),
)


@dataclass(frozen=True)
class NewRequirements:
    """What a project needs after the migration: Quart in Flask's place, and pytest-asyncio beside pytest."""

    replaces_flask: bool
    adds_asyncio: bool

    def files(self, root: Path) -> Iterator[WrittenFile]:
        """Yield the files of a project that name requirements, before and after.

        A list with hashes stays as it is: it is compiled from another file.
        """
        for path in sorted({path for pattern in _LINE_FILES for path in root.glob(pattern)}):
            before = path.read_text(encoding="utf-8")
            yield _written(path, before, before if "--hash" in before else self.in_lines(before))
        pyproject = root / "pyproject.toml"
        if pyproject.exists():
            before = pyproject.read_text(encoding="utf-8")
            yield _written(pyproject, before, self.in_toml(pyproject, before))

    def in_lines(self, text: str) -> str:
        """Return a text with one requirement in a line: of pip, or a value in an ini file."""
        has_asyncio = bool(re.search(r"(?mi)^[\s\w=]*pytest[-_]asyncio\b", text))
        return "".join(self._line(line, has_asyncio) for line in text.splitlines(keepends=True))

    def _line(self, line: str, has_asyncio: bool) -> str:
        """Return a line with its requirement replaced, or with another line after it."""
        match = re.match(r"(\s*(?:deps\s*=\s*)?)([A-Za-z][\w.-]*)(\[[^\]]*\])?\s*([=<>!~][^#;\n]*)?(\s*[;#].*)?$", line)
        name = canonicalize_name(match[2]) if match else ""
        if match and name == "flask" and self.replaces_flask:
            return f"{match[1]}quart>=0.22{match[5] or ''}" + line[len(line.rstrip()) :]
        if match and name == "pytest" and self.adds_asyncio and not has_asyncio:
            indent = match[1] if not match[1].strip() else "    "
            return f"{line.rstrip()}\n{indent}pytest-asyncio>=1.2{line[len(line.rstrip()) :]}"
        return line

    def in_toml(self, path: Path, text: str) -> str:
        """Return the text of `pyproject.toml` with its lists and tables of requirements changed."""
        document = parse_toml(path, text)
        project = document.get("project", {})
        groups = [project.get("optional-dependencies", {}), document.get("dependency-groups", {})]
        lists = [project.get("dependencies", []), *(items for group in groups for items in group.values())]
        has_asyncio = any(_name(item) == "pytest-asyncio" for items in lists for item in items)
        for items in lists:
            self._change_list(items, has_asyncio)
        poetry = document.get("tool", {}).get("poetry", {})
        groups = [group.get("dependencies", {}) for group in poetry.get("group", {}).values()]
        for table in (poetry.get("dependencies", {}), poetry.get("dev-dependencies", {}), *groups):
            self._change_table(table)
        return tomlkit.dumps(document)

    def _change_list(self, items: MutableSequence[Any], has_asyncio: bool) -> None:
        for position, item in enumerate(list(items)):
            if _name(item) == "flask" and self.replaces_flask:
                items[position] = "quart>=0.22"
        names = [_name(item) for item in items]
        if "pytest" in names and self.adds_asyncio and not has_asyncio:
            items.insert(names.index("pytest") + 1, "pytest-asyncio>=1.2")

    def _change_table(self, table: MutableMapping[str, Any]) -> None:
        """Change a table of Poetry's, whose keys are the names."""
        for key in list(table):
            if canonicalize_name(key) == "flask" and self.replaces_flask:
                del table[key]
                table["quart"] = ">=0.22"
        if "pytest" in table and self.adds_asyncio:
            table.setdefault("pytest-asyncio", ">=1.2")


def _name(item: object) -> str:
    """Return the name of a requirement; "" for what is none, as the table of an included group."""
    try:
        return canonicalize_name(Requirement(str(item)).name) if isinstance(item, str) else ""
    except InvalidRequirement:
        return ""


def _written(path: Path, before: str, after: str) -> WrittenFile:
    printed = below_current_directory(path)
    return WrittenFile(printed, printed, before, after)
