"""The section [tool.comparison] of pyproject.toml: which apps, which tests, which targets."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .errors import ConfigurationError
from .values.normalizers import NORMALIZERS, Normalizer

TARGETS = ("client", "run", "hypercorn", "hypercorn-h2", "hypercorn-2", "gunicorn", "uvicorn", "granian")
KNOWN = {
    "baseline", "candidate", "tests", "expected", "targets", "normalizers", "exclude", "benchmark", "jobs",
    "timeout", "start_timeout",
}  # fmt: skip
USUAL = ("client", "run", "hypercorn", "hypercorn-h2")


@dataclass(frozen=True)
class Side:
    """One app of the pair.

    `app` is an import string, `package.module:name` or `package:factory()`; `serve` the one that hypercorn gets,
    by default `app`. In the values of `env`, `{tmp}` stands for a fresh folder, and `{secret}` for the run's secret.
    """

    name: str
    app: str
    serve: str
    env: Mapping[str, str] = field(default_factory=dict)

    def with_env(self, more: Mapping[str, str]) -> "Side":
        """Return the side with more environment variables."""
        return replace(self, env={**self.env, **more})


@dataclass(frozen=True)
class Settings:
    """What to compare, relative to the folder `root`.

    `judged` says that each normalizer must prove its use; `exclude` names files and directories that no rule rewrites;
    `benchmark` is the section of that name as it stands. In `jobs` processes the command runs the targets at once.
    A test, and each response, may take `timeout` seconds on a target; an app may take `start_timeout` seconds to start.
    """

    root: Path
    baseline: Side
    candidate: Side
    tests: tuple[str, ...] = ("tests",)
    expected: Path | None = None
    targets: tuple[str, ...] = USUAL
    normalizers: tuple[Normalizer, ...] = tuple(NORMALIZERS.values())
    judged: bool = False
    exclude: tuple[str, ...] = ()
    benchmark: Mapping[str, Any] = field(default_factory=dict)
    jobs: int = 1
    timeout: float = 60.0
    start_timeout: float = 30.0

    @property
    def sides(self) -> tuple[Side, Side]:
        return (self.baseline, self.candidate)

    def with_apps(self, baseline: str | None, candidate: str | None) -> "Settings":
        """Return the settings with other apps, named by import string."""
        changed = self
        if baseline:
            changed = replace(changed, baseline=replace(self.baseline, app=baseline, serve=baseline))
        if candidate:
            changed = replace(changed, candidate=replace(self.candidate, app=candidate, serve=candidate))
        return changed

    def with_targets(self, names: tuple[str, ...]) -> "Settings":
        return replace(self, targets=checked_targets(names)) if names else self


def read_settings(root: Path) -> Settings | None:
    """Return the settings in `root`/pyproject.toml, or None when it has no section for them.

    Raises `ConfigurationError` when the section is wrong.
    """
    path = root / "pyproject.toml"
    try:
        tools = read_toml(path).get("tool", {})
    except FileNotFoundError:
        return None
    if not isinstance(tools, dict):
        raise ConfigurationError(f"{path}: tool is {tools!r}, but must be a table. Mend it and run again.")
    section = tools.get("comparison")
    return None if section is None else settings_of(root, section)


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a file says; raises `ConfigurationError` when it can't be read, and FileNotFoundError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigurationError(f"{path} can't be read: {error.strerror}. Mend that and run again.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not TOML: {error}. Mend it and run again.") from None


def settings_of(root: Path, section: Any) -> Settings:
    if not isinstance(section, dict):
        raise ConfigurationError(
            f"comparison is {section!r} in pyproject.toml, but must be a section [tool.comparison]."
        )
    for name in section.keys() - KNOWN:
        raise ConfigurationError(f"[tool.comparison] has {name!r}, but knows only {', '.join(sorted(KNOWN))}.")
    expected = section.get("expected")
    if expected is not None and not isinstance(expected, str):
        raise ConfigurationError(f"[tool.comparison] expected is {expected!r}, but must be the path of a file.")
    names = texts(section, "normalizers", tuple(NORMALIZERS))
    for name in names:
        if name not in NORMALIZERS:
            raise ConfigurationError(f"normalizers has {name!r}, but knows only {', '.join(NORMALIZERS)}.")
    return Settings(
        root=root,
        baseline=side_of(section, "baseline"),
        candidate=side_of(section, "candidate"),
        tests=texts(section, "tests", ("tests",)),
        expected=root / expected if expected else None,
        targets=checked_targets(texts(section, "targets", USUAL)),
        normalizers=tuple(normalizer for name, normalizer in NORMALIZERS.items() if name in names),
        judged="normalizers" in section,
        exclude=texts(section, "exclude", ()),
        benchmark=table(section, "benchmark"),
        jobs=one_or_more(section, "jobs"),
        timeout=seconds(section, "timeout", Settings.timeout),
        start_timeout=seconds(section, "start_timeout", Settings.start_timeout),
    )


def side_of(section: Mapping[str, Any], name: str) -> Side:
    side = section.get(name)
    if not isinstance(side, dict) or not isinstance(side.get("app"), str):
        example = f'[tool.comparison.{name}] with app = "package:create_app()"'
        raise ConfigurationError(f"pyproject.toml names no {name}: add {example}.")
    for key in side.keys() - {"app", "serve", "env"}:
        raise ConfigurationError(f"[tool.comparison.{name}] has {key!r}, but knows only app, serve, env.")
    env, serve = side.get("env", {}), side.get("serve", side["app"])
    if not isinstance(env, dict) or not all(isinstance(value, str) for value in env.values()):
        raise ConfigurationError(f"[tool.comparison.{name}] env is {env!r}, but must be a table of texts.")
    if not isinstance(serve, str):
        raise ConfigurationError(f"[tool.comparison.{name}] serve is {serve!r}, but must be an import string.")
    return Side(name, side["app"], serve, env)


def one_or_more(section: Mapping[str, Any], name: str) -> int:
    value = section.get(name, 1)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ConfigurationError(f"[tool.comparison] {name} is {value!r}, but must be a whole number, 1 or more.")
    return value


def seconds(section: Mapping[str, Any], name: str, default: float) -> float:
    value = section.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < float("inf"):
        raise ConfigurationError(f"[tool.comparison] {name} is {value!r}, but must be a number of seconds above 0.")
    return float(value)


def table(section: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = section.get(name, {})
    if not isinstance(value, dict):
        raise ConfigurationError(f"{name} is {value!r}, but must be a table ([tool.comparison], pyproject.toml).")
    return value


def texts(section: Mapping[str, Any], name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = section.get(name, list(default))
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigurationError(f"[tool.comparison] {name} is {value!r}, but must be a list of texts.")
    return tuple(value)


def checked_targets(names: tuple[str, ...], where: str = "pyproject.toml") -> tuple[str, ...]:
    """Return the names, each once; raises `ConfigurationError` when there is none, or no such target."""
    for name in names:
        if name not in TARGETS:
            raise ConfigurationError(f"There is no target {name!r}; choose from {', '.join(TARGETS)} ({where}).")
    if not names:
        raise ConfigurationError(f"targets is empty ({where}); choose from {', '.join(TARGETS)}.")
    return tuple(dict.fromkeys(names))
