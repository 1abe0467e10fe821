"""The entry point that pytest loads in every project on the machine.

It imports next to nothing, and changes nothing that a test could notice. The plugin proper, `runner.plugin`, is for
projects whose pyproject.toml has a section [tool.comparison].
"""

import tomllib
from collections.abc import Generator
from pathlib import Path

import pytest

NEEDS_SECTION = "pair_client needs a section [tool.comparison] in pyproject.toml that names the two apps."


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    if early_config.pluginmanager.has_plugin("asyncio"):
        # pytest-asyncio, which this project brings, warns in every project that leaves this open: an internal error
        # where warnings are errors. What the project sets goes first.
        help = "default scope of the event loop that runs async fixtures"
        parser.addini("asyncio_default_fixture_loop_scope", help, default="function")
    if has_section(early_config.rootpath):
        from .runner import plugin  # noqa: PLC0415 - only where it is needed

        early_config.pluginmanager.register(plugin, "comparison-plugin")
        plugin.group_by_target(args, early_config.known_args_namespace)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what is missing where a test asks for `pair_client` in a project without the section."""
    report = yield
    error = call.excinfo and call.excinfo.value
    lacks_client = isinstance(error, pytest.FixtureLookupError) and error.argname == "pair_client"
    if lacks_client and not has_section(item.config.rootpath):
        report.sections.append(("comparison", NEEDS_SECTION))
    return report


def has_section(root: Path) -> bool:
    """Say whether `root`/pyproject.toml has a section [tool.comparison]; what can't be read has none."""
    try:
        tools = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")).get("tool")
    except (OSError, ValueError):
        return False
    return isinstance(tools, dict) and "comparison" in tools
