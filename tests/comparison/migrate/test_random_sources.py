"""Generated sources stay without the framework, and are rewritten only once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison.notes.catalogue import all_rules

from .rewriting import rewritten
from .sources import dedented

STATEMENTS = (
    "value = open(name).read()",
    "with open(name) as file:",
    "for item in items:",
    "if not items:",
    "while name:",
    "def view(name, items=()):",
    "class Page(Base):",
    "@app.route('/')\ndef index(name, items=()):",
    "try:\n    import json\nfinally:",
    "items = [one for one in items if one]",
    "name = f'{name!r} ü€😀'  # why",
    "time.sleep(0.1)",
    "import os, time",
    "from time import (\n    sleep,  # why\n    time as now,\n)",
    "page = lambda name: name.render()",
    "request.get_json()",
    '"""ReplacedText\n\twith a tab, \\\n    a comment # that is none."""',
    "",
    "# def view(): await",
)


@st.composite
def blocks(draw, depth=0):
    """Draw lines of source, in which a line that ends with a colon has a block."""
    lines = []
    for statement in draw(st.lists(st.sampled_from(STATEMENTS), max_size=4)):
        lines += statement.split("\n") if '"""' not in statement else [statement]
        if statement.endswith(":"):
            inner = draw(blocks(depth + 1)) if depth < 3 else []
            lines += [f"\t{line}" for line in (*inner, "pass")]
    return lines


def text_of(lines):
    """Return a source in which no two functions have one name."""
    return "".join(f"{line}\n".replace("(name, items=())", f"_{number}()") for number, line in enumerate(lines))


sources = blocks().map(text_of)


@pytest.mark.torture
@settings(deadline=None, max_examples=40)
@given(sources)
def test_source_without_the_framework_stays(text):
    assert rewritten(text, all_rules().values()) == text


@pytest.mark.torture
@settings(deadline=None, max_examples=40)
@given(sources)
def test_rewritten_source_is_not_rewritten_again(text):
    names = dedented("""
        from flask import Flask, request
        import time
        app = Flask(__name__)
    """)
    once = rewritten(f"{names}{text}", all_rules().values())
    assert rewritten(once, all_rules().values()) == once
