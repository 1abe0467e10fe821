"""The values of a parametrized test are read with their parameters."""

import libcst as cst
import pytest

from comparison.migrate.parametrized import parametrized


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param("'x', [a, b]", [("x", "a", ()), ("x", "b", ())], id="one parameter"),
        pytest.param(
            "'x, y', [(a, b)]", [("x", "(a, b)", (0,)), ("y", "(a, b)", (1,))], id="two parameters in one text"
        ),
        pytest.param(
            "('x', 'y'), [(a, b)]", [("x", "(a, b)", (0,)), ("y", "(a, b)", (1,))], id="two parameters in a tuple"
        ),
        pytest.param("'x', [pytest.param(a, id='c')]", [("x", "a", ())], id="a value with an id"),
        pytest.param("'x, y', [pytest.param(a, b)]", [("x", "a", ()), ("y", "b", ())], id="two values with an id"),
        pytest.param("'x, y', [a]", [("x", "a", (0,)), ("y", "a", (1,))], id="a value that is unpacked"),
        pytest.param("argnames='x', argvalues=(a,)", [("x", "a", ())], id="keywords"),
        pytest.param("'x', argvalues=[a]", [("x", "a", ())], id="a keyword for the values"),
        pytest.param("'x', values", [], id="the values have a name"),
        pytest.param("'x'", [], id="no values"),
        pytest.param("", [], id="no arguments"),
    ],
)
def test_each_parameter_has_its_values(arguments, expected):
    decorator = cst.parse_expression(f"pytest.mark.parametrize({arguments})")
    assert [
        (name, cst.Module([]).code_for_node(value), path) for name, value, path in parametrized(decorator)
    ] == expected


@pytest.mark.parametrize("text", ["pytest.mark.parametrize", "app.route('x', [a])"])
def test_another_decorator_has_no_values(text):
    assert list(parametrized(cst.parse_expression(text))) == []
