"""The report of a migration: causes with their places, counts, extensions, and what to do next."""

import pytest

from comparison.migrate.engine import ManualStep
from comparison.report.migration import Cause, Extension, Place, Surroundings

from .migrations import migrated, report_of


def test_cause_has_each_place_once_in_order():
    steps = [(9, "FD003", "read it"), (3, "FD003", "read it"), (3, "FD003", "read it")]
    report = report_of(migrated("b.py", *steps), migrated("a.py", (10, "FD003", "read it")))
    assert [str(place) for place in report.causes[0].places] == ["a.py:10", "b.py:3", "b.py:9"]
    assert (len(report.causes), report.steps) == (1, 3)


def test_place_is_in_the_file_as_it_is_written():
    report = report_of(migrated("shop/a.py", (1, "FD003", "read it"), target="store/a.py"))
    assert str(report.causes[0].places[0]) == "store/a.py:1"


def test_two_reasons_of_one_note_are_two_causes():
    report = report_of(migrated("a.py", (1, "FD003", "read it"), (1, "FD003", "write it")))
    assert [(cause.id, cause.reason) for cause in report.causes] == [("FD003", "read it"), ("FD003", "write it")]


def test_causes_are_in_the_order_of_harm_then_of_frequency_then_of_ids():
    steps = [
        (1, "FD002", "look"), (2, "FD002", "look"), (3, "FD002", "look"),
        (4, "FQ502", "await"), (5, "FQ501", "await"), (6, "FD003", "read"), (7, "FD003", "read"), (8, "FD001", "watch"),
    ]  # fmt: skip
    report = report_of(migrated("a.py", *steps))
    assert [(cause.severity, cause.id, len(cause.places)) for cause in report.causes] == [
        ("silent", "FD001", 1),
        ("loud", "FD003", 2),
        ("loud", "FQ501", 1),
        ("loud", "FQ502", 1),
        ("cosmetic", "FD002", 3),
    ]


def test_silent_step_is_silent_whatever_the_note_says():
    silent = frozenset({ManualStep(4, "FD002", "look")})
    report = report_of(migrated("a.py", (1, "FD002", "look"), *silent, silent_steps=silent))
    assert report.causes == (
        Cause("FD002", "look", "silent", (Place("a.py", 4),)),
        Cause("FD002", "look", "cosmetic", (Place("a.py", 1),)),
    )


def test_changed_and_moved_files_lines_and_different_rules_are_counted():
    report = report_of(
        migrated("a.py", rules=[["FQ001", "FQ002"], ["FQ001"]]),
        migrated("b.py", rules=[["FQ001"]]),
        migrated("c.py"),
        migrated("old/d.py", target="new/d.py"),
    )
    assert (report.files, report.lines, report.rules, report.steps) == (3, 3, 2, 0)


@pytest.mark.parametrize(
    ("file", "is_complete"),
    [
        pytest.param(migrated("a.py", rules=[["FQ001"]]), True, id="a file changes"),
        pytest.param(migrated("test_a.py", is_test=True, tests_app=True), True, id="a test file does not change"),
        pytest.param(migrated("a.py", (1, "FD003", "read it")), False, id="a step is left"),
        pytest.param(migrated("test_a.py", requests=(1,)), False, id="a request was not recognized"),
        pytest.param(migrated("a.py", problem="a.py is not ascii"), False, id="a file was left out"),
    ],
)
def test_report_is_complete_if_nothing_is_left_to_do(file, is_complete):
    assert report_of(file).is_complete is is_complete


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (migrated("test_a.py", tests_app=True), ("test_a.py",)),
        (migrated("test_a.py", tests_app=True, rules=[["FQ001"]]), ()),
        (migrated("test_a.py", is_test=True), ()),
    ],
    ids=["the file stays", "the file changes", "the file does not import the app"],
)
def test_test_file_of_an_app_that_stays_is_named(file, expected):
    assert report_of(file).unchanged_tests == expected


def test_problem_names_its_file_once():
    report = report_of(
        migrated("a.py", problem="a.py:1 is not valid Python"), migrated("b.py", problem="line 2 would not be valid")
    )
    assert report.problems == ("a.py:1 is not valid Python", "b.py: line 2 would not be valid")


def test_extension_names_its_first_place_and_the_number_of_the_others():
    places = (Place("a.py", 1), Place("b.py", 2), Place("b.py", 3))
    assert str(Extension("it works", places)) == "a.py:1 and 2 more: it works"
    assert str(Extension("it works", places[:1])) == "a.py:1: it works"


def test_first_lines_stand_once_and_the_patch_comes_first():
    places = (Place("a.py", 1),)
    extensions = (
        Extension("", places, ("import quart", "b()")),
        Extension("", places, ("import quart_flask_patch", "import quart", "a()")),
        Extension("", places, ("import quart_flask_patch",)),
    )
    report = report_of(surroundings=Surroundings(extensions))
    assert report.first_lines == ["import quart_flask_patch", "import quart", "b()", "a()"]


@pytest.mark.parametrize("is_open", [True, False])
def test_extension_that_needs_something_is_left_to_do(is_open):
    surroundings = Surroundings((Extension("", (Place("a.py", 1),), (), is_open),))
    assert report_of(migrated("a.py", rules=[["FQ001"]]), surroundings=surroundings).is_complete is not is_open


def test_causes_of_other_files_stand_among_the_others():
    cause = Cause("FD800", "serve it", "loud", (Place("Dockerfile", 3),))
    steps = [(1, "FD002", "look"), (2, "FD001", "watch")]
    report = report_of(migrated("a.py", *steps), surroundings=Surroundings(deployment=(cause,)))
    assert [cause.id for cause in report.causes] == ["FD001", "FD800", "FD002"]


def test_configuration_files_are_counted_and_to_be_installed():
    surroundings = Surroundings(configuration=("pytest.ini", "requirements.txt"))
    report = report_of(migrated("a.py", rules=[["FQ001"]]), surroundings=surroundings)
    assert report.files == 3
    assert report.next_steps[0] == "install what changed in pytest.ini, requirements.txt"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        pytest.param(migrated("a.py"), [], id="nothing changes"),
        pytest.param(migrated("a.py", rules=[["FQ001"]]), ["install", "run", "see", "serve"], id="a file changes"),
        pytest.param(
            migrated("a.py", (1, "FD003", "a")), ["install", "run", "see", "read", "serve"], id="a step is left"
        ),
    ],
)
def test_next_steps_are_those_that_there_are(file, words):
    assert [step.split()[0] for step in report_of(file).next_steps] == words
