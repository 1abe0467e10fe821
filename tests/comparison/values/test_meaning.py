"""What the difference of two bodies means as JSON or HTML."""

import pytest

from comparison.values.meaning import meaning


@pytest.mark.parametrize(
    ("baseline", "candidate", "lines"),
    [
        pytest.param(None, "{}", [], id="no body"),
        pytest.param("a", "b", [], id="plain text"),
        pytest.param(
            '{"a": 1, "b": 2}',
            '{"b":2,"a":1}',
            ["equal as JSON, different as bytes: the order of keys, spaces or escapes"],
            id="JSON with another order of keys",
        ),
        pytest.param('{"a": {"b": [1, 2]}}', '{"a": {"b": [1, 3]}}', ["as JSON:", "  $.a.b[1]: 2 | 3"], id="a number"),
        pytest.param('{"a": 1}', '{"b": 1}', ["as JSON:", "  $.a: 1 | (none)", "  $.b: (none) | 1"], id="a key"),
        pytest.param("[1]", "[1, 2]", ["as JSON:", "  $: [1] | [1, 2]"], id="a list of another length"),
        pytest.param('{"a": 1}', '{"a": true}', ["as JSON:", "  $.a: 1 | true"], id="1 is not true"),
        pytest.param('{"a": null}', "{}", ["as JSON:", "  $.a: null | (none)"], id="null is not nothing"),
        pytest.param(
            "<html><p id=a class='b'>x</p></html>",
            "<html>\n<p class='b' id='a'> x </p></html>",
            ["equal as HTML, different as bytes: spaces or the order of attributes"],
            id="HTML with another order of attributes",
        ),
        pytest.param("<html><p>x</p></html>", "<html><p>y</p></html>", [], id="another text in HTML"),
        pytest.param("<svg a='1' b='2'/>", "<svg b='2' a='1'/>", [], id="other markup"),
    ],
)
def test_meaning(baseline, candidate, lines):
    assert meaning(baseline, candidate) == lines


def test_many_changes_are_cut():
    left, right = ("{" + ", ".join(f'"k{key}": {value}' for key in range(20)) + "}" for value in (1, 2))
    assert meaning(left, right)[-1] == "  … 12 more"
