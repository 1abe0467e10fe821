"""The section [tool.comparison] of pyproject.toml: which apps, which tests, which targets."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from .errors import ConfigurationError
from .sides import Side, side_of
from .values.normalizers import NORMALIZERS, Normalizer
from .values.own_noise import OwnNoise, parse_own_noise

Target = Literal["client", "run", "hypercorn", "hypercorn-h2", "hypercorn-2", "gunicorn", "uvicorn", "granian", "url"]
# Those that can be chosen: `url` is the target of apps that run already.
TARGETS: tuple[Target, ...] = tuple(target for target in get_args(Target) if target != "url")
DEFAULT_TARGETS: tuple[Target, ...] = ("client", "run", "hypercorn", "hypercorn-h2")
_KEYS = {
    "baseline", "candidate", "tests", "expected", "targets", "normalizers", "exclude", "benchmark", "jobs",
    "timeout", "start_timeout", "noise", "repeats", "inspect_baseline",
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What to compare; paths are relative to the directory `root`.

    `report_unused_normalizers` is set where the project lists its normalizers: each must then remove noise. `exclude`
    names files and directories that no rule rewrites and no trace shows. `noise` is what the project itself declares as
    noise. `benchmark` is the section of that name, unparsed. `jobs` is the number of worker processes that share the
    targets. A test, and each response, may take `timeout` seconds on a target; an app may take `start_timeout` seconds
    to start. A difference is reported where the baseline agrees with itself in `repeats` more runs. `allow_writes`
    allows requests that may change an app that runs already.
    """

    root: Path
    baseline: Side
    candidate: Side
    tests: tuple[str, ...] = ("tests",)
    expected: Path | None = None
    targets: tuple[Target, ...] = DEFAULT_TARGETS
    normalizers: tuple[Normalizer, ...] = tuple(NORMALIZERS.values())
    noise: tuple[OwnNoise, ...] = ()
    report_unused_normalizers: bool = False
    exclude: tuple[str, ...] = ()
    inspect_baseline: Path | None = None
    benchmark: Mapping[str, Any] = field(default_factory=dict)
    jobs: int = 1
    timeout: float = 60.0
    start_timeout: float = 30.0
    repeats: int = 4
    allow_writes: bool = False

    @property
    def all_normalizers(self) -> tuple[Normalizer, ...]:
        """All normalizers in the order in which they are applied: those of the project come first."""
        return (*self.noise, *self.normalizers)

    @property
    def sides(self) -> tuple[Side, Side]:
        return (self.baseline, self.candidate)

    def with_apps(self, baseline: str | None, candidate: str | None) -> "Settings":
        """Return the settings with different apps, named by import string; None keeps an app."""
        settings = self
        if baseline is not None:
            settings = replace(settings, baseline=self.baseline.named_by_option(baseline))
        if candidate is not None:
            settings = replace(settings, candidate=self.candidate.named_by_option(candidate))
        return settings

    def with_targets(self, names: tuple[str, ...]) -> "Settings":
        """Return the settings with these targets alone; without names, the settings as they are."""
        return (
            replace(self, targets=checked_targets(names, "--target, in pytest --comparison-target")) if names else self
        )


def read_settings(root: Path) -> Settings | None:
    """Return the settings in `root`/pyproject.toml; None if there is no section [tool.comparison].

    Raises `ConfigurationError` if the section is wrong.
    """
    path = root / "pyproject.toml"
    try:
        tools = read_toml(path).get("tool", {})
    except FileNotFoundError:
        return None
    if not isinstance(tools, dict):
        raise ConfigurationError(f"{path}: tool is {tools!r}, but must be a table. Fix it, and run again.")
    section = tools.get("comparison")
    try:
        return None if section is None else settings_of(root, section)
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from None


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file; raises `ConfigurationError` if it can't be read, and FileNotFoundError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ConfigurationError(f"{path} can't be read: {error.strerror}. Fix that, and run again.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not TOML: {error}. Fix it, and run again.") from None


