"""Showing the two apps' sources side by side."""

import io
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from comparison.errors import ConfigurationError
from comparison.report.sources import pairs_of_files, side_by_side
from comparison.settings import Settings
from comparison.sides import Side


@pytest.fixture
def write(pytester):
    """Return a function that writes files into an importable directory; pytester unloads their modules."""
    pytester.syspathinsert()

    def write(**files):
        for name, text in files.items():
            path = pytester.path / name.replace("__", "/").replace("_init", "/__init__")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".py").write_text(text)
        return pytester.path

    return write


@pytest.fixture
def packages(write):
    """Two packages with three files each, two of them with equal names."""
    return write(
        left_init="", left__upload="a = 1\nb = 2\n", left__parts__upload="x", left__only="",
        right_init="", right__upload="a = 1\nb = 3\n", right__parts__upload="x", right__alone="",
    )  # fmt: skip


def pairs(root, left, right, feature=None):
    settings = Settings(root, Side("baseline", left, left), Side("candidate", right, right))
    return [tuple(str(path.relative_to(root)) for path in pair) for pair in pairs_of_files(settings, feature)]


def printed(left, right):
    output = io.StringIO()
    Console(file=output, width=80).print(*side_by_side(left, right), sep="\n")
    return output.getvalue()


def test_files_that_both_have_are_paired(packages):
    assert pairs(packages, "left:create()", "right:create()") == [
        ("left/__init__.py", "right/__init__.py"),
        ("left/parts/upload.py", "right/parts/upload.py"),
        ("left/upload.py", "right/upload.py"),
    ]


def test_a_feature_is_each_file_of_its_name(packages):
    assert [left for left, _ in pairs(packages, "left.upload:app", "right:app", "upload")] == [
        "left/parts/upload.py",
        "left/upload.py",
    ]


def test_two_apps_of_one_file_each_are_a_pair(write):
    root = write(one="a = 1", two="a = 2")
    assert pairs(root, "one:app", "two:app") == [("one.py", "two.py")]


@pytest.mark.parametrize("feature", ["only", "alone", "nonsense"])
def test_unknown_feature_is_an_error_that_lists_the_features(feature, packages):
    with pytest.raises(ConfigurationError, match=rf"named {feature!r} \(FEATURE\): choose from __init__, upload"):
        pairs(packages, "left:app", "right:app", feature)


def test_missing_package_is_an_error_with_the_remedy(packages):
    with pytest.raises(
        ConfigurationError, match=f"candidate 'nonsense' can't be imported from {packages}: check `app`"
    ):
        pairs(packages, "left:app", "nonsense:app")


def test_apps_without_a_common_file_are_an_error_with_the_remedy(write, packages):
    root = write(lonely="a = 1")
    sections = r"check `app` in \[tool\.comparison\.baseline\] and \[tool\.comparison\.candidate\]"
    with pytest.raises(ConfigurationError, match=rf"left and .*lonely\.py have no Python file in common: {sections}"):
        pairs(root, "left:app", "lonely:app")


def test_the_apps_are_found_in_the_root_whatever_the_path_is(packages, monkeypatch):
    monkeypatch.setattr("sys.path", [entry for entry in __import__("sys").path if Path(entry) != packages])
    assert pairs(packages, "left:app", "right:app", "upload")


def test_equal_files_show_nothing(packages):
    assert list(side_by_side(packages / "left/parts/upload.py", packages / "right/parts/upload.py")) == []


def test_changed_lines_are_marked_and_the_line_around_is_not(packages):
    lines = printed(packages / "left/upload.py", packages / "right/upload.py").splitlines()
    assert "left/upload.py · right/upload.py" in lines[0]
    assert [line.split() for line in lines[1:]] == [
        ["1", "│", "a", "=", "1", "│", "1", "│", "a", "=", "1"],
        ["2*", "│", "b", "=", "2", "│", "2*", "│", "b", "=", "3"],
    ]


def test_lines_far_from_a_change_are_left_out(write):
    same = "".join(f"line_{number} = 0\n" for number in range(9))
    root = write(one=f"{same}a = 1\n", two=f"{same}a = 2\n")
    text = printed(root / "one.py", root / "two.py")
    assert "line_8" in text
    assert "line_7" not in text


def test_a_line_that_one_side_has_stands_beside_nothing(write):
    root = write(one="a = 1\n", two="a = 1\nb = 2\n")
    assert printed(root / "one.py", root / "two.py").splitlines()[-1].split() == ["│", "│", "2*", "│", "b", "=", "2"]


def test_changed_line_has_its_reason(packages):
    left, right = packages / "left/upload.py", packages / "right/upload.py"
    (_, table) = side_by_side(left, right, {(right, 2): "FQ101"})
    assert isinstance(table, Table)
    assert list(list(table.columns)[-1].cells)[:2] == ["", "FQ101"]
