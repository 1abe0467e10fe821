"""The lines that say what `comparison init` found in a project."""

from collections.abc import Iterator, Mapping

from .apps import FoundApp
from .pair import ChosenPair, ChosenSide
from .project import INSTANCE, FoundProject
from .routes import Routes


def project_lines(project: FoundProject) -> Iterator[str]:
    """Yield what a project has: apps, tests, databases, and the files that can't be parsed."""
    for app in project.apps:
        yield f"{app.framework.capitalize()} {app.kind}: {_named(app)} ({app.path}:{app.line})"
    yield from project.app_settings
    for tests in project.tests:
        use = "use `client` or `test_client`" if tests.uses_client else "without `client` and `test_client`"
        yield f"Tests: {tests.directory}/, {count(tests.number, 'file')}, {use}"
    if project.writable:
        yield f"The app may write to: {', '.join(project.writable)}"
    if INSTANCE in project.writable:
        key = f'`instance = "{INSTANCE.rstrip("/")}"`'
        yield f"Each run starts with an empty {INSTANCE}: if the app needs data there, set {key} on each side."
    for path, reason in project.sources.unreadable:
        yield f"Skipped: {path} can't be parsed ({reason})"


def pair_lines(pair: ChosenPair, project: FoundProject, routes: Mapping[str, Routes]) -> Iterator[str]:
    """Yield which apps were chosen, their routes by the name of the side, and how to choose another."""
    for side in pair.sides:
        yield f"{side.name.capitalize()}: {side.app}{_place(side)}{_routes(routes.get(side.name))}"
    if pair.case == "git":
        (side,) = (side for side in pair.sides if side.git)
        yield f"The work tree lacks the {side.name}: it is taken from the git revision {side.git}."
    if pair.case == "one app":
        yield "There is one app only: it is compared with itself. `comparison migrate` makes the port."
    # The same app on both sides reads the same variables.
    yield from dict.fromkeys(line for side in pair.sides for line in _missing(side))
    if any(sum(app.framework == side.framework for app in project.apps) > 1 for side in pair.sides):
        yield "Another app: pass --baseline or --candidate with one of the import strings above, and --force."


def _named(app: FoundApp) -> str:
    directory = f" in {app.module.directory}/" if app.module.directory else ""
    return f"{app.import_string}{directory}"


def _place(side: ChosenSide) -> str:
    path = f", imported from {side.path}/" if side.path else ""
    return f"{path}{f', at revision {side.git}' if side.git else ''}"


def _routes(routes: Routes | None) -> str:
    """Return the number of an app's routes, or why it is unknown."""
    if routes is None:
        return ""
    if routes.problem:
        return f", not imported: {routes.problem}"
    return f", {count(routes.number, 'route')}, of which {len(routes.pages)} GET without parameters"


def _missing(side: ChosenSide) -> Iterator[str]:
    """Yield the variables that the app reads without a default, and whose names do not say their values."""
    for variable in side.variables:
        if variable.is_required and not variable.value:
            place = f"{variable.path}:{variable.line}"
            yield f"{variable.name} is read without a default ({place}): set it in env if the app needs it."


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 file", "2 files"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
