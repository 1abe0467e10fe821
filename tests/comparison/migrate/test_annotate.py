"""What is left to do by hand is written into the files, as comments above the lines."""

import ast
from pathlib import Path

import pytest

from comparison.migrate.annotate import annotated
from comparison.migrate.engine import ManualStep
from comparison.migrate.files import MigratedFile, migrate_files
from comparison.migrate.text_edits import EditedSource

from .file_migration import RULES
from .sources import dedented

LAMBDA = "# TODO(WAIT): a lambda cannot await: make it an `async def`."
ALONE = "# TODO(WAIT): module-level code cannot await: await in `before_serving`."
CLASS = "# TODO(WAIT): a class body cannot await: await in a function."


@pytest.fixture
def annotated_file(project):
    """Return a function that migrates a source, and returns the file with the comments."""

    def migrate(text):
        [file] = migrate_files([project(shop=f"import clock\n{text}")], RULES, {})
        return annotated(file)

    return migrate


def code_of(text):
    return ast.dump(ast.parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = 1\n", "a = 1\n", id="nothing is left to do"),
        pytest.param("clock.wait()\n", f"{ALONE}\nclock.wait()\n", id="a statement"),
        pytest.param("clock.wait()", f"{ALONE}\nclock.wait()", id="the last line has no end"),
        pytest.param(
            "class A:\n    a = clock.wait()\n",
            f"class A:\n    {CLASS}\n    a = clock.wait()\n",
            id="the comment is as deep as the line",
        ),
        pytest.param(
            "class A:\n\ta = clock.wait()\n",
            f"class A:\n\t{CLASS}\n\ta = clock.wait()\n",
            id="the line is indented with a tab",
        ),
        pytest.param("clock.wait()\r\n", f"{ALONE}\r\nclock.wait()\r\n", id="the line ends with CRLF"),
        pytest.param(
            "clock.wait(), clock.wait()\n", f"{ALONE}\nclock.wait(), clock.wait()\n", id="a line has a step twice"
        ),
        pytest.param(
            "clock.wait(), (lambda: clock.wait())\n",
            f"{LAMBDA}\n{ALONE}\nclock.wait(), (lambda: clock.wait())\n",
            id="a line has two steps",
        ),
        pytest.param(
            "clock.wait()\nb = lambda: clock.wait()\n",
            f"{ALONE}\nclock.wait()\n{LAMBDA}\nb = lambda: clock.wait()\n",
            id="two lines have a step each",
        ),
        pytest.param(
            "a = (\n    1,\n    clock.wait(),\n)\n",
            f"a = (\n    1,\n    {ALONE}\n    clock.wait(),\n)\n",
            id="parentheses contain the line",
        ),
        pytest.param(
            "@clock.wait()\nasync def f():\n    pass\n",
            f"{ALONE}\n@clock.wait()\nasync def f():\n    pass\n",
            id="a decorator",
        ),
        pytest.param(
            "if a:\n    pass\nelif clock.wait():\n    pass\n",
            f"if a:\n    pass\n{ALONE}\nelif clock.wait():\n    pass\n",
            id="an elif",
        ),
        pytest.param("\x0cclock.wait()\n", f"\x0c{ALONE}\n\x0cclock.wait()\n", id="a form feed begins the line"),
        pytest.param(
            "a = 1 + \\\n    clock.wait()\n",
            "a = 1 + \\\n    clock.wait()\n",
            id="a backslash continues the line before",
        ),
        pytest.param(
            "a = f'''\n{clock.wait()}\n'''\nclock.wait()\n",
            f"a = f'''\n{{clock.wait()}}\n'''\n{ALONE}\nclock.wait()\n",
            id="the comment would be a part of a text",
        ),
        pytest.param(f"{ALONE}\nclock.wait()\n", f"{ALONE}\nclock.wait()\n", id="the comment is there already"),
        pytest.param(
            f"{ALONE}\nclock.wait()\nclock.wait()\n",
            f"{ALONE}\nclock.wait()\n{ALONE}\nclock.wait()\n",
            id="one of two comments is there already",
        ),
    ],
)
def test_each_step_is_a_comment_above_its_line(annotated_file, text, expected):
    assert annotated_file(text).after == f"import clock\n{expected}"


def test_comments_change_no_code(annotated_file):
    file = annotated_file("class A:\n    a = [\n        clock.wait(),\n        lambda: clock.wait(),\n    ]\n")
    assert code_of(file.after) == code_of(file.before)


def test_steps_move_with_their_lines(annotated_file):
    file = annotated_file("clock.wait()\na = 1 + \\\n    clock.wait()\nb = clock.wait(), lambda: clock.wait()\n")
    lines = file.after.split("\n")
    assert [(step.line, lines[step.line - 1]) for step in file.manual_steps] == [
        (3, "clock.wait()"),
        (5, "    clock.wait()"),
        (8, "b = clock.wait(), lambda: clock.wait()"),
        (8, "b = clock.wait(), lambda: clock.wait()"),
    ]


def test_silent_steps_move_too(annotated_file):
    file = annotated_file("async def f():\n    pass\nclock.wait()\nlambda: f() or 1\n")
    assert file.silent_steps <= {*file.manual_steps}


def test_file_that_only_gets_comments_is_changed(annotated_file):
    file = annotated_file("clock.wait()\n")
    assert (file.is_changed, file.reasons()) == (True, {})


def test_file_with_comments_gets_no_more(project):
    path = project(shop="import clock\nclock.wait()\n")
    for _ in range(2):
        [file] = migrate_files([path], RULES, {})
        path.write_text(annotated(file).after)
    assert path.read_text() == f"import clock\n{ALONE}\nclock.wait()\n"


def test_step_after_lines_that_the_rules_add_keeps_its_line(annotated_file):
    text = dedented("""
        def f():
            clock.wait()
        b = lambda: clock.wait()
    """)
    file = annotated_file(text)
    assert file.manual_steps == (ManualStep(5, "WAIT", "a lambda cannot await: make it an `async def`"),)
    assert file.after.split("\n")[3] == LAMBDA


def test_file_with_a_byte_order_mark_gets_comments(project):
    [file] = migrate_files([project(shop="\ufeffimport clock\nclock.wait()\n")], RULES, {})
    assert annotated(file).after == f"\ufeffimport clock\n{ALONE}\nclock.wait()\n"


def test_byte_order_mark_stays_the_first_character(project):
    [file] = migrate_files([project(shop="\ufeffimport clock; clock.wait()\n")], RULES, {})
    assert annotated(file).after == f"\ufeff{ALONE}\nimport clock; clock.wait()\n"


def test_long_comment_goes_on_in_the_next_lines():
    step = ManualStep(2, "FQ501", "a reason that is longer than a line of a comment may be, " * 3)
    file = MigratedFile(Path("a.py"), Path("a.py"), "", "if a:\n    b()\n", EditedSource(b"", {}, {}), (step,))
    *comment, last = annotated(file).after.split("\n")[1:-1]
    assert last == "    b()"
    assert [line[:8] for line in comment] == ["    # TO", *["    #   "] * (len(comment) - 1)]
    assert len(comment) > 2
    assert max(map(len, comment)) <= 80
    assert annotated(file).manual_steps[0].line == 2 + len(comment)
