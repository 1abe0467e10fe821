"""What an interpreter has, and what is refused."""

import platform
import sys
from importlib.metadata import version

import pytest

from comparison.errors import ConfigurationError
from comparison.sides import Side
from comparison.targets.interpreter import interpreter_of


@pytest.mark.parametrize("python", ["", sys.executable], ids=["this one", "by its path"])
def test_versions_and_servers_are_told(python):
    interpreter = interpreter_of(Side("baseline", "a:app", "a:app", python=python))
    assert interpreter.versions["python"] == platform.python_version()
    assert interpreter.versions["quart"] == version("quart")
    assert {"hypercorn", "gunicorn"} <= set(interpreter.servers)


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("echo no interpreter", "is no interpreter that runs. It printed:\nno interpreter\nCorrect the path."),
        ("""echo '[{"python": "3.10.13"}, []]'""", "has Python 3.10.13: name one of 3.11 or newer."),
    ],
    ids=["no interpreter", "an old one"],
)
def test_refused(program, text, tmp_path):
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{program}\n")
    python.chmod(0o755)
    with pytest.raises(ConfigurationError) as raised:
        interpreter_of(Side("candidate", "a:app", "a:app", python=str(python)))
    assert str(raised.value).startswith(f"[tool.comparison.candidate] python: {python} ")
    assert text in str(raised.value)
