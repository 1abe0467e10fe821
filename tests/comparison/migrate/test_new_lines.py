"""Lines and places are right whatever line ends, form feeds, tabs and marks a source has, and whatever is added."""

import re
from itertools import count
from typing import NamedTuple

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison.migrate.module import Module
from comparison.migrate.nodes import dotted_name
from comparison.migrate.text_edits import Edit, apply_edits

from .outcomes import outcome
from .rewriting import SPREADING
from .sources import dedented

# Statements with a call that has to be awaited; each gets a number, which makes it unique.
STATEMENTS = (
    "clock.wait({})",
    "value = clock.wait({})  # \f a comment",
    "'\f'; clock.wait({})",
    "value = '\f ü€😀' + clock.wait({})",
    "value = 1 + \\\n  clock.wait({})",
    "value = (\n\f\n    clock.wait({}),\n)",
    '"""text\f\n\ttext\n"""; clock.wait({})',
    "value = f'ü\f{{clock.wait({})}}'",
    "clock.wait({}).text[\f0]",
)
BEFORE_STATEMENTS = ("", "\n", "\f\n", "# \f\n")


class Sample(NamedTuple):
    """A source, the same with each `await` and `async` that it needs, and the numbers of its module-level calls."""

    text: str
    expected: str
    module_level: set[int]


def awaited(statement):
    """Return a statement that awaits its call."""
    with_parentheses = re.sub(r"clock\.wait\((\d+)\)(?=\.)", r"(await clock.wait(\1))", statement)
    return re.sub(r"(?<!await )clock\.wait", "await clock.wait", with_parentheses)


@st.composite
def samples(draw):
    """Draw a source of module-level statements and functions, all of which call `clock.wait(NUMBER)`."""
    numbers, module_level = count(), set()
    text = expected = draw(st.sampled_from(["", "\ufeff"])) + "import clock\n"
    for _ in range(draw(st.integers(1, 4))):
        indent = draw(st.sampled_from(["", "\t", "  ", "    "]))
        if indent:
            definition = f"def view_{next(numbers)}():\n"
            text, expected = f"{text}\f{definition}", f"{expected}\fasync {definition}"
        for _ in range(draw(st.integers(1, 3))):
            number, before = next(numbers), draw(st.sampled_from(BEFORE_STATEMENTS))
            statement = f"{indent}{draw(st.sampled_from(STATEMENTS)).format(number)}\n"
            text, expected = (
                f"{text}{before}{statement}",
                f"{expected}{before}{awaited(statement) if indent else statement}",
            )
            module_level |= set() if indent else {number}
    end, newline = draw(st.sampled_from(["", "\n"])), draw(st.sampled_from(["\n", "\r\n"]))
    text, expected = ((source.removesuffix("\n") + end).replace("\n", newline) for source in (text, expected))
    return Sample(text, expected, module_level)


def lines_of_calls(text):
    """Return the line of each call `clock.wait(NUMBER)` by its number."""
    lines = enumerate(text.split("\n"), 1)
    return {int(match[1]): number for number, line in lines for match in re.finditer(r"clock\.wait\((\d+)\)", line)}


@pytest.mark.torture
@settings(deadline=None, max_examples=60)
@given(samples())
def test_nodes_are_where_the_source_has_them(sample):
    module = Module.parse("here", sample.text.encode())
    calls = [call for call in module.nodes(cst.Call) if dotted_name(call.func) == "clock.wait"]
    lines = {module.source[slice(*module.span(call))].decode(): module.line(call) for call in calls}
    assert lines == {f"clock.wait({number})": line for number, line in lines_of_calls(sample.text).items()}


@pytest.mark.torture
@settings(deadline=None, max_examples=60)
@given(samples())
def test_only_await_and_async_are_added(sample):
    assert outcome(sample.text, rules=SPREADING)[0] == sample.expected


@pytest.mark.torture
@settings(deadline=None, max_examples=60)
@given(samples())
def test_manual_step_has_its_line(sample):
    text, steps = outcome(sample.text, rules=SPREADING)
    lines = lines_of_calls(text)
    assert [step.line for step in steps] == sorted(lines[number] for number in sample.module_level)


@pytest.mark.torture
@settings(deadline=None, max_examples=60)
@given(samples())
def test_source_without_the_framework_stays(sample):
    assert outcome(sample.text)[0] == sample.text


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_manual_step_has_its_line_after_an_import_is_added(newline):
    text, steps = outcome(
        dedented("""
            from flask import Flask, flash
            app = Flask(__name__)
            @app.get('/')
            def index():
                with open('a') as file:
                    return file.read()
            now = lambda: flash('a')
        """).replace("\n", newline)
    )
    lines = text.split(newline)
    assert "import aiofiles" in lines
    assert [lines[step.line - 1] for step in steps] == ["now = lambda: flash('a')"]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["a", "ü", "\f", "\t", "\r\n", "\n", " \\\n"]), max_size=20), st.data())
def test_new_line_is_that_of_the_same_place(parts, data):
    """Edits insert and replace text anywhere; a place that stays is on the line that `new_line` says."""
    source = "".join(parts).encode()
    place = data.draw(st.integers(0, len(source)))
    texts = st.sampled_from(["", "x", "\n", "x\r\n", "\n\n", "x\ny"])
    edits = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, len(source)))
        # The place itself stays, and what is inserted there comes before it.
        if end <= place or start > place:
            edits.append(Edit(start, end, data.draw(texts), "R1"))
    edited = apply_edits(source, edits)
    before = apply_edits(source[:place], [edit for edit in edits if edit.end <= place]).text
    old_line = source[:place].count(b"\n") + 1
    assert edited.text.startswith(before)
    assert edited.new_line(old_line, place) == before.count(b"\n") + 1


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], 2, id="nothing changes"),
        pytest.param([Edit(0, 0, "import a\n", "R1")], 3, id="a line is added before"),
        pytest.param([Edit(2, 2, "import a\n", "R1")], 3, id="a line is added at the place"),
        pytest.param([Edit(3, 3, "\n", "R1")], 2, id="a line is added after"),
        pytest.param([Edit(0, 2, "", "R1")], 1, id="the line before is removed"),
        pytest.param([Edit(0, 1, "x\ny\nz", "R1")], 4, id="the line before becomes three"),
        pytest.param([Edit(0, 2, "\n\n\n", "R1"), Edit(1, 2, "", "R2")], 4, id="an edit inside of another is dropped"),
    ],
)
def test_new_line_after_edits(edits, expected):
    assert apply_edits(b"a\nb\n", edits).new_line(2, 2) == expected
