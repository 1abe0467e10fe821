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
        (["pytest<8"], False, [["pytest<8", "pytest-asyncio>=1.2"]]),
        (["pytest<8"], True, [["pytest<8"]]),
        (["pytest; a", "pytest; b"], False, [["pytest; a", "pytest-asyncio>=1.2"], ["pytest; b"]]),
    ],
)
def test_requirements_are_replaced(requirements, has_asyncio, expected):
    assert BOTH.changed(requirements, has_asyncio) == expected
    assert RequirementChanges(False, False).changed(requirements, has_asyncio) == [[text] for text in requirements]
