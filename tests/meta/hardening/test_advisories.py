"""What the apps run on is new enough for each advisory that is known: as required, and as installed."""

import tomllib
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[3]
ADVISORIES = tomllib.loads(Path(__file__).with_name("advisories.toml").read_text("utf-8"))["advisory"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
REQUIRED = {requirement.name: requirement for requirement in map(Requirement, EXTRAS["apps"])}
IDS = [f"{one['package']} {one['id']}" for one in ADVISORIES]


def lower_bound(requirement):
    """Return the version that a requirement begins with, as in `flask>=3.1.3,<3.2`."""
    return max((Version(one.version) for one in requirement.specifier if one.operator == ">="), default=Version("0"))


def brought_by(names):
    """Return the names of all that the packages bring along here, their own included."""
    found, left = set(), list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            needed = map(Requirement, distribution(name).requires or [])
            left += [one.name.lower() for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


@pytest.mark.parametrize("advisory", ADVISORIES, ids=IDS)
def test_lower_bound_is_not_below_the_fix(advisory):
    assert lower_bound(REQUIRED[advisory["package"]]) >= Version(advisory["fixed"])


@pytest.mark.parametrize("advisory", ADVISORIES, ids=IDS)
def test_installed_version_has_the_fix(advisory):
    assert Version(version(advisory["package"])) >= Version(advisory["fixed"])


@pytest.mark.parametrize("extra", EXTRAS)
def test_no_extra_asks_for_less_than_the_apps(extra):
    extras = map(Requirement, EXTRAS[extra])
    bounds = {one.name: lower_bound(one) for one in extras if one.name in REQUIRED}
    assert {name: bound for name, bound in bounds.items() if bound < lower_bound(REQUIRED[name])} == {}


def test_advisory_is_named_once_and_in_a_line():
    assert len(set(IDS)) == len(IDS)
    assert all("\n" not in one["about"] and Version(one["fixed"]) for one in ADVISORIES)


def test_advisories_are_of_what_the_apps_bring_along():
    assert {one["package"] for one in ADVISORIES} <= brought_by(["flask", "quart", "hypercorn", "aiofiles", "blinker"])
