"""Write the configuration that a migrated project needs: pytest's settings and the requirements."""

from collections.abc import Iterable
from pathlib import Path

from .async_tests import has_broad_async_fixture, needs_pytest_asyncio
from .files import MigratedFile
from .pytest_settings import project_root, pytest_settings
from .requirements import NewRequirements
from .written import WrittenFile


def configuration_files(files: Iterable[MigratedFile], replaces_flask: bool) -> list[WrittenFile]:
    """Return the configuration files that change with the migrated files of a project, each once."""
    changed = [file for file in files if file.is_changed]
    tests = [file for file in changed if file.is_test]
    texts = [file.after for file in tests]
    adds_asyncio = needs_pytest_asyncio(texts)
    configuration: dict[Path, WrittenFile] = {}
    for root in sorted({project_root(file.path) for file in changed}):
        for file in NewRequirements(replaces_flask, adds_asyncio).files(root):
            configuration[file.path] = file
    if adds_asyncio:
        settings = pytest_settings(tests[0].path, has_broad_async_fixture(texts), configuration)
        configuration[settings.path] = settings
    return [file for file in configuration.values() if file.is_changed]
