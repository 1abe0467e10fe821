"""The entry point that pytest loads in every project of the environment.

It imports only the standard library and pytest, and changes nothing that a test could notice. The plugin itself,
`runner.plugin`, is loaded in projects whose pyproject.toml has a section [tool.comparison].
"""

import tomllib
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

_NEEDS_SECTION = "pair_client needs a section [tool.comparison] in {}: add one that names baseline and candidate."


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Register the plugin if pyproject.toml has the section, before any conftest.py is loaded.

    Sets the default loop scope of pytest-asyncio in every project, and --dist for `pytest -n` in a project with the
    section.
    """
    from .suite.loop_scope import set_loop_scope  # noqa: PLC0415 - the import of this module stays cheap

    set_loop_scope(early_config, parser)
    if has_section(early_config.rootpath):
        from .runner import plugin  # noqa: PLC0415 - it imports the frameworks

        early_config.stash[plugin.NAMES_NOTES] = _notes_of
        early_config.pluginmanager.register(plugin, "comparison-plugin")
        plugin.group_by_target(args, early_config.known_args_namespace)


def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Run the tests on both apps, in place of this session, if `--comparison-suite` is given."""
    if not config.getoption("comparison_suite", False):
        return None
    from .cli.suite import run  # noqa: PLC0415 - it imports the frameworks
    from .cli.terminal import INTERRUPTED  # noqa: PLC0415 - only with --comparison-suite
    from .errors import ComparisonError  # noqa: PLC0415 - only with --comparison-suite

    try:
        return run(config.args, config.option.keyword, ())
    except ComparisonError as error:
        raise pytest.UsageError(str(error)) from None
    except KeyboardInterrupt:
        return INTERRUPTED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to the report of a missing fixture `pair_client` that the project lacks the section."""
    report = yield
    error = call.excinfo and call.excinfo.value
    lacks_client = isinstance(error, pytest.FixtureLookupError) and error.argname == "pair_client"
    if lacks_client and not has_section(item.config.rootpath):
        report.sections.append(("comparison", _NEEDS_SECTION.format(item.config.rootpath / "pyproject.toml")))
    return report


def _notes_of(*arguments: Any) -> Any:
    """Return the notes that explain a difference; `arguments` are those of `NamesNotes`."""
    from .notes.symptoms import notes_of  # noqa: PLC0415 - it imports all notes, and only a difference needs them

    return notes_of(*arguments)


def has_section(root: Path) -> bool:
    """Return whether `root`/pyproject.toml can be read and has a section [tool.comparison]."""
    try:
        tools = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")).get("tool")
    except (OSError, ValueError):
        return False
    return isinstance(tools, dict) and "comparison" in tools
