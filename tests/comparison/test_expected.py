"""Expected differences: which differences an entry covers, and which entries are errors."""

import re
from dataclasses import replace

import pytest

from comparison.errors import ConfigurationError
from comparison.expected import ExpectedDifference, read_expected_differences
from comparison.values.difference import Difference
from comparison.values.exchange import Request
from comparison.values.routes import route_pattern

DIFFERENCE = Difference(1, Request("GET", "/a?b=c"), "header vary", None, "Cookie")
TEST = "test_a.py::test_b"
BY_TEST = ExpectedDifference(("client", "run"), "header vary", "because", test=TEST, candidate="Cookie")
BY_ROUTE = replace(BY_TEST, test="", route=route_pattern("GET /a"))

ENTRY = """
[[expected]]
test = "test_a.py::test_b"
targets = ["client"]
field = "status"
baseline = "200"
candidate = "404"
because = "404 is better"
"""


def entry(**changes):
    """Return an entry as TOML, with changed values, and without those that are None."""
    lines = dict(line.split(" = ", 1) for line in ENTRY.strip().splitlines()[1:]) | changes
    return "\n".join(["[[expected]]", *(f"{name} = {value}" for name, value in lines.items() if value is not None)])


def test_without_a_file_there_are_no_expected_differences():
    assert read_expected_differences(None) == ()


def test_empty_file_has_no_expected_differences(tmp_path):
    (tmp_path / "expected.toml").write_text("# Nothing is accepted.")
    assert read_expected_differences(tmp_path / "expected.toml") == ()


ANY = replace(BY_TEST, candidate="<any>")


@pytest.mark.parametrize("expected_difference", [BY_TEST, BY_ROUTE, ANY], ids=["a test", "a route", "any value"])
def test_the_difference_of_it_is_covered(expected_difference):
    assert expected_difference.covers(TEST, "client", DIFFERENCE)
    assert expected_difference.covers(TEST, "run", DIFFERENCE)


@pytest.mark.parametrize(
    ("expected_difference", "test", "target", "difference"),
    [
        pytest.param(BY_TEST, "test_a.py::test_c", "client", DIFFERENCE, id="another test"),
        pytest.param(BY_ROUTE, TEST, "client", replace(DIFFERENCE, request=Request("POST", "/a")), id="another method"),
        pytest.param(BY_ROUTE, TEST, "client", replace(DIFFERENCE, request=Request("GET", "/b")), id="another path"),
        pytest.param(BY_TEST, TEST, "hypercorn", DIFFERENCE, id="another target"),
        pytest.param(BY_TEST, TEST, "client", replace(DIFFERENCE, field="header allow"), id="another field"),
        pytest.param(BY_TEST, TEST, "client", replace(DIFFERENCE, candidate="Accept"), id="another value"),
        pytest.param(BY_TEST, TEST, "client", replace(DIFFERENCE, baseline=""), id="a value where there is none"),
        pytest.param(ANY, TEST, "client", replace(DIFFERENCE, candidate=None), id="none where there may be any value"),
        pytest.param(replace(BY_TEST, versions=(("quart", "<0.1"),)), TEST, "client", DIFFERENCE, id="another version"),
    ],
)
def test_it_does_not_cover(expected_difference, test, target, difference):
    assert not expected_difference.covers(test, target, difference)


def test_it_holds_on_the_versions_that_it_names():
    assert BY_TEST.is_applicable
    assert replace(BY_TEST, versions=(("quart", ">=0.1"), ("flask", ">=0.1"))).is_applicable
    assert not replace(BY_TEST, versions=(("quart", ">=0.1"), ("flask", "<0.1"))).is_applicable


def test_it_is_shown_by_place_targets_and_field():
    assert str(BY_TEST) == "test_a.py::test_b on client, run: header vary"
    assert str(BY_ROUTE) == "GET /a on client, run: header vary"


def test_an_entry_is_read_with_all_that_it_says(tmp_path):
    (tmp_path / "expected.toml").write_text(entry(versions='{quart = ">=0.22", flask = ">=3"}'))
    [expected_difference] = read_expected_differences(tmp_path / "expected.toml")
    assert expected_difference == ExpectedDifference(
        ("client",), "status", "404 is better", TEST, None, "200", "404", None, (("flask", ">=3"), ("quart", ">=0.22"))
    )


