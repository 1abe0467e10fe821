"""Routes as settings name them."""

import pytest

from comparison.errors import ConfigurationError
from comparison.values.routes import RoutePattern, route_pattern


@pytest.mark.parametrize(
    ("route", "method", "target", "is_match"),
    [
        ("*", "GET", "/a", True),
        ("* *", "POST", "/", True),
        ("GET *", "POST", "/", False),
        ("* /a", "POST", "/a?b=c", True),
        ("GET /a", "GET", "/a/", False),
        ("GET /a/", "GET", "/a/", True),
        ("GET /item/<int:number>", "GET", "/item/3", True),
        ("GET /item/<int:number>", "GET", "/item/three", False),
        ("GET /item/<int:number>", "GET", "/item/3/", False),
        ("GET /files/<path:name>", "GET", "/files/a/b", True),
        ("GET /中/<name>", "GET", "/%E4%B8%AD/a", True),
        ("GET /%E4%B8%AD", "GET", "/%E4%B8%AD", True),
    ],
)
def test_route_matches(route, method, target, is_match):
    assert RoutePattern.parse(route, "here").matches(method, target) is is_match


@pytest.mark.parametrize("route", ["", "/a", "get /a", "GET a", "GET", "GET /<a", "GET /<none:a>", "GET /<a>/<a>"])
def test_route_that_matches_nothing_is_refused(route):
    with pytest.raises(ConfigurationError, match="here: route is ") as raised:
        RoutePattern.parse(route, "here")
    assert repr(route) in str(raised.value)
    assert "write `GET /item/<int:id>`" in str(raised.value)


@pytest.mark.parametrize(("route", "text"), [("*", "*"), ("* *", "*"), ("GET *", "GET *"), ("* /a", "* /a")])
def test_route_is_shown_as_it_is_written(route, text):
    assert str(route_pattern(route)) == text
