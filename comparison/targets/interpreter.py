"""What the interpreter of a side has: its version, those of the frameworks, and the servers."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from ..errors import ConfigurationError
from ..sides import Side
from .child import run
from .environment import interpreter_environment
from .servers import SERVERS

PACKAGES = ("flask", "quart", "werkzeug", "hypercorn")
_SECONDS = 60.0
_OLDEST = (3, 11)
_PROGRAM = """
import json, sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
packages, servers = json.loads(sys.argv[1])
versions = {"python": ".".join(map(str, sys.version_info[:3]))}
for name in packages:
    try:
        versions[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps([versions, [name for name in servers if find_spec(name)]]))
"""


@dataclass(frozen=True)
class Interpreter:
    """The versions in an interpreter by package, with that of `python`, and the servers that are installed."""

    versions: Mapping[str, str]
    servers: tuple[str, ...]


def interpreter_of(side: Side) -> Interpreter:
    """Return what the interpreter of a side has; raises `ConfigurationError` if it can't be run, or is too old."""
    return _asked(side.python, f"[tool.comparison.{side.name}] python") if side.python else own_interpreter()


@cache
def own_interpreter() -> Interpreter:
    """Return what the interpreter of this process has."""
    versions = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return Interpreter(versions, tuple(name for name in _servers() if find_spec(name)))


def _servers() -> list[str]:
    return list(dict.fromkeys(server.package for server in SERVERS.values()))


@cache
def _asked(python: str, setting: str) -> Interpreter:
    """Return what an interpreter says about itself; `setting` names it in errors."""
    environment = interpreter_environment(Side("", "", "", python=python), os.environ)
    words = [python, "-c", _PROGRAM, json.dumps([PACKAGES, _servers()])]
    result = run(words, _SECONDS, environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        versions, servers = json.loads(result.stdout)
    except ValueError:
        raise ConfigurationError(
            f"{setting}: {python} is no interpreter that runs. It printed:\n{result.stdout.strip()}\nCorrect the path."
        ) from None
    if tuple(map(int, versions["python"].split(".")[:2])) < _OLDEST:
        raise ConfigurationError(f"{setting}: {python} has Python {versions['python']}: name one of 3.11 or newer.")
    return Interpreter(versions, tuple(servers))
