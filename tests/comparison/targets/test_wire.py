"""Raw connections, over HTTP/1.1 and HTTP/2, to a real server."""

import pytest

from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import AppRunner

APP = """
import asyncio

seen = []

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        raise NotImplementedError
    headers = dict(scope["headers"])
    size, more = 0, scope["path"] != "/early"
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            seen.append("left")
            return
        size += len(message["body"])
        more = message["more_body"]
    text = f"{scope['http_version']} {scope['method']} {size} {headers.get(b'content-length', b'none').decode()} {seen}"
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": text.encode(), "more_body": scope["path"] == "/endless"})
    while scope["path"] == "/endless" and (await receive())["type"] != "http.disconnect":
        pass
    seen.append("gone") if scope["path"] == "/endless" else None
"""


@pytest.fixture(scope="module")
def app_runner(tmp_path_factory):
    directory = tmp_path_factory.mktemp("wire")
    (directory / "wire_app.py").write_text(APP)
    baseline, candidate = (Side(name, "wire_app:app", "wire_app:app") for name in ("baseline", "candidate"))
    app_runner = AppRunner(Settings(directory, baseline, candidate), "x")
    yield app_runner
    app_runner.close()


@pytest.fixture(params=["hypercorn", "hypercorn-h2"])
def connect(app_runner, request):
    """Return a function that opens a connection with the protocol of the target."""
    return lambda: app_runner.wire(app_runner.settings.baseline, request.param)


def text(wire):
    parts = []
    while part := wire.read():
        parts.append(part)
    return b"".join(parts).decode()


def test_a_request_without_a_body(connect):
    with connect() as wire:
        wire.head("GET", "/")
        assert wire.status() == 418
        assert "GET 0 none" in text(wire)


@pytest.mark.parametrize("length", [{}, {"Content-Length": "200000"}], ids=["of unknown length", "of a known length"])
def test_a_body_is_sent_in_the_caller_s_parts(connect, length):
    with connect() as wire:
        wire.head("POST", "/", length, end=False)
        for _ in range(2):
            wire.data(b"x" * 100_000)
        wire.data(b"", end=True)
        assert wire.status() == 418
        assert f"POST 200000 {length.get('Content-Length', 'none')}" in text(wire)


@pytest.mark.parametrize("leave", ["close", "reset"])
def test_client_may_disconnect_in_the_middle_of_its_body(connect, leave):
    with connect() as second:
        wire = connect()
        wire.head("POST", "/", {"Content-Length": "1000"}, end=False)
        wire.data(b"x")
        getattr(wire, leave)()
        second.head("GET", "/")
        assert second.status() == 418


def test_a_stream_may_be_cancelled_and_its_connection_kept(app_runner):
    with app_runner.wire(app_runner.settings.baseline, "hypercorn-h2") as wire:
        wire.head("GET", "/endless")
        assert wire.status() == 418
        wire.cancel()
        wire.stream += 2
        wire.head("GET", "/")
        assert wire.status() == 418
        assert "gone" in text(wire)


def test_bytes_go_out_as_they_are(app_runner):
    with app_runner.wire(app_runner.settings.baseline, "hypercorn") as wire:
        wire.raw(b"this is no HTTP\r\n\r\n")
        assert wire.status() == 400


@pytest.mark.torture
def test_a_broken_connection_is_an_error(app_runner):
    with app_runner.wire(app_runner.settings.baseline, "hypercorn-h2") as wire:
        wire.raw(b"this is no frame" * 10)
        with pytest.raises(ConnectionError):
            wire.status()
