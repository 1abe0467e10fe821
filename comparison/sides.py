"""The sides of a pair: which app, where it is imported from, and with which interpreter."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .errors import ConfigurationError

# Each is a string; `env` is a table.
_KEYS = ("app", "serve", "path", "git", "python", "url", "instance", "reset", "state")
# A value of `reset`: each test gets a new server.
RESTART = "restart"


@dataclass(frozen=True)
class Side:
    """One app of the pair.

    `app` is an import string, `package.module:name` or `package:factory()`. `serve` is the import string that the
    servers get, by default `app`. In the values of `env`, `{tmp}` stands for a fresh directory and `{secret}` for a
    secret that is new in each session. `option` is the option that named the app, if it was one.

    `directory` is where the app is imported from, by default the directory of the settings; `git` is the revision that
    it is exported from. `python` is an interpreter, by default this one. `url` is the address of an app that runs
    already. `instance` is a directory whose files are copied into the instance directory, which is empty otherwise.
    `reset` and `state` are import strings of functions that are called before and after each test; `reset` may also be
    RESTART.
    """

    name: str
    app: str
    serve: str
    env: Mapping[str, str] = field(default_factory=dict)
    option: str = field(default="", compare=False)
    directory: Path | None = None
    git: str = ""
    python: str = ""
    url: str = ""
    instance: Path | None = None
    reset: str = ""
    state: str = ""

    @property
    def is_apart(self) -> bool:
        """Whether the app can't share this process with the app of the other side."""
        return bool(self.directory or self.git or self.python)

    @property
    def package(self) -> str:
        """The package that the app is imported from, or its single module."""
        return self.app.partition(":")[0].partition(".")[0]

    @property
    def described(self) -> str:
        """The app in a word: its import string, with its revision, or its address."""
        return self.url or (f"{self.app} at {self.git}" if self.git else self.app)

    @property
    def reset_function(self) -> str:
        """The import string of the function for `reset`, "" without one."""
        return "" if self.reset == RESTART else self.reset

    @property
    def origin(self) -> str:
        """Where the app's import string came from, for an error: the option, or the key and its file."""
        return self.option or f"`app` in [tool.comparison.{self.name}] of pyproject.toml"

    def with_env(self, variables: Mapping[str, str]) -> "Side":
        """Return the side with more environment variables."""
        return replace(self, env={**self.env, **variables})

    def named_by_option(self, app: str) -> "Side":
        """Return the side with another app, which the option of the side's name gave."""
        option = f"--{self.name} (in pytest --comparison-{self.name})"
        return replace(self, app=app, serve=app, option=option)


def side_of(section: Mapping[str, Any], name: str, root: Path | None = None) -> Side:
    """Return the side that the table `name` of a section describes; raises `ConfigurationError`.

    Its paths are relative to `root`.
    """
    place = f"[tool.comparison.{name}]"
    side = section.get(name)
    if not isinstance(side, dict) or not ("app" in side or "url" in side):
        example = f'{place} with app = "package:create_app()"'
        raise ConfigurationError(f"[tool.comparison] names no {name}: add {example}.")
    for key, value in side.items():
        if key not in (*_KEYS, "env"):
            known = ", ".join([*_KEYS, "env"])
            raise ConfigurationError(f"{place} has {key!r}, but knows only {known}: correct or remove it.")
        if key != "env" and (not isinstance(value, str) or not value):
            raise ConfigurationError(f"{place} {key} is {value!r}, but must be a string, {_MEANINGS[key]}.")
    env = side.get("env", {})
    if not isinstance(env, dict) or not all(isinstance(value, str) for value in env.values()):
        raise ConfigurationError(f"{place} env is {env!r}, but must be a table of strings.")
    for key, value in env.items():
        if not key or "=" in key or "\0" in f"{key}{value}":
            raise ConfigurationError(f"{place} env: {key!r} is {value!r}, which no variable can be: correct it.")
    _check_keys(place, side)
    root, app = root or Path.cwd(), str(side.get("app", side.get("url")))
    return Side(
        name,
        app,
        str(side.get("serve", app)),
        env,
        # What a revision has is known once it is exported.
        directory=Path(side["path"]) if "git" in side and "path" in side else _directory(place, side, "path", root),
        git=side.get("git", ""),
        python=_python(place, side, root),
        url=side.get("url", "").rstrip("/"),
        instance=_directory(place, side, "instance", root),
        reset=side.get("reset", ""),
        state=side.get("state", ""),
    )


_MEANINGS = {
    "app": "an import string such as 'package:create_app()'",
    "serve": "an import string such as 'package.asgi:app'",
    "path": "the directory that the app is imported from",
    "git": "a revision such as 'main'",
    "python": "an interpreter or a virtual environment",
    "url": "the address of an app that runs, such as 'http://127.0.0.1:8000'",
    "instance": "the directory that the instance directory is copied from",
    "reset": f"an import string of a function such as 'tests.pair_hooks:reset', or {RESTART!r}",
    "state": "an import string of a function such as 'tests.pair_hooks:state'",
}


def _check_keys(place: str, side: Mapping[str, str]) -> None:
    """Raise `ConfigurationError` for keys that do not fit together, and for a wrong address or import string."""
    if "url" in side:
        for key in side.keys() - {"url", "app"}:
            raise ConfigurationError(f"{place} has url and {key}: an app that runs already takes no {key}. Remove it.")
        parts = urlsplit(side["url"])
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ConfigurationError(f"{place} url is {side['url']!r}, but must be {_MEANINGS['url']}, without a path.")
    for key in ("reset", "state"):
        value = side.get(key, "a:b")
        if ":" not in value and (key, value) != ("reset", RESTART):
            raise ConfigurationError(f"{place} {key} is {value!r}, but must be {_MEANINGS[key]}.")


def _directory(place: str, side: Mapping[str, str], key: str, root: Path) -> Path | None:
    """Return the directory that a key names, None without it; raises `ConfigurationError` if it does not exist."""
    if key not in side:
        return None
    path = (root / Path(side[key]).expanduser()).resolve()
    if not path.is_dir():
        raise ConfigurationError(f"{place} {key} is {side[key]!r}, but {path} is no directory: correct it.")
    return path


def _python(place: str, side: Mapping[str, str], root: Path) -> str:
    """Return the path of the interpreter that a side names; raises `ConfigurationError` if there is none."""
    if "python" not in side:
        return ""
    # Not resolved: the interpreter of a virtual environment is a link.
    path = root / Path(side["python"]).expanduser()
    for candidate in (path / "bin" / "python", path):
        if candidate.is_file():
            return str(candidate.absolute())
    program = shutil.which(side["python"])
    if program is None:
        raise ConfigurationError(
            f"{place} python is {side['python']!r}, but neither {path} nor a program of that name is an interpreter "
            "or a virtual environment: correct it."
        )
    return program
