"""The end of a connection over TLS is no error, whatever its client does."""

import asyncio
from asyncio import constants

import pytest

from comparison.targets.wire import Wire
from waiting import until_async

from .served import PATIENCE, served_over_tls

REQUESTS = {
    "invalid": b"no request\r\n\r\n",
    "last": b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
}
LEAVING = (Wire.send_until_closed, Wire.leave_tls_open)


async def app(scope, receive, send):
    """Answer every request with an empty page."""
    if scope["type"] == "lifespan":
        raise NotImplementedError
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def leave(port, certificate, request, act):
    with Wire(port, certificate) as wire:
        wire.raw(REQUESTS[request])
        assert wire.socket.recv(1)
        act(wire)


async def errors_of(tmp_path, monkeypatch, request, act):
    """Return the errors that no task handled, after a client has left its connection."""
    monkeypatch.setattr(constants, "SSL_SHUTDOWN_TIMEOUT", 0.2)
    errors = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: errors.append(context["exception"]))
    async with served_over_tls(app, tmp_path) as (port, certificate):
        await asyncio.to_thread(leave, port, certificate, request, act)
        # While it stops, hypercorn expects some of the errors.
        await until_async(lambda: not connections(), "the server has ended its connections", PATIENCE)
    return errors


def connections():
    """Return hypercorn's tasks that have a connection each."""
    return [task for task in asyncio.all_tasks() if "_server_callback" in str(task.get_coro())]


@pytest.mark.parametrize("act", LEAVING)
@pytest.mark.parametrize("request_", REQUESTS)
async def test_end_of_tls_is_no_error(apply_fix, tmp_path, monkeypatch, capfd, request_, act):
    apply_fix()
    assert await errors_of(tmp_path, monkeypatch, request_, act) == []
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(("act", "error"), [*zip(LEAVING, ("APPLICATION_DATA", "SSL shutdown timed out"), strict=True)])
async def test_hypercorn_still_fails_at_the_end_of_tls(tmp_path, monkeypatch, act, error):
    """When this fails, upstream has changed: see whether server/tls_close.py can go."""
    errors = await errors_of(tmp_path, monkeypatch, "invalid", act)
    assert error in str(errors), errors
