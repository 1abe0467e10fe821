"""The commands that a project adds to an app."""

import pytest

from comparison.migrate.module import Module
from comparison.migrate.project import Project

START = "import click\nfrom flask import Blueprint, Flask\nfrom flask.cli import AppGroup\n\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("@click.command()\ndef a(): ...\napp.cli.add_command(a)\n", {"here.a"}, id="of an app"),
        pytest.param("def a(): ...\nBlueprint('b', '').cli.add_command(a)\n", {"here.a"}, id="of a blueprint"),
        pytest.param("def a(): ...\nAppGroup('b').add_command(a)\n", {"here.a"}, id="of a group"),
        pytest.param("def a(): ...\ncli.add_command(a)\n", set(), id="of another program"),
        pytest.param(
            "@click.group()\ndef g(): ...\n@g.group()\ndef h(): ...\n@h.command()\ndef a(): ...\n"
            "app.cli.add_command(g)\n",
            {"here.a", "here.g", "here.h"},
            id="of a group in a group",
        ),
        pytest.param(
            "@app.cli.group()\ndef g(): ...\n@g.command()\ndef a(): ...\n", {"here.a", "here.g"}, id="of an app's group"
        ),
    ],
)
def test_commands_of_an_app(text, expected):
    assert Project.of([Module.parse("here", (START + text).encode())]).commands == expected
