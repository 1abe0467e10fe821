"""Test that a seeded sample of programs has no unexpected difference, and that its files are sound."""

import platform
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from comparison.notes.catalogue import all_divergences, all_rules

from .area import all_areas
from .program_search import LineDifference, expected_lines, searched_program
from .programs import program
from .raw_search import raw_requests, unexplained
from .search import furnish

SEED = int(platform.python_version_tuple()[1])
NOTES = all_divergences().keys() | all_rules().keys()
OUTCOMES = {"same", "gone", "outside"}


@pytest.fixture
def directory(tmp_path):
    furnish(tmp_path)
    return tmp_path


def programs_of(count):
    """Return programs of other areas for each version of Python."""
    return [program(all_areas(), SEED, number) for number in range(SEED, SEED + count)]


# Some pieces leave a coroutine that nobody awaits: that is what they show.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("sample", programs_of(4), ids=lambda sample: sample.area)
async def test_sample_has_no_unexpected_difference(directory, sample):
    result = await searched_program(sample, directory)
    assert [str(difference) for difference in result.unexpected] == []


def test_program_is_the_same_when_it_is_made_twice():
    assert program(all_areas(), 1, 5) == program(all_areas(), 1, 5)
    assert program(all_areas(), 1, 5) != program(all_areas(), 2, 5)


@pytest.mark.filterwarnings("ignore")
async def test_difference_that_no_entry_lists_is_reported(directory):
    source = (
        "from flask import Flask\napp = Flask(__name__)\ndef check():\n    return 'planted: ' + Flask.__name__[0]\n"
    )
    sample = replace(programs_of(1)[0], source=source, requests=(("", ("/", {})),))
    [difference] = (await searched_program(sample, directory)).unexpected
    assert isinstance(difference, LineDifference)
    assert difference.label == "planted"


async def test_raw_request_that_no_entry_explains_is_reported(directory):
    requests = {request.label: request for request in raw_requests()}
    plain, fragment = requests["plain"], requests["fragment"]
    chosen = [plain, fragment, replace(plain, differs=("run",)), replace(fragment, differs=())]
    findings = await unexplained(chosen, "run", directory)
    assert [finding.partition(" ")[0] for finding in findings] == ["", "", "plain", "fragment"]


def test_entries_name_notes_that_exist_or_say_why():
    lines = [(entry.note, entry.reason) for entry in expected_lines()]
    requests = [(request.note, request.reason) for request in raw_requests() if request.differs]
    for note, reason in (*lines, *requests):
        assert note in NOTES or (not note and reason)
    assert {entry.area for entry in expected_lines()} <= {area.name for area in all_areas()} | {"*"}


def test_reports_of_trackers_have_an_outcome():
    content = tomllib.loads(Path(__file__).with_name("trackers.toml").read_text(encoding="utf-8"))
    assert len({report["issue"] for report in content["report"]}) == len(content["report"])
    for report in content["report"]:
        assert report["outcome"] in NOTES | OUTCOMES, report
        assert report["title"], report
        assert report["seen"], report
