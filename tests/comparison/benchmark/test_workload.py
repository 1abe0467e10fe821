"""Workloads as pyproject.toml names them, and the requests that they are."""

import pytest

from comparison.benchmark.workload import Workload, workload_of
from comparison.errors import ConfigurationError


def test_page_needs_nothing_but_a_path():
    assert workload_of("page", {"path": "/"}) == Workload("page", "requests", "/")


def test_point_stands_in_the_path():
    sent = workload_of("wait", {"kind": "calls", "path": "/wait/{n}", "grows": "wait"}).request_at(20)
    assert (sent.method, sent.path, sent.body) == ("GET", "/wait/20", b"")


def test_upload_has_a_file_of_as_many_bytes():
    one = workload_of("upload", {"kind": "uploads", "path": "/up", "grows": "bytes", "points": [1024]})
    sent = one.request_at(1024)
    assert b"\r\n\r\n" + b"x" * 1024 + b"\r\n--" in sent.body
    assert sent.media_type.partition("boundary=")[2].encode() in sent.body
    assert sent.head("a=b").endswith(f"Content-Length: {len(sent.body)}\r\nCookie: a=b\r\n\r\n".encode())


def test_form_has_one_field():
    assert workload_of("form", {"kind": "forms", "path": "/", "field": "text"}).request_at(0).body.startswith(b"text=x")


def test_clients_grow_where_they_are_what_grows():
    growing = workload_of("a", {"path": "/", "grows": "clients", "points": [1, 1000]})
    assert [growing.clients_at(point) for point in growing.points] == [1, 1000]
    assert workload_of("a", {"path": "/", "clients": 7}).clients_at(1000) == 7


def test_quick_run_has_points_of_its_own_or_the_first():
    one = workload_of("a", {"path": "/", "grows": "clients", "points": [1, 10], "quick": [10]})
    assert one.shortened().points == (10,)
    assert workload_of("a", {"path": "/", "grows": "clients", "points": [1, 10]}).shortened().points == (1,)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("x", "names no path"),
        ({}, 'add one, such as path = "/"'),
        ({"path": "/", "size": 1}, "has 'size', but knows only clients, drips"),
        ({"path": "/", "kind": "fast"}, "kind is 'fast', but must be one of requests, calls"),
        ({"path": "/", "grows": "time"}, "grows is 'time'"),
        ({"path": "/", "points": 5}, "points is 5, but must be a list of whole numbers"),
        ({"path": "/", "points": [-1]}, "points is"),
        ({"path": "/", "clients": 0}, "clients is 0, but must be a number above 0"),
        ({"path": "/", "pause": "long"}, "pause is 'long'"),
        ({"path": "/", "points": []}, "points is empty"),
    ],
)
def test_what_can_not_be_is_named(section, said):
    with pytest.raises(ConfigurationError, match=said):
        workload_of("a", section)
