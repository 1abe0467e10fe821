"""What a proxied request is for."""

import pytest

from comparison.values.proxied import ProxiedRequest, purpose_of


@pytest.mark.parametrize(
    ("destination", "mode", "accept", "purpose"),
    [
        ("document", "navigate", "text/html", "page"),
        ("iframe", "navigate", "text/html", "page"),
        ("iframe", "no-cors", "*/*", "resource"),
        ("style", "no-cors", "text/css", "resource"),
        ("image", "no-cors", "image/*", "resource"),
        ("empty", "cors", "text/html", "script"),
        ("", "", "text/html,*/*", "page"),
        ("", "", "*/*", "script"),
    ],
)
def test_purpose_is_told_by_the_headers(destination, mode, accept, purpose):
    assert purpose_of(destination, mode, accept) == purpose


@pytest.mark.parametrize(
    ("side", "is_mirrored", "sides"),
    [
        ("baseline", True, ("baseline", "candidate")),
        ("baseline", False, ("baseline",)),
        ("candidate", False, ("candidate",)),
    ],
)
def test_sides_are_those_that_get_the_request(side, is_mirrored, sides):
    assert ProxiedRequest(1, side, "GET", "/", "page", 0.0, is_mirrored=is_mirrored).sides == sides
