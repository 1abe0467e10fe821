"""Write the configuration that a migrated project needs: pytest's settings and the requirements."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from .async_tests import has_broad_async_fixture, needs_pytest_asyncio
from .files import MigratedFile
from .project_roots import directories_to_root
from .pytest_settings import pytest_settings, settings_path
from .requirements import NewRequirements
from .written import WrittenFile


def configuration_files(
    files: Iterable[MigratedFile],
    replaces_flask: bool,
    needs_patch: bool = False,
    counterparts: Mapping[str, str] | None = None,
) -> list[WrittenFile]:
    """Return the configuration files that change with the migrated files of a project, each once.

    `needs_patch` and `counterparts` are those of `RequirementChanges`.
    """
    changed = [file for file in files if file.is_changed]
    tests = [file for file in changed if file.is_test]
    adds_asyncio = needs_pytest_asyncio(file.after for file in tests)
    configuration: dict[Path, WrittenFile] = {}
    paths = {file.path.resolve().parent: file.path for file in changed}.values()
    requirements = NewRequirements(replaces_flask, adds_asyncio, needs_patch, counterparts or {})
    for directory in sorted({directory for path in paths for directory in directories_to_root(path)}):
        for file in requirements.files(directory):
            configuration[file.path] = file
    for group in _tests_by_settings(tests).values():
        texts = [file.after for file in group]
        if needs_pytest_asyncio(texts):
            for settings in pytest_settings(group[0].path, has_broad_async_fixture(texts), configuration):
                configuration[settings.path] = settings
    return [file for file in configuration.values() if file.is_changed]


def _tests_by_settings(tests: Iterable[MigratedFile]) -> dict[Path, list[MigratedFile]]:
    """Return the test files that share their settings, by the file with these."""
    groups: dict[Path, list[MigratedFile]] = {}
    for file in tests:
        groups.setdefault(settings_path(file.path), []).append(file)
    return groups
