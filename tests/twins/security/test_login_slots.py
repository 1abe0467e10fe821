"""Concurrent logins: half of the threads at most, 503 for those beyond, and threads left for other requests."""

import asyncio
from threading import Event, Semaphore

import pytest

from waiting import until_async

from ..compat.apps import PATIENCE, run_ready_tasks, wait_until_done

RIGHT = {"username": "admin", "password": "secret"}
WRONG = {"username": "admin", "password": "wrong"}


class Gate:
    """A check of passwords that waits until the gate is open, and counts its calls."""

    def __init__(self, plain):
        self.plain, self.open, self.calls = plain, Event(), []

    def __call__(self, password_hash, password):
        self.calls.append(password)
        self.open.wait(PATIENCE)
        return self.plain(password_hash, password)


@pytest.fixture
def gate(twin, monkeypatch):
    login = twin.module("security.credentials")
    monkeypatch.setattr(login, "HASHING", Semaphore(100))
    gate = Gate(login.check_password_hash)
    monkeypatch.setattr(login, "check_password_hash", gate)
    return gate


async def logins(client, count, form=RIGHT):
    """Send logins at once; return their sorted statuses."""
    responses = await asyncio.gather(*(client.post("/login", data=form) for _ in range(count)))
    return sorted(response.status_code for response in responses)


async def start_logins(client, gate, count, form=RIGHT):
    """Send logins that wait at the gate; return a future of their statuses."""
    sent = asyncio.ensure_future(logins(client, count, form))
    await wait_for_calls(gate, count)
    return sent


async def wait_for_calls(gate, count):
    await until_async(lambda: len(gate.calls) == count, f"{count} logins wait at the gate", PATIENCE)


@pytest.mark.parametrize(("threads", "most"), [(1, 1), (3, 1), (8, 4), (64, 32), (500, 32)])
def test_logins_occupy_at_most_half_of_the_threads(make_app, threads, most):
    slots = make_app(THREADS=threads).extensions["login_slots"]
    assert [slots.acquire(blocking=False) for _ in range(100)].count(True) == most


async def test_login_without_a_slot_gets_503_with_retry_after(twin, make_app, gate):
    async with twin.client(make_app(THREADS=4)) as client:
        sent = await start_logins(client, gate, 2)
        refused = await client.post("/login", data={**RIGHT, "username": "<b>", "next": "/messages/"})
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
        assert '<p class="error" role="alert" id="error"><strong>Error</strong>: Too many logins' in refused.text
        assert "Try again in 1 seconds." in refused.text
        assert 'value="&lt;b&gt;"' in refused.text
        assert 'value="/messages/"' in refused.text
        gate.open.set()
        assert await sent == [302, 302]
        assert await logins(client, 1) == [302]


async def test_logins_leave_threads_for_other_requests(twin, make_app, gate):
    async with twin.client(make_app(THREADS=4)) as client:
        sent = asyncio.ensure_future(logins(client, 40))
        await wait_for_calls(gate, 2)
        stored = await asyncio.wait_for(client.post("/upload/", files={"file": ("a.txt", b"x")}), PATIENCE / 2)
        page = await asyncio.wait_for(client.get("/static/style.css"), PATIENCE / 2)
        assert (stored.status_code, page.status_code, gate.open.is_set()) == (200, 200, False)
        gate.open.set()
        assert await sent == [302] * 2 + [503] * 38


async def test_login_without_a_slot_does_not_count_as_a_try(twin, make_app, settings, gate):
    async with twin.client(make_app(THREADS=4, LOGIN_TRIES=3)) as client:
        sent = await start_logins(client, gate, 2, WRONG)
        assert await logins(client, 5, WRONG) == [503] * 5
        gate.open.set()
        assert await sent == [401, 401]
        assert [await logins(client, 1, WRONG) for _ in range(3)] == [[401], [429], [429]]
    assert len(settings["LOGIN_LOG"].with_name("login.log.refused").read_bytes().splitlines()) == 3


async def test_slot_is_released_after_every_login(twin, make_app, monkeypatch):
    def fail(password_hash, password):
        raise MemoryError

    async with twin.client(make_app(THREADS=1, LOGIN_TRIES=2)) as client:
        with monkeypatch.context() as patched:
            patched.setattr(twin.module("security.credentials"), "check_password_hash", fail)
            assert await logins(client, 1) == [500]
        assert await logins(client, 1) == [302]
        assert [await logins(client, 1, WRONG) for _ in range(4)] == [[401], [401], [429], [429]]


async def test_slot_stays_taken_until_the_thread_ends_after_a_disconnect(twin, make_app, gate):
    """Without this, a client that connects and disconnects would occupy one thread after the other."""
    slots = (app := make_app(THREADS=2)).extensions["login_slots"]
    async with twin.client(app) as client:
        sent = await start_logins(client, gate, 1)
        sent.cancel()
        await run_ready_tasks()
        assert await logins(client, 3) == [503] * 3
        gate.open.set()
        await wait_until_done(sent)
        is_free = (lambda: slots.acquire(blocking=False) and not slots.release(), "a slot is free")
        assert await until_async(*is_free, PATIENCE)
    assert len(gate.calls) == 1
