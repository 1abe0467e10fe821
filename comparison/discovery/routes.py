"""Import an app in a child process, and ask it for its routes."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from ..targets import child
from ..targets.import_string import parse_import_string

SECONDS = 20.0
_MARK = "comparison-routes:"
# The app gets an instance directory of its own: a factory may create one, and a database in it.
_PROGRAM = f"""
import json, sys
from importlib import import_module
root, instance, module, name, call, arguments, keywords = json.loads(sys.argv[1])
sys.path.insert(0, root)
import_module("flask.sansio.app").App.auto_find_instance_path = lambda self: instance
app = getattr(import_module(module), name)
app = app(*arguments, **keywords) if call else app
rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.rpartition(".")[2] != "static"]
pages = [
    rule.rule for rule in rules
    if "GET" in (rule.methods or ()) and "<" not in rule.rule and not (rule.subdomain or rule.host or rule.websocket)
]
print({_MARK!r} + json.dumps([len(rules), sorted(set(pages))]))
"""


@dataclass(frozen=True)
class Routes:
    """The routes of an app: their number, static files left out, and the GET routes without parameters.

    `problem` says why the app could not be imported.
    """

    number: int = 0
    pages: tuple[str, ...] = ()
    problem: str = ""


def routes_of(app: str, directory: Path, root: Path, variables: Mapping[str, str], seconds: float = SECONDS) -> Routes:
    """Return the routes of the app that an import string names, imported from `directory`, in the directory `root`.

    In the values of the variables, `{tmp}` and `{secret}` are replaced. The process writes no bytecode, and is killed
    after `seconds`.
    """
    try:
        parts = parse_import_string(app)
    except ValueError as error:
        return Routes(problem=str(error))
    with tempfile.TemporaryDirectory(prefix="comparison-init-") as temporary:
        environment = _environment(variables, temporary)
        values = [
            str(directory),
            temporary,
            parts.module,
            parts.name,
            parts.is_call,
            parts.arguments,
            dict(parts.keywords),
        ]
        command = [sys.executable, "-c", _PROGRAM, json.dumps(values, default=str)]
        options: dict[str, Any] = {
            "stdin": child.DEVNULL,
            "stdout": child.PIPE,
            "stderr": child.PIPE,
            "text": True,
            "errors": "replace",
        }
        try:
            done = child.run(command, seconds, environment, cwd=root, **options)
        except TimeoutError:
            return Routes(problem=f"importing it took longer than {seconds:g} seconds")
    return _parsed(done.stdout, done.stderr)


def _environment(variables: Mapping[str, str], temporary: str) -> dict[str, str]:
    """Return the variables of this process without those of the frameworks, and the app's own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("FLASK_", "QUART_"))}
    own = {name: value.format(tmp=temporary, secret=token_hex(16)) for name, value in variables.items()}
    return inherited | own | {"PYTHONDONTWRITEBYTECODE": "1"}


def _parsed(output: str, errors: str) -> Routes:
    """Return the routes that the program printed, or the last line of its errors."""
    for line in output.splitlines():
        if line.startswith(_MARK):
            number, pages = json.loads(line.removeprefix(_MARK))
            return Routes(number, tuple(pages))
    lines = errors.strip().splitlines() or ["the process ended without a word"]
    return Routes(problem=lines[-1].strip())
