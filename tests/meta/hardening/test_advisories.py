"""What the apps run on is new enough for each advisory that is known: as required, and as installed."""

import tomllib
from importlib.metadata import distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[3]
ADVISORIES = tomllib.loads(Path(__file__).with_name("advisories.toml").read_text("utf-8"))["advisory"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
REQUIRED = {requirement.name: requirement for requirement in map(Requirement, EXTRAS["apps"])}


def label(advisory):
    return f"{advisory['package']} {advisory['id']}"


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


def test_no_lower_bound_is_below_a_fix():
    bounds = {name: lower_bound(requirement) for name, requirement in REQUIRED.items()}
    assert [
        label(advisory) for advisory in ADVISORIES if bounds[advisory["package"]] < Version(advisory["fixed"])
    ] == []


def test_every_installed_version_has_the_fix():
    installed = {name: Version(version(name)) for name in {advisory["package"] for advisory in ADVISORIES}}
    old = [label(advisory) for advisory in ADVISORIES if installed[advisory["package"]] < Version(advisory["fixed"])]
    assert old == [], f"installed: {installed}"


def test_no_extra_has_a_lower_bound_below_that_of_the_apps():
    below = [
        f"{extra}: {requirement}"
        for extra, requirements in EXTRAS.items()
        for requirement in map(Requirement, requirements)
        if requirement.name in REQUIRED and lower_bound(requirement) < lower_bound(REQUIRED[requirement.name])
    ]
    assert below == []


def test_every_advisory_is_listed_once_and_described_in_a_line():
    labels = [label(advisory) for advisory in ADVISORIES]
    assert len(set(labels)) == len(labels)
    assert [label(advisory) for advisory in ADVISORIES if not advisory["about"] or "\n" in advisory["about"]] == []


def test_advisories_are_of_what_the_apps_bring_along():
    assert {one["package"] for one in ADVISORIES} <= brought_by(["flask", "quart", "hypercorn", "aiofiles", "blinker"])
