"""What a migration leaves to do: grouped by cause, the most dangerous first, with every place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..migrate.files import MigratedFile
from ..values.severity import SEVERITIES, Severity


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file as it is written."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Cause:
    """Why something is left to do, with the note that says more, and all its places."""

    id: str
    reason: str
    severity: Severity
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Extension:
    """A sentence about a Flask extension and the places of its imports.

    An app has to begin with `first_lines`, for the extension to work. With `is_open`, something is left to do.
    """

    sentence: str
    places: tuple[Place, ...]
    first_lines: tuple[str, ...] = ()
    is_open: bool = False

    def __str__(self) -> str:
        more = f" and {len(self.places) - 1} more" if len(self.places) > 1 else ""
        return f"{self.places[0]}{more}: {self.sentence}"


@dataclass(frozen=True)
class Surroundings:
    """What a report says beside the migrated files themselves.

    `deployment` are causes in other files, such as a Dockerfile. `configuration` are the files with pytest's settings
    and the requirements that change, `start` is the file that the app begins with.
    """

    extensions: tuple[Extension, ...] = ()
    deployment: tuple[Cause, ...] = ()
    configuration: tuple[str, ...] = ()
    start: str = ""
    is_written: bool = False


@dataclass(frozen=True)
class MigrationReport:
    """The report of a migration: its changes, what it leaves to do, and what it did not understand.

    `requests` are calls in tests that look like requests and were not recognized. `unchanged_tests` are test files that
    stay as they are, though they name the app or a client. `problems` say why files were left out.
    """

    causes: tuple[Cause, ...]
    requests: tuple[Place, ...]
    unchanged_tests: tuple[str, ...]
    problems: tuple[str, ...]
    files: int
    lines: int
    rules: int
    surroundings: Surroundings = field(default=Surroundings())

    @property
    def steps(self) -> int:
        return sum(len(cause.places) for cause in self.causes)

    @property
    def first_lines(self) -> list[str]:
        """The lines that the app has to begin with for its extensions, each once; the patch's import comes first."""
        lines = [line for extension in self.surroundings.extensions for line in extension.first_lines]
        return sorted(dict.fromkeys(lines), key=lambda line: line != "import quart_flask_patch")

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do by hand."""
        is_extended = any(extension.is_open for extension in self.surroundings.extensions)
        return not (self.causes or self.requests or self.problems or is_extended)

    @property
    def next_steps(self) -> list[str]:
        """Sentences about what to run next, without their ends; none if nothing changes."""
        if not self.files and self.is_complete:
            return []
        files = ", ".join(self.surroundings.configuration)
        install = f"what changed in {files}" if files else "`quart`, and `pytest-asyncio` for the tests"
        tests = "run the tests: `python -m pytest`; tests for Flask that stayed as they are: `comparison suite`"
        both = "see it beside the Flask app: `comparison init`, then `comparison demo`"
        steps = [f"install {install}", tests, both]
        notes = ["read the notes of what is left: `comparison notes ID`"] if self.causes else []
        return [*steps, *notes, "serve the app with an ASGI server: `hypercorn MODULE:app`, or `quart run` to develop"]


def migration_report(
    files: Iterable[MigratedFile], severities: Mapping[str, Severity], surroundings: Surroundings = Surroundings()
) -> MigrationReport:
    """Return the report of migrated files; `severities` are those of the divergences by id."""
    files = list(files)
    rules = [rules for file in files for rules in file.edited.rules_after.values()]
    requests = [Place(str(file.target), line) for file in files for line in file.requests]
    return MigrationReport(
        causes=tuple(sorted([*_causes(files, severities), *surroundings.deployment], key=_order)),
        requests=tuple(sorted(requests)),
        unchanged_tests=tuple(str(file.path) for file in files if file.tests_app and not file.is_changed),
        problems=tuple(_problems(files)),
        files=sum(file.is_changed for file in files) + len(surroundings.configuration),
        lines=len(rules),
        rules=len({rule for names in rules for rule in names}),
        surroundings=surroundings,
    )


def _problems(files: Iterable[MigratedFile]) -> Iterator[str]:
    for file in files:
        if file.problem:
            yield file.problem if str(file.path) in file.problem else f"{file.path}: {file.problem}"


def _causes(files: Iterable[MigratedFile], severities: Mapping[str, Severity]) -> Iterator[Cause]:
    places: dict[tuple[Severity, str, str], set[Place]] = defaultdict(set)
    for file in files:
        for step in file.manual_steps:
            severity = "silent" if step in file.silent_steps else severities.get(step.rule, "loud")
            places[severity, step.rule, step.reason].add(Place(str(file.target), step.line))
    for (severity, id, reason), of_cause in places.items():
        yield Cause(id, reason, severity, tuple(sorted(of_cause)))


def _order(cause: Cause) -> tuple[int, int, str, str]:
    """Return what sorts causes: the most dangerous first, and of those the most frequent."""
    return SEVERITIES.index(cause.severity), -len(cause.places), cause.id, cause.reason
