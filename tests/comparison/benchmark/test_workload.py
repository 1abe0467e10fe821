"""Workloads from pyproject.toml, and their requests."""

import pytest

from comparison.benchmark.workload import Workload, parse_workload
from comparison.errors import ConfigurationError


def test_path_is_all_that_a_workload_needs():
    assert parse_workload("page", {"path": "/"}) == Workload("page", "requests", "/")


def test_point_replaces_n_in_the_path():
    request = parse_workload("wait", {"kind": "calls", "path": "/wait/{n}", "grows": "wait"}).request_at(20)
    assert (request.method, request.path, request.body) == ("GET", "/wait/20", b"")


def test_file_of_an_upload_grows():
    workload = parse_workload("upload", {"kind": "uploads", "path": "/up", "grows": "bytes", "points": [1024]})
    request = workload.request_at(1024)
    assert b"\r\n\r\n" + b"x" * 1024 + b"\r\n--" in request.body
    assert request.media_type.partition("boundary=")[2].encode() in request.body
    assert request.head("a=b").endswith(f"Content-Length: {len(request.body)}\r\nCookie: a=b\r\n\r\n".encode())


def test_form_has_one_field():
    assert (
        parse_workload("form", {"kind": "forms", "path": "/", "field": "text"}).request_at(0).body.startswith(b"text=x")
    )


def test_clients_are_the_points_where_they_grow():
    workload = parse_workload("a", {"path": "/", "grows": "clients", "points": [1, 1000]})
    assert [workload.clients_at(point) for point in workload.points] == [1, 1000]
    assert parse_workload("a", {"path": "/", "clients": 7}).clients_at(1000) == 7
    assert parse_workload("a", {"path": "/", "kind": "downloads"}).clients_at(0) == 1


def test_encoded_request_holds_the_cookie_and_the_drips():
    workload = parse_workload("form", {"kind": "forms", "path": "/", "field": "text", "drips": 3, "pause": 0.5})
    encoded = workload.encoded_at(0, "a=b")
    assert b"\r\nCookie: a=b\r\n" in encoded.head
    assert (encoded.body[:5], encoded.drips, encoded.pause) == (b"text=", 3, 0.5)


def test_quick_run_measures_the_quick_points_or_the_first():
    workload = parse_workload("a", {"path": "/", "grows": "clients", "points": [1, 10], "quick": [10]})
    assert workload.shortened().points == (10,)
    assert parse_workload("a", {"path": "/", "grows": "clients", "points": [1, 10]}).shortened().points == (1,)


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("x", "is 'x', but must be a table with a path"),
        ({}, 'names no path: write a path, such as path = "/"'),
        ({"path": 3}, 'path is 3, which is no text: write a path, such as path = "/"'),
        ({"path": "/", "size": 1}, "has 'size', but knows only clients, drips"),
        ({"path": "/", "kind": "fast"}, "kind is 'fast', but must be one of requests, calls"),
        ({"path": "/", "grows": "time"}, "grows is 'time', but must be one of clients, bytes, wait"),
        ({"path": "/", "points": 5}, "points is 5, but must be a list of whole numbers"),
        ({"path": "/", "points": [-1]}, "points is"),
        ({"path": "/", "clients": 0}, "clients is 0, but must be a whole number above 0"),
        ({"path": "/", "drips": 1.5}, "drips is 1.5, but must be a whole number above 0"),
        ({"path": "/", "pause": "long"}, "pause is 'long', but must be a number of seconds above 0"),
        ({"path": "/", "points": []}, "points is empty"),
    ],
)
def test_wrong_table_is_an_error(section, message):
    with pytest.raises(ConfigurationError, match=message):
        parse_workload("a", section)
