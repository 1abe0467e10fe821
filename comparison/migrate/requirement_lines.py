"""Change requirements in files with lines: those of pip, and options of `setup.cfg` and `tox.ini`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .ini_lines import IniLine, ini_lines
from .requirement_changes import PYTEST_ASYNCIO, RequirementChanges, requirement_name
from .text_files import line_end

# The options whose values are requirements: of tox, and of setuptools in different times.
_INI_KEYS = {"deps", "install_requires", "setup_requires", "tests_require", "test_require", "test_requires"}
_EXTRAS = "options.extras_require"
# A line that a backslash continues; in a comment it does not.
_PIP_LINE = re.compile(r"(?:(?![ \t]*#)[^\n]*\\\r?\n)*(?:[^\n]*\n|[^\n]+)|(?:[^\n]*\\\r?\n)+")
_PARTS = re.compile(r"(\ufeff?[ \t]*)(\S.*?)((?:[ \t]+#[^\n]*)?\s*)", re.DOTALL)
# `py{311,312}-lowest: ` in a list of tox's.
_FACTOR = re.compile(r"[\w{},!. -]+:[ \t]+")


@dataclass(frozen=True)
class _Line:
    """A line between `prefix` and `suffix`, which holds a requirement, several with semicolons between, or none.

    `scope` names the list that the line belongs to. The prefix of an option's line begins with the option's name.
    """

    text: str
    prefix: str = ""
    requirements: tuple[str, ...] = ()
    suffix: str = ""
    scope: tuple[str, ...] = ()
    is_option: bool = False
    has_semicolons: bool = False

    def with_requirements(self, requirements: Sequence[str], default_end: str) -> str:
        """Return the line with other requirements: the first in its place, the others in new lines."""
        if (*requirements,) == self.requirements:
            return self.text
        end = self.suffix[len(self.suffix.rstrip("\r\n")) :]
        if not requirements:
            return self.prefix.rstrip() + end if self.is_option else ""
        if self.has_semicolons:
            return self.prefix + "; ".join(requirements) + self.suffix
        first, *additions = requirements
        line = self.text if (first,) == self.requirements else self.prefix + first + self.suffix
        indent = "    " if self.is_option else self.prefix.lstrip("\ufeff")
        return (end or default_end).join([line[: len(line) - len(end)], *(indent + text for text in additions)]) + end


def changed_lines(changes: RequirementChanges, text: str) -> str:
    """Return a text with its requirements changed: an ini file, if it has a section, or else a list of pip's."""
    lines = ini_lines(text)
    if any(line.kind == "section" for line in lines):
        return _with_changes(changes, text, [_ini_line(lines, index) for index in range(len(lines))])
    return _with_changes(changes, text, [_pip_line(line) for line in _PIP_LINE.findall(text)])


def _with_changes(changes: RequirementChanges, text: str, lines: Sequence[_Line]) -> str:
    """Return the text of lines, the requirements of each scope changed together."""
    has_asyncio = any(requirement_name(text) == PYTEST_ASYNCIO.name for line in lines for text in line.requirements)
    replacements = {}
    for scope in dict.fromkeys(line.scope for line in lines):
        members = [line for line in lines if line.scope == scope]
        requirements = [text for line in members for text in line.requirements]
        replacements[scope] = iter(changes.changed(requirements, has_asyncio))
    results = []
    for line in lines:
        requirements = [text for _ in line.requirements for text in next(replacements[line.scope])]
        results.append(line.with_requirements(requirements, line_end(text)))
    return "".join(results)


def _pip_line(text: str) -> _Line:
    match = _PARTS.fullmatch(text)
    if match is None:
        return _Line(text)
    return _Line(text, match[1], (re.sub(r"\\\r?\n", "", match[2]),), match[3])


def _ini_line(lines: Sequence[IniLine], index: int) -> _Line:
    """Return a line of an ini file with its requirements; without any, if its option holds none."""
    line = lines[index]
    match = _PARTS.fullmatch(line.text[line.value_start :])
    if line.kind not in ("option", "value") or not _holds_requirements(line) or match is None:
        return _Line(line.text)
    prefix, requirement = line.text[: line.value_start], match[2]
    factor = _FACTOR.match(requirement)
    if factor:
        prefix, requirement = prefix + factor[0], requirement[factor.end() :]
    scope = (line.section, line.key, factor[0] if factor else "")
    is_option = line.kind == "option"
    if is_option and line.section.startswith("options") and not _is_continued(line, lines[index + 1 :]):
        requirements = tuple(text.strip() for text in requirement.split(";"))
        return _Line(line.text, prefix, requirements, match[3], scope, is_option, has_semicolons=True)
    return _Line(line.text, prefix, (requirement,), match[3], scope, is_option)


def _holds_requirements(line: IniLine) -> bool:
    return line.key.lower() in _INI_KEYS or line.section == _EXTRAS


def _is_continued(line: IniLine, following: Iterable[IniLine]) -> bool:
    """Return whether the value of an option goes on below: setuptools splits others at semicolons."""
    later = next((later for later in following if later.kind != "neither"), None)
    return later is not None and later.kind == "value"
