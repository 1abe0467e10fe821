"""The index of the tutorial: every heading, parameter and code block leads to a test, or says why there is none.

The tutorial itself is no part of this repository. Where it is at hand, beside the checkout or where the
environment variable TUTORIAL says, the index is compared with it.
"""

import ast
import hashlib
import os
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
INDEX = tomllib.loads((Path(__file__).parent / "index.toml").read_text(encoding="utf-8"))
ENTRIES = [entry for kind in ("heading", "parameter", "block") for entry in INDEX[kind]]
# What counts as a parameter: a name quoted in the text, and in code a method that is called, a decorator, a setting,
# a keyword, an attribute that is set, and what stands in a line that is a signature alone.
QUOTED = re.compile(r"`([^`]+)`")
IN_CODE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\.(\w+)\(",
        r"@app\.(\w+)",
        r"config\['(\w+)'\]",
        r"[(,，]\s*(\w+)\s*=(?!=)",
        r"^\s*(\w+\.\w+)\s*=(?!=)",
    )
)
SIGNATURE = re.compile(r"^\w+\((.+)\)$")


def tutorial():
    """Return the tutorial's file; None where it is not at hand."""
    path = Path(os.environ.get("TUTORIAL", ROOT.parent / "shared" / "tutorial.md"))
    return path if path.is_file() else None


def label(entry):
    return " ".join(str(entry[key]) for key in ("title", "heading", "names", "ordinal") if key in entry)


def short_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def names_in_code(line):
    """Return the parameters that a line of code names."""
    found = [name for pattern in IN_CODE for name in pattern.findall(line)]
    signature = SIGNATURE.match(line)
    parts = re.split("[,，]", signature[1]) if signature else []
    return found + [part.partition("=")[0].strip() for part in parts]


def parsed(text):
    """Return a tutorial's headings, its parameters under each, and its code blocks under each, as sets."""
    headings, parameters, blocks = [], set(), set()
    heading, fence, ordinal = "", None, 0
    for line in text.splitlines():
        if line.startswith("```"):
            if fence is None:
                fence, ordinal = [], ordinal + 1
            else:
                blocks.add((heading, ordinal, short_hash("\n".join(fence))))
                fence = None
        elif fence is not None:
            fence.append(line)
            parameters |= {(heading, name) for name in names_in_code(line)}
        elif re.match(r"#+ ", line):
            heading, ordinal = line, 0
            headings.append(heading)
        else:
            parameters |= {(heading, name) for name in QUOTED.findall(line)}
    return headings, parameters, blocks


@cache
def functions_in(path):
    """Return the names of the test functions in a file; nothing when there is no such file."""
    if not (ROOT / path).is_file():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_names_in_code_are_parameters():
    assert names_in_code("x = 1") == []
    assert names_in_code("flash(message, category='message')") == ["category", "message", "category"]
    assert names_in_code("    rv.enable_buffering(5)") == ["enable_buffering"]
    assert names_in_code("session.permanent=True") == ["session.permanent"]
    assert names_in_code("@app.before_request") == ["before_request"]
    assert names_in_code("if request.method == 'POST':") == []


def test_text_is_parsed_into_headings_parameters_and_blocks():
    text = "# 一\n`a` 和 `b`\n```python\n# no heading\nx.go(1)\n```\n## 二\n```\n```\n```\ny\n```\n"
    headings, parameters, blocks = parsed(text)
    assert headings == ["# 一", "## 二"]
    assert parameters == {("# 一", "a"), ("# 一", "b"), ("# 一", "go")}
    assert blocks == {
        ("# 一", 1, short_hash("# no heading\nx.go(1)")),
        ("## 二", 1, short_hash("")),
        ("## 二", 2, short_hash("y")),
    }


def test_index_is_not_empty():
    assert INDEX.keys() == {"heading", "parameter", "block"}
    assert all(len(entries) > 10 for entries in INDEX.values())


def test_every_entry_names_tests_once_or_a_reason_for_having_none():
    wrong = [label(entry) for entry in ENTRIES if ("tests" in entry) == ("dropped" in entry)]
    for entry in ENTRIES:
        tests = entry.get("tests", ("none",))
        if not tests or len(set(tests)) != len(tests) or not entry.get("dropped", "because ").startswith("because "):
            wrong.append(label(entry))
    assert wrong == []


def test_every_test_that_is_named_exists():
    named = {test for entry in ENTRIES for test in entry.get("tests", ())}
    assert [
        test for test in sorted(named) if test.partition("::")[2] not in functions_in(test.partition("::")[0])
    ] == []


def test_nothing_is_listed_twice():
    parameters = [(entry["heading"], name) for entry in INDEX["parameter"] for name in entry["names"]]
    blocks = [(entry["heading"], entry["ordinal"]) for entry in INDEX["block"]]
    titles = [entry["title"] for entry in INDEX["heading"]]
    for listed in (parameters, blocks, titles):
        assert sorted(set(listed)) == sorted(listed)


def test_parameters_and_blocks_stand_under_headings_that_are_listed():
    titles = {entry["title"] for entry in INDEX["heading"]}
    assert {entry["heading"] for kind in ("parameter", "block") for entry in INDEX[kind]} <= titles


def test_index_has_exactly_what_the_tutorial_has():
    path = tutorial()
    if path is None:
        pytest.skip(
            "The tutorial is not at hand: lay it beside the checkout as ../shared/tutorial.md, or set TUTORIAL."
        )
    headings, parameters, blocks = parsed(path.read_text(encoding="utf-8"))
    assert [entry["title"] for entry in INDEX["heading"]] == headings
    assert {(entry["heading"], name) for entry in INDEX["parameter"] for name in entry["names"]} == parameters
    assert {(entry["heading"], entry["ordinal"], entry["hash"]) for entry in INDEX["block"]} == blocks