def test_missing_value_means_that_the_field_is_not_there(tmp_path):
    (tmp_path / "expected.toml").write_text(entry(baseline=None))
    assert read_expected_differences(tmp_path / "expected.toml")[0].baseline is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("= 3", "is not TOML", id="it is no TOML"),
        pytest.param("[[explain]]", "has 'explain', but knows only", id="the table has another name"),
        pytest.param("expected = ['x']", "not a list of tables", id="an entry is a text"),
        pytest.param(entry(tset='"x"'), "'tset'", id="a name is unknown"),
        pytest.param(entry(test=None), "either a test or a route", id="neither test nor route is named"),
        pytest.param(entry(route='"GET /"'), "either a test or a route", id="both test and route are named"),
        pytest.param(entry(field=None), "has no field", id="there is no field"),
        pytest.param(entry(targets="[]"), "has no targets", id="there is no target"),
        pytest.param(entry(because='""'), "has no because", id="there is no reason"),
        pytest.param(entry(field='"headers"'), "must be one of", id="the field is none"),
        pytest.param(entry(field='"header Vary"'), "in lower case", id="a header has upper-case letters"),
        pytest.param(entry(test=None, route='"/a"'), "matches nothing", id="the route has no method"),
        pytest.param(entry(test=None, route='"get /a"'), "matches nothing", id="the method is in lower case"),
        pytest.param(entry(test=None, route='"GET a"'), "matches nothing", id="the path has no slash"),
        pytest.param(entry(test=None, route='"GET /<a"'), "no rule of Werkzeug's", id="the rule is none"),
        pytest.param(entry(field='"body"', baseline='"<any>"'), "write the `part`", id="any body"),
        pytest.param(entry(baseline='"404"'), "no difference", id="both values are equal"),
        pytest.param(entry(baseline='"many"'), "must be a number", id="a status is no number"),
        pytest.param(entry(part='"a"', candidate=None), "one side", id="there are a part and one value"),
        pytest.param(entry(part='"a"', baseline='"<any>"'), "says nothing", id="there are a part and any value"),
        pytest.param(entry(part='"a"', candidate='"200"'), "no difference", id="there are a part and equal values"),
        pytest.param(entry(part='"("', baseline=None, candidate=None), "no regular expression", id="a part is none"),
        pytest.param(entry(part='".*"', baseline=None, candidate=None), "matches anything", id="a part is everything"),
        pytest.param(entry(part="'.'", baseline=None, candidate=None), "matches anything", id="a part is any sign"),
        pytest.param(entry(targets='["*"]'), "targets is ['*'], with a wildcard", id="a target is a wildcard"),
        pytest.param(entry(versions='{quart = "new"}'), "'>=0.23'", id="a version is none"),
        pytest.param(entry(versions='{quartt = ">=1"}'), "quartt", id="a package is not installed"),
        pytest.param(entry(versions='">=1"'), "versions", id="versions are no table"),
        pytest.param(entry(targets='"client"'), "targets", id="targets are no list"),
        pytest.param(entry(targets='["cleint"]'), "cleint", id="a target is unknown"),
        pytest.param(entry(baseline="200"), "200", id="a value is no text"),
        pytest.param(entry(field="3"), "field", id="the field is no text"),
        pytest.param(ENTRY.replace("[[expected]]", "[expected]"), "expected", id="it is a table and no list"),
    ],
)
def test_a_file_is_refused_when(text, complaint, tmp_path):
    (tmp_path / "expected.toml").write_text(text)
    with pytest.raises(ConfigurationError, match=r"expected\.toml") as raised:
        read_expected_differences(tmp_path / "expected.toml")
    assert complaint in str(raised.value)


def test_error_has_the_number_of_the_wrong_entry(tmp_path):
    (tmp_path / "expected.toml").write_text(f"{entry()}\n{entry(field=None)}")
    with pytest.raises(ConfigurationError, match="expected difference 2"):
        read_expected_differences(tmp_path / "expected.toml")


def test_missing_file_is_an_error_with_the_remedy(tmp_path):
    with pytest.raises(ConfigurationError, match="does not exist: create it, or"):
        read_expected_differences(tmp_path / "expected.toml")


@pytest.mark.parametrize(
    ("route", "target", "is_covered"),
    [
        ("*", "/a/1", True),
        ("GET *", "/a/1", True),
        ("* /a/<int:number>", "/a/1?b=c", True),
        ("GET /a/<int:number>", "/a/one", False),
        ("POST *", "/a/1", False),
    ],
)
def test_route_is_a_pattern(route, target, is_covered):
    expected = replace(BY_TEST, test="", route=route_pattern(route))
    assert expected.covers(TEST, "client", replace(DIFFERENCE, request=Request("GET", target))) is is_covered


@pytest.mark.parametrize(
    ("baseline", "candidate", "is_covered"),
    [
        ("<p>Flask</p> 1", "<p>Quart</p> 1", True),
        ("<p>Flask</p> 1", " 1", True),
        ("<p>Flask</p> 1", "<p>Quart</p> 2", False),
        ("<p>Flask</p> 1", "<p>Other</p> 1", False),
    ],
)
def test_what_is_beside_a_part_has_to_be_equal(baseline, candidate, is_covered):
    expected = replace(BY_TEST, field="body", candidate=None, part=re.compile("<p>(Flask|Quart)</p>"))
    difference = replace(DIFFERENCE, field="body", baseline=baseline, candidate=candidate)
    assert expected.covers(TEST, "client", difference) is is_covered


@pytest.mark.parametrize(
    ("baseline", "candidate", "is_covered"),
    [
        ("<p>Flask</p> 1", "<p>Quart</p> 1", True),
        ("<p>Quart</p> 1", "<p>Flask</p> 1", False),
        ("<p>Flask</p> 1", "<p>Quart</p> 2", False),
        ("<p>Flask</p> 1", "<p>Quarx</p> 1", False),
        ("<p>Flask</p> 1", "<p></p> 1", False),
        ("Flask", "Quart", False),
    ],
)
def test_part_with_values_has_to_be_each_sides_own(baseline, candidate, is_covered):
    part = re.compile("(?<=<p>)(Flask|Quart)(?=</p>)")
    expected = replace(BY_TEST, field="body", baseline="Flask", candidate="Quart", part=part)
    difference = replace(DIFFERENCE, field="body", baseline=baseline, candidate=candidate)
    assert expected.covers(TEST, "client", difference) is is_covered
