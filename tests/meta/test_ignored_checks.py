"""Every check of ruff or mypy that a line ignores has its reason, in the line or in a comment above it."""

import io
import re
import tokenize
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("comparison", "flask_app", "quart_app", "tests")
IGNORED = re.compile(r"#\s*(?:type: ignore(?:\[[^\]]*\])?|noqa(?:: ?[A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*)?)(?P<reason>.*)")
DEFINITION = re.compile(r"\s*(?:async def|def|class)\b")


def without_reason(source):
    """Return the numbers of the lines that ignore a check, with no reason in the line or above it in its function."""
    lines, numbers = source.splitlines(), []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and (match := IGNORED.match(token.string)):
            number = token.start[0]
            above = takewhile(lambda line: not DEFINITION.match(line), reversed(lines[: number - 1]))
            has_comment = any(line.lstrip().startswith("# ") for line in above)
            if not re.search("[a-z]{3}", match["reason"]) and not has_comment:
                numbers.append(number)
    return numbers


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("a = b  # noqa: E501", [1]),
        ("a = b  # type: ignore", [1]),
        ("a = b  # type: ignore[attr-defined]  # documented", []),
        ("a = b  # noqa: E501 - a table", []),
        ("# As the tests do.\nimport a  # noqa: F401\nimport b  # noqa: F401", []),
        ("# Why this is so.\ndef f():\n    a = b  # noqa: E501", [3]),
        ("a = '# noqa: E501'", []),
    ],
)
def test_reason_stands_in_the_line_or_above_it(source, numbers):
    assert without_reason(source) == numbers


@pytest.mark.torture
def test_every_ignored_check_has_a_reason():
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    missing = {str(path.relative_to(ROOT)): without_reason(path.read_text(encoding="utf-8")) for path in files}
    assert {path: numbers for path, numbers in missing.items() if numbers} == {}