def settings_of(root: Path, section: Any) -> Settings:
    """Return the settings that a section [tool.comparison] holds; raises `ConfigurationError`."""
    if not isinstance(section, dict):
        raise ConfigurationError(f"comparison is {section!r}, but must be a section [tool.comparison].")
    for key in section.keys() - _KEYS:
        known = ", ".join(sorted(_KEYS))
        raise ConfigurationError(f"[tool.comparison] has {key!r}, but knows only {known}: correct or remove it.")
    expected, inspect_baseline = (_path_text(section, key) for key in ("expected", "inspect_baseline"))
    baseline, candidate = (side_of(section, name, root) for name in ("baseline", "candidate"))
    _check_states(baseline, candidate)
    return Settings(
        root=root,
        baseline=baseline,
        candidate=candidate,
        tests=_strings(section, "tests", ("tests",)),
        expected=root / expected if expected else _usual_expected(root, _strings(section, "tests", ("tests",))),
        targets=checked_targets(_strings(section, "targets", DEFAULT_TARGETS)),
        normalizers=_normalizers(section),
        noise=_noise(section),
        report_unused_normalizers="normalizers" in section,
        exclude=_strings(section, "exclude", ()),
        inspect_baseline=root / inspect_baseline if inspect_baseline else None,
        benchmark=table(section, "benchmark"),
        jobs=_whole_number(section, "jobs", 1, 1),
        repeats=_whole_number(section, "repeats", Settings.repeats, 0),
        timeout=_seconds(section, "timeout", Settings.timeout),
        start_timeout=_seconds(section, "start_timeout", Settings.start_timeout),
    )


def _check_states(*sides: Side) -> None:
    """Raise `ConfigurationError` if the state of one side alone would be compared."""
    for lacking in (side for side in sides if not side.state):
        for side in (side for side in sides if side.state):
            raise ConfigurationError(
                f"[tool.comparison.{side.name}] state is {side.state!r}, and the {lacking.name} has none to compare it "
                f"with: add one to [tool.comparison.{lacking.name}], or remove it."
            )


def _usual_expected(root: Path, tests: tuple[str, ...]) -> Path | None:
    """Return the file of expected differences that needs no setting, if it exists: beside the tests."""
    path = usual_expected(root, tests)
    return path if path.is_file() else None


def usual_expected(root: Path, tests: tuple[str, ...]) -> Path:
    """Return where the file of expected differences is, where no setting names it."""
    return root / (tests[0] if tests else "tests") / "expected.toml"


def table(section: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the table under a key of the section, by default an empty one; raises `ConfigurationError`."""
    value = section.get(key, {})
    if not isinstance(value, dict):
        raise ConfigurationError(f"[tool.comparison] {key} is {value!r}, but must be a table.")
    return value


def checked_targets(names: tuple[str, ...], origin: str = "[tool.comparison]") -> tuple[Target, ...]:
    """Return the targets without repetitions; raises `ConfigurationError` if there is none, or an unknown one."""
    for name in names:
        if name not in TARGETS:
            raise ConfigurationError(f"There is no target {name!r} ({origin}): choose from {', '.join(TARGETS)}.")
    if not names:
        raise ConfigurationError(f"targets is empty ({origin}): choose from {', '.join(TARGETS)}.")
    return tuple(cast(Target, name) for name in dict.fromkeys(names))


def _normalizers(section: Mapping[str, Any]) -> tuple[Normalizer, ...]:
    """Return the normalizers that a section lists, by default all, in the order in which they are applied."""
    names = _strings(section, "normalizers", tuple(NORMALIZERS))
    for name in names:
        if name not in NORMALIZERS:
            known = ", ".join(NORMALIZERS)
            raise ConfigurationError(
                f"[tool.comparison] normalizers has {name!r}, but knows only {known}: correct or remove it."
            )
    return tuple(normalizer for name, normalizer in NORMALIZERS.items() if name in names)


def _noise(section: Mapping[str, Any]) -> tuple[OwnNoise, ...]:
    """Return the noise that the project declares."""
    entries = section.get("noise", [])
    if not isinstance(entries, list):
        raise ConfigurationError(f"[tool.comparison] noise is {entries!r}, but must be a list of tables.")
    return tuple(parse_own_noise(entry, number) for number, entry in enumerate(entries, 1))


def _whole_number(section: Mapping[str, Any], key: str, default: int, least: int) -> int:
    value = section.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ConfigurationError(f"[tool.comparison] {key} is {value!r}, but must be a whole number, {least} or more.")
    return value


def _seconds(section: Mapping[str, Any], key: str, default: float) -> float:
    value = section.get(key, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < float("inf"):
        raise ConfigurationError(f"[tool.comparison] {key} is {value!r}, but must be a number of seconds above 0.")
    return float(value)


def _path_text(section: Mapping[str, Any], key: str) -> str | None:
    """Return the path under a key, None without one."""
    value = section.get(key)
    if value is not None and not isinstance(value, str):
        raise ConfigurationError(f"[tool.comparison] {key} is {value!r}, but must be the path of a file.")
    return value


def _strings(section: Mapping[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = section.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigurationError(f"[tool.comparison] {key} is {value!r}, but must be a list of strings.")
    return tuple(value)
