"""The pytest plugin that runs tests that were written for a Flask app on a Quart app.

    pytest -p comparison.suite.flask_tests

The tests stay as they are: `app.test_client()` and contexts are synchronous, the names of `flask` lead to Quart, and
what the app's functions return is awaited. It works for unittest's test cases too.
"""

from collections.abc import Generator
from pathlib import Path

import pytest

from . import replaced, rewriting
from .own_loop import own_loop

# What the command line names: all modules in these directories are of the tests.
_DIRECTORIES: list[Path] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Change test modules from the first on: those of plugins, such as pytest-flask, are imported after this."""
    rewriting.install(lambda file: any(file.is_relative_to(directory) for directory in _DIRECTORIES))
    parser.addini("flask_tests_timeout", "seconds that a Quart app has for an answer to a test", default="60")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Note where the tests are, before the first conftest.py."""
    own_loop.seconds = float(early_config.getini("flask_tests_timeout"))
    names = early_config.known_args_namespace.file_or_dir or early_config.getini("testpaths")
    paths = [(early_config.invocation_params.dir / name.partition("::")[0]).resolve() for name in names]
    _DIRECTORIES[:] = [path for path in map(path_of_all_tests, paths) if path != early_config.rootpath]


def path_of_all_tests(path: Path) -> Path:
    """Return the directory of a file if it has tests alone, by its name or its conftest.py; else the path itself."""
    parent = path.parent
    is_alone = path.is_dir() or not (parent.name in ("test", "tests") or (parent / "conftest.py").exists())
    return path if is_alone else parent


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give Quart Flask's methods for tests."""
    from . import flask_methods  # noqa: PLC0415 - Quart is imported after the first conftest.py

    flask_methods.install()
    replaced.install()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish() -> Generator[None, None, None]:
    """End what the app has left running, after all fixtures."""
    yield
    own_loop.close()
