"""Wrong passwords from one address are limited, and nobody else is shut out."""

import asyncio

import pytest

WRONG = {"username": "admin", "password": "wrong"}


@pytest.fixture
def clock(twin, monkeypatch):
    """A clock that stands until it is set."""
    clock = type("Clock", (), {"now": 1000.0, "monotonic": lambda self: self.now})()
    monkeypatch.setattr(twin.module("security.throttle"), "time", clock)
    return clock


@pytest.fixture
def throttle(twin, clock):
    return twin.module("security.throttle").Throttle(3, 60)


def test_tries_within_the_limit_need_not_wait(throttle):
    assert [throttle.admit("a") for _ in range(3)] == [0, 0, 0]


def test_next_try_waits_until_the_first_is_old(throttle, clock):
    for _ in range(3):
        throttle.admit("a")
        clock.now += 10
    assert throttle.admit("a") == 30
    clock.now += 29.5
    assert throttle.admit("a") == 1
    clock.now += 0.5
    assert [throttle.admit("a"), throttle.admit("a")] == [0, 10]


def test_try_that_has_to_wait_does_not_make_the_wait_longer(throttle, clock):
    for _ in range(10):
        throttle.admit("a")
    clock.now += 60
    assert throttle.admit("a") == 0


def test_other_address_is_not_shut_out(throttle):
    for _ in range(4):
        throttle.admit("a")
    assert (throttle.admit("a"), throttle.admit("b")) == (60, 0)


def test_address_that_knows_the_password_begins_anew(throttle):
    for _ in range(3):
        throttle.admit("a")
    throttle.forget("a")
    throttle.forget("never seen")
    assert [throttle.admit("a") for _ in range(4)] == [0, 0, 0, 60]


def test_network_of_ipv6_is_one_client(throttle):
    for number in range(3):
        throttle.admit(f"2001:db8::{number}")
    assert [throttle.admit(one) for one in ("2001:db8::ffff", "2001:db8:0:1::1", "::ffff:1.2.3.4")] == [60, 0, 0]
    assert [throttle.admit(one) for one in ("1.2.3.4", "1.2.3.4", "1.2.3.4", "1.2.3.5", "fe80::1%eth0")] == [
        0,
        0,
        60,
        0,
        0,
    ]


def test_many_addresses_cost_bounded_memory(twin, throttle):
    most = twin.module("security.throttle").MAX_ADDRESSES
    for number in range(most + 10):
        throttle.admit(str(number))
    assert len(throttle.tries) == most
    assert "0" not in throttle.tries


async def test_login_is_refused_with_the_seconds_to_wait_and_the_right_password_too(twin, make_app, log_in, clock):
    async with twin.client(make_app(LOGIN_TRIES=2, LOGIN_PAUSE=30)) as client:
        assert [(await client.post("/login", data=WRONG)).status_code for _ in range(2)] == [401, 401]
        response = await log_in(client)
        assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
        assert "Too many tries" in response.text
        assert "Log out" not in (await client.get("/")).text
        clock.now += 30
        assert (await log_in(client)).status_code == 302


async def test_one_address_shuts_no_other_out(twin, make_app, log_in, clock):
    app = make_app(LOGIN_TRIES=1)
    async with twin.client(app) as client:
        await client.post("/login", data=WRONG)
        assert (await client.post("/login", data=WRONG)).status_code == 429
    async with twin.client(app, peer="203.0.113.5") as client:
        assert (await log_in(client)).status_code == 302


async def test_tries_at_once_are_no_more_than_one_after_the_other(twin, make_app, clock):
    async with twin.client(make_app(LOGIN_TRIES=5)) as client:
        responses = await asyncio.gather(*(client.post("/login", data=WRONG) for _ in range(20)))
    assert sorted(response.status_code for response in responses) == [401] * 5 + [429] * 15


async def test_try_that_has_to_wait_is_not_recorded(twin, make_app, settings, clock):
    async with twin.client(make_app(LOGIN_TRIES=2)) as client:
        for _ in range(5):
            await client.post("/login", data=WRONG)
    assert len(settings["LOGIN_LOG"].with_name("login.log.refused").read_bytes().splitlines()) == 2


async def test_right_login_takes_back_the_wrong_ones(twin, make_app, log_in, clock):
    async with twin.client(make_app(LOGIN_TRIES=3)) as client:
        for _ in range(3):
            assert [(await client.post("/login", data=WRONG)).status_code for _ in range(2)] == [401, 401]
            assert (await log_in(client)).status_code == 302
