"""Commands of an app and of its groups, and tests that run them."""

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

APP = (
    "import click\nfrom flask import Flask\nfrom flask.cli import AppGroup, with_appcontext\n\napp = Flask(__name__)\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("@app.cli.command('a')", "@app.cli.command('a', with_appcontext=True)", id="its name"),
        pytest.param("@app.cli.command()", "@app.cli.command(with_appcontext=True)", id="no argument"),
        pytest.param("@app.cli.command('a',)", "@app.cli.command('a', with_appcontext=True,)", id="a comma"),
        pytest.param("@AppGroup('b').command('a')", "@AppGroup('b').command('a', with_appcontext=True)", id="a group"),
        pytest.param(
            "@app.cli.command(name='a', help='b')",
            "@app.cli.command(name='a', help='b', with_appcontext=True)",
            id="keywords",
        ),
    ],
)
def test_command_gets_an_app_context(check_rewritten, before, after):
    check_rewritten(f"{APP}{before}\ndef a(): ...\n", f"{APP}{after}\ndef a(): ...\n", "FQ016")


@pytest.mark.parametrize(
    "decorators",
    [
        pytest.param("@app.cli.command('a', with_appcontext=False)", id="it asks for none"),
        pytest.param("@app.cli.command(**options)", id="arguments are unpacked"),
        pytest.param("@click.command()", id="no app has the command"),
        pytest.param("@click.group()", id="it is a group of another program"),
    ],
)
def test_other_command_stays(check_unchanged, decorators):
    check_unchanged(f"{APP}{decorators}\ndef a(): ...\n", "FQ016")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "@click.command()\ndef a(): ...\napp.cli.add_command(a)\n",
            "@click.command()\n@with_appcontext\ndef a(): ...\napp.cli.add_command(a)\n",
            id="it is added",
        ),
        pytest.param(
            "@click.command()\n@with_appcontext\ndef a(): ...\napp.cli.add_command(a)\n",
            "@click.command()\n@with_appcontext\ndef a(): ...\napp.cli.add_command(a)\n",
            id="it has a context",
        ),
        pytest.param(
            "@click.group()\ndef g(): ...\n@g.command()\n@click.option('-a')  # b\ndef a(): ...\n"
            "app.cli.add_command(g)\n",
            "@click.group()\ndef g(): ...\n@g.command()\n@click.option('-a')\n@with_appcontext  # b\ndef a(): ...\n"
            "app.cli.add_command(g)\n",
            id="its group is added",
        ),
        pytest.param(
            "@app.cli.group()\ndef g(): ...\n@g.group()\ndef h(): ...\n@h.command()\ndef a(): ...\n",
            "@app.cli.group()\ndef g(): ...\n@g.group()\ndef h(): ...\n@h.command()\n@with_appcontext\ndef a(): ...\n",
            id="its group is one of the app's",
        ),
        pytest.param(
            "@app.cli.group()\ndef g(): ...\n@g.command(with_appcontext=False)\ndef a(): ...\n",
            "@app.cli.group()\ndef g(): ...\n@g.command(with_appcontext=False)\ndef a(): ...\n",
            id="it asks for none in such a group",
        ),
        pytest.param(
            "class A:\n    @click.command()\n    def a(): ...\napp.cli.add_command(A.a)\n",
            "class A:\n    @click.command()\n    @with_appcontext\n    def a(): ...\napp.cli.add_command(A.a)\n",
            id="it is indented",
        ),
    ],
)
def test_added_command_gets_an_app_context(check_rewritten, before, after):
    check_rewritten(APP + before, APP + after, "FQ016")


def test_command_of_another_module_gets_an_app_context():
    texts = {
        "shop.commands": "import click\n\n\n@click.command()\ndef a(): ...\n",
        "shop.app": "from flask import Flask\nfrom .commands import a\n\nFlask(__name__).cli.add_command(a)\n",
    }
    modules = [Module.parse(name, text.encode()) for name, text in texts.items()]
    result = Migration(Project.of(modules), tuple(all_rules().values())).run()
    assert result.rewritten_module(modules[0]).source.text.decode() == (
        "import click\nfrom quart.cli import with_appcontext\n\n\n@click.command()\n@with_appcontext\ndef a(): ...\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("runner.invoke(a)", "await asyncio.to_thread(runner.invoke, a)", id="its command"),
        pytest.param("runner.invoke(args=['a'])", "await asyncio.to_thread(runner.invoke, args=['a'])", id="arguments"),
        pytest.param("runner.invoke()", "await asyncio.to_thread(runner.invoke)", id="no argument"),
        pytest.param(
            "b = runner.invoke(a).output", "b = (await asyncio.to_thread(runner.invoke, a)).output", id="result"
        ),
    ],
)
def test_coroutine_runs_a_command_in_a_thread(check_rewritten, before, after):
    start = "import asyncio\nfrom flask import Flask\n\napp = Flask(__name__)\n\nasync def test_a():\n"
    runner = "    runner = app.test_cli_runner()\n"
    check_rewritten(f"{start}{runner}    {before}\n", f"{start}{runner}    {after}\n", "FQ016")


def test_plain_test_runs_a_command_as_it_is(check_unchanged):
    check_unchanged("from flask import Flask\n\ndef test_a():\n    Flask('a').test_cli_runner().invoke(a)\n", "FQ016")
