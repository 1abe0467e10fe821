"""An app context where nothing can be awaited: its block runs in an event loop of its own."""

import ast
from textwrap import indent

import pytest

from .outcomes import outcome, rewritten
from .sources import dedented

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
FACTORY = """\
from flask import Flask


def create_app():
    app = Flask(__name__)
"""


def after_app(block):
    """Return what becomes of lines after the app at module level, without the import of asyncio."""
    text, steps = outcome(f"{APP}\n{dedented(block)}")
    ast.parse(text)
    assert not steps
    return text.removeprefix("import asyncio\n\nfrom quart import Quart\n\napp = Quart(__name__)\n").lstrip("\n")


def in_factory(block):
    """Return what becomes of the lines of an app factory, between the app and its `return`."""
    text, steps = outcome(f"{FACTORY}{indent(dedented(block), '    ')}    return app\n")
    ast.parse(text)
    return text.partition("Quart(__name__)\n")[2].rpartition("    return app")[0], steps


def test_block_at_module_level_runs_at_once():
    assert after_app("""
        with app.app_context():
            db.create_all()
    """) == dedented("""
        async def run_in_app_context():
            async with app.app_context():
                db.create_all()


        asyncio.run(run_in_app_context())
    """)


def test_names_of_a_block_stay_global():
    assert "    global models, names\n" in after_app("""
        with app.app_context():
            names = [name for name in "ab"]
            import models.users
    """)


def test_block_of_the_main_program_runs_at_once():
    assert after_app("""
        if __name__ == "__main__":
            with app.app_context():
                db.create_all()
            app.run()
    """) == dedented("""
        if __name__ == "__main__":
            async def run_in_app_context():
                async with app.app_context():
                    db.create_all()

            asyncio.run(run_in_app_context())
            app.run()
    """)


def test_block_of_a_factory_runs_in_a_thread():
    body, steps = in_factory("""
        with app.app_context():
            db.create_all()
    """)
    assert not steps
    assert body == indent(
        dedented("""

        async def run_in_app_context():
            async with app.app_context():
                db.create_all()

        with ThreadPoolExecutor() as executor:
            executor.submit(asyncio.run, run_in_app_context()).result()
    """),
        "    ",
        lambda line: bool(line.strip()),
    )


def test_coroutines_are_awaited_in_the_block():
    text = rewritten(
        f"from flask import render_template\n{APP}with app.app_context():\n    text = render_template('a.html')\n"
    )
    assert "        text = await render_template('a.html')\n" in text


def test_functions_in_the_block_are_not_its_own():
    text = rewritten(
        f"from flask import render_template\n{APP}with app.app_context():\n    def f():\n"
        "        return render_template('a.html')\n"
    )
    assert "        async def f():\n            return await render_template('a.html')\n" in text


def test_two_blocks_have_two_names():
    text = rewritten(f"{APP}with app.app_context():\n    a()\nwith app.app_context():\n    b()\n")
    assert "asyncio.run(run_in_app_context())" in text
    assert "asyncio.run(run_in_app_context_2())" in text
    assert text.count("import asyncio\n") == 1


def test_command_runs_it_in_a_thread():
    text = rewritten(f"{APP}@app.cli.command('init')\ndef init():\n    with app.app_context():\n        a()\n")
    assert "        executor.submit(asyncio.run, run_in_app_context()).result()\n" in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("with app.app_context(): a()\n", "    async with app.app_context(): a()\n", id="one line"),
        pytest.param("with app.app_context():\n\ta()\n", "\tasync with app.app_context():\n\t\ta()\n", id="tabs"),
        pytest.param("with app.app_context():\n  a()\n", "  async with app.app_context():\n    a()\n", id="two blanks"),
        pytest.param(
            "with app.app_context():\n    a()\n    # end\n",
            "    async with app.app_context():\n        a()\n        # end\n",
            id="a comment ends it",
        ),
        pytest.param(
            "with app.app_context():\n    a('''\nb\n    c''')\n",
            "    async with app.app_context():\n        a('''\nb\n    c''')\n",
            id="a text of several lines",
        ),
        pytest.param(
            "with app.app_context():\n    a()\n\n    b()\n",
            "    async with app.app_context():\n        a()\n\n        b()\n",
            id="a blank line",
        ),
        pytest.param(
            "with app.app_context():\n    for a in b:\n        continue\n",
            "    async with app.app_context():\n        for a in b:\n            continue\n",
            id="a loop jumps inside",
        ),
        pytest.param(
            "with app.app_context():\r\n    a()\r\n", "    async with app.app_context():\r\n        a()\r\n", id="CRLF"
        ),
        pytest.param(
            "with app.app_context():\n    a()", "    async with app.app_context():\n        a()\n", id="no end"
        ),
    ],
)
def test_lines_keep_their_form(before, after):
    newline = "\r\n" if "\r\n" in before else "\n"
    text, _ = outcome(APP.replace("\n", newline) + before)
    ast.parse(text)
    assert after in text


@pytest.mark.parametrize(
    ("before", "line"),
    [
        pytest.param("with app.app_context():\n    db.a()\n    return app\n", 6, id="it returns"),
        pytest.param("with app.app_context():\n    admin = a()\nadmin.b()\n", 6, id="a name is used below"),
        pytest.param("admin = None\nwith app.app_context():\n    admin = a()\n", 7, id="a name is bound before"),
        pytest.param("for a in b:\n    with app.app_context():\n        break\n", 7, id="it leaves a loop"),
        pytest.param("with app.app_context() as context:\n    a(context)\n", 6, id="the context has a name"),
    ],
)
def test_block_that_cannot_move_is_a_manual_step(before, line):
    body, steps = in_factory(before)
    assert body == indent(before, "    ")
    assert [(step.line, step.rule) for step in steps] == [(line, "FQ704")]


def test_block_of_a_view_stays():
    text = rewritten(f"{APP}@app.get('/')\ndef view():\n    with app.app_context():\n        return a()\n")
    assert "async def view():\n    async with app.app_context():\n        return a()\n" in text
