"""Choose the two apps of a pair among those of a project, or of its git repository."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from ..errors import ConfigurationError
from ..targets.import_string import parse_import_string
from ..values.proxied import SideName
from .apps import FoundApp, Framework
from .history import FoundRevision, find_revision
from .modules import ModuleName
from .project import FoundProject
from .sources import SourceFile, Sources
from .variables import Variable, find_variables

Case = Literal["two apps", "git", "one app"]
# Files that an error lists.
_LONGEST_LIST = 20


@dataclass(frozen=True)
class ChosenSide:
    """A side to write: its app, the directory and the revision that it is imported from, and its variables.

    `framework` is None for an app that an option names, but that the sources don't create.
    """

    name: SideName
    app: str
    framework: Framework | None = None
    path: str = ""
    git: str = ""
    variables: tuple[Variable, ...] = ()

    @property
    def env(self) -> dict[str, str]:
        """The variables whose values are known."""
        return {variable.name: variable.value for variable in self.variables if variable.value}


@dataclass(frozen=True)
class ChosenPair:
    """The two sides, and how they were found."""

    baseline: ChosenSide
    candidate: ChosenSide
    case: Case

    @property
    def sides(self) -> tuple[ChosenSide, ChosenSide]:
        return (self.baseline, self.candidate)


def choose_pair(project: FoundProject, baseline: str | None = None, candidate: str | None = None) -> ChosenPair:
    """Return the pair of a project; `baseline` and `candidate` are import strings that a user names.

    The baseline is the Flask app, the candidate the Quart app. The one that the work tree lacks is taken from the git
    repository; without it, the app is compared with itself. Raises `ConfigurationError` if there is no app.
    """
    left = _named(project, baseline, "baseline") or _first(project, "flask")
    right = _named(project, candidate, "candidate") or _first(project, "quart")
    if left and right:
        return _pair(project, left, right, "two apps")
    present = left or right
    if present is None:
        raise ConfigurationError(_nothing(project))
    revision = find_revision(project.root, "quart" if left else "flask", present)
    if revision is None:
        return _pair(project, present, present, "one app")
    return _pair_with_revision(project, present, revision)


def _pair(project: FoundProject, baseline: FoundApp, candidate: FoundApp, case: Case) -> ChosenPair:
    left = _side(project.sources, "baseline", baseline, candidate)
    return ChosenPair(left, _side(project.sources, "candidate", candidate, baseline), case)


def _pair_with_revision(project: FoundProject, present: FoundApp, revision: FoundRevision) -> ChosenPair:
    """Return the pair of an app in the work tree and one of a revision."""
    if revision.app.framework == "quart":
        candidate = replace(_side(revision.sources, "candidate", revision.app), git=revision.name)
        return ChosenPair(_side(project.sources, "baseline", present), candidate, "git")
    baseline = replace(_side(revision.sources, "baseline", revision.app), git=revision.name)
    return ChosenPair(baseline, _side(project.sources, "candidate", present), "git")


def _side(sources: Sources, name: SideName, app: FoundApp, opposite: FoundApp | None = None) -> ChosenSide:
    """Return the side with an app, and the variables that its files read: not those of the opposite package.

    Raises `ConfigurationError` for a factory that needs arguments.
    """
    if app.required and not app.written:
        raise ConfigurationError(
            f"The factory {app.module.name}:{app.name} ({app.path}:{app.line}) needs {', '.join(app.required)}: pass "
            f"--{name} with its arguments, as in --{name} \"{app.module.name}:{app.name}('testing')\"."
        )
    files = tuple(file for file in sources.of_app if not (opposite and _is_of_opposite(file, app, opposite)))
    framework = app.framework if app.line else None
    variables = find_variables(files, app.framework)
    return ChosenSide(name, app.import_string, framework, app.module.directory, variables=variables)


def _is_of_opposite(file: SourceFile, app: FoundApp, opposite: FoundApp) -> bool:
    """Return whether a file is of the other app's package or module alone."""
    own, foreign = ((*PurePosixPath(module.directory).parts, module.top) for module in (app.module, opposite.module))
    return own != foreign and file.path.with_suffix("").parts[: len(foreign)] == foreign


def _first(project: FoundProject, framework: Framework) -> FoundApp | None:
    return next((app for app in project.apps if app.framework == framework), None)


def _named(project: FoundProject, text: str | None, name: SideName) -> FoundApp | None:
    """Return the app that an option names; raises `ConfigurationError` for what is no import string."""
    if text is None:
        return None
    try:
        parts = parse_import_string(text)
    except ValueError as error:
        raise ConfigurationError(f"--{name}: {error}. Write 'package:create_app()' or 'module:app'.") from None
    for app in project.apps:
        if (app.module.name, app.name) == (parts.module, parts.name):
            return replace(app, written=text)
    framework: Framework = "flask" if name == "baseline" else "quart"
    return FoundApp(framework, ModuleName(parts.module), parts.name, PurePosixPath(), 0, written=text)


def _nothing(project: FoundProject) -> str:
    """Return the error for a project without an app: what was searched, and how to name the app."""
    files = [str(file.path) for file in project.sources.of_app]
    listed = ", ".join(files[:_LONGEST_LIST]) + (
        f" and {len(files) - _LONGEST_LIST} more" * (len(files) > _LONGEST_LIST)
    )
    searched = f"{len(files)} Python files: {listed}" if files else "no Python file"
    unreadable = "".join(f", but not {path} ({reason})" for path, reason in project.sources.unreadable)
    return (
        f"No call of Flask() or Quart() creates an app in {project.root}. Searched: {searched}{unreadable}. Skipped: "
        "tests, hidden directories, virtual environments and builds. Change to the root of your project, or name "
        "the app, as in --baseline 'package:create_app()'."
    )
