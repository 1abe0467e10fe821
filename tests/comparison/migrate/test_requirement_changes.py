"""Requirements are recognized by their names, and replaced together with those beside them."""

import pytest
from packaging.requirements import Requirement

from comparison.migrate.requirement_changes import RequirementChanges, requirement_name

BOTH = RequirementChanges(replaces_flask=True, adds_asyncio=True)


@pytest.mark.parametrize(
    "text",
    [
        "flask",
        "Flask [async] >=2",
        "flask(>=2,<3)",
        "FLASK~=3.0;python_version<'4'",
        "flask @ https://a.b/c;d",
        "flask\t==3",
    ],
)
def test_name_is_that_of_packaging(text):
    assert requirement_name(text) == "flask" == Requirement(text).name.lower()


@pytest.mark.parametrize(
    "text", ["", "-e flask", "flask/", "flask: 1", "flask pytest", "git+https://a/flask", "./flask"]
)
def test_text_that_is_no_requirement(text):
    assert requirement_name(text) == ""


@pytest.mark.parametrize(
    ("requirements", "has_asyncio", "expected"),
    [
        ([], False, []),
        (["click", ""], False, [["click"], [""]]),
        (["flask; a"], False, [["quart>=0.22; a"]]),
        (["flask", "Quart[x]==0.20"], False, [[], ["Quart[x]==0.20"]]),
        (["pytest<9"], False, [["pytest<9", "pytest-asyncio>=1.2"]]),
        (["pytest<9"], True, [["pytest<9"]]),
        (["pytest; a", "pytest; b"], False, [["pytest; a", "pytest-asyncio>=1.2"], ["pytest; b"]]),
    ],
)
def test_requirements_are_replaced(requirements, has_asyncio, expected):
    assert BOTH.changed(requirements, has_asyncio) == expected
    assert RequirementChanges(False, False).changed(requirements, has_asyncio) == [[text] for text in requirements]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("werkzeug==2.3.8", "werkzeug>=3.0", id="one version"),
        pytest.param("Werkzeug>=2.0,<3", "Werkzeug>=3.0", id="a range"),
        pytest.param("werkzeug~=2.3", "werkzeug>=3.0", id="a compatible version"),
        pytest.param("werkzeug==2.*", "werkzeug>=3.0", id="any of a version"),
        pytest.param("werkzeug (==2.0)", "werkzeug >=3.0", id="parentheses"),
        pytest.param("werkzeug[watchdog]==2.0 ; a", "werkzeug[watchdog]>=3.0 ; a", id="an extra and a marker"),
        pytest.param("blinker==1.5", "blinker>=1.6", id="another package"),
        pytest.param("pytest==7.3.1", "pytest>=8.2", id="pytest"),
    ],
)
def test_version_that_is_too_old_for_quart_is_replaced(before, after):
    assert BOTH.changed([before], has_asyncio=True) == [[after]]


@pytest.mark.parametrize(
    "text",
    [
        "werkzeug==3.0.1",
        "werkzeug>=2",
        "werkzeug>=2,<4",
        "werkzeug",
        "werkzeug!=3.0",
        "werkzeug===odd",
        "werkzeug @ https://a.b/c",
        "flask-login==0.1",
        "pytest==9.0",
    ],
)
def test_version_that_may_be_recent_stays(text):
    assert BOTH.changed([text], has_asyncio=True) == [[text]]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (RequirementChanges(replaces_flask=False, adds_asyncio=True), "werkzeug==2.0"),
        (RequirementChanges(replaces_flask=True, adds_asyncio=False), "pytest==7.0"),
    ],
    ids=["Flask stays", "no test awaits"],
)
def test_version_stays_where_nothing_needs_another(changes, text):
    assert changes.changed([text], has_asyncio=True) == [[text]]


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        pytest.param(["Flask_Shop==1 ; a", "flask"], [["quart-shop; a"], ["flask"]], id="a version and a marker"),
        pytest.param(["flask-shop", "quart-shop==2"], [[], ["quart-shop==2"]], id="both"),
        pytest.param(["flask-shopping"], [["flask-shopping"]], id="another name"),
    ],
)
def test_counterpart_takes_the_place_of_an_extension(requirements, expected):
    changes = RequirementChanges(False, False, counterparts={"flask-shop": "quart-shop"})
    assert changes.changed(requirements, False) == expected
