"""Limit on the login tries of one address."""

import asyncio
from ipaddress import IPv4Address

import pytest

WRONG = {"username": "admin", "password": "wrong"}


@pytest.fixture
def clock(twin, monkeypatch):
    """Return a clock that stands still until its `now` is set."""
    clock = type("Clock", (), {"now": 1000.0, "monotonic": lambda self: self.now})()
    monkeypatch.setattr(twin.module("security.throttle"), "time", clock)
    return clock


@pytest.fixture
def throttle(twin, clock):
    return twin.module("security.throttle").Throttle(3, 60)


def test_tries_within_the_limit_are_admitted(throttle):
    assert [throttle.admit("10.0.0.1") for _ in range(3)] == [0, 0, 0]


def test_next_try_waits_until_the_first_expires(throttle, clock):
    for _ in range(3):
        throttle.admit("10.0.0.1")
        clock.now += 10
    assert throttle.admit("10.0.0.1") == 30
    clock.now += 29.5
    assert throttle.admit("10.0.0.1") == 1
    clock.now += 0.5
    assert [throttle.admit("10.0.0.1"), throttle.admit("10.0.0.1")] == [0, 10]


def test_refused_try_does_not_prolong_the_wait(throttle, clock):
    for _ in range(10):
        throttle.admit("10.0.0.1")
    clock.now += 60
    assert throttle.admit("10.0.0.1") == 0


def test_throttle_counts_each_address_separately(throttle):
    for _ in range(4):
        throttle.admit("10.0.0.1")
    assert (throttle.admit("10.0.0.1"), throttle.admit("10.0.0.2")) == (60, 0)


def test_forget_clears_the_tries_of_an_address(throttle):
    for _ in range(3):
        throttle.admit("10.0.0.1")
    throttle.forget("10.0.0.1")
    throttle.forget("10.9.9.9")
    assert [throttle.admit("10.0.0.1") for _ in range(4)] == [0, 0, 0, 60]


def test_ipv6_network_counts_as_one_client(throttle):
    for number in range(3):
        throttle.admit(f"2001:db8::{number}")
    for address, wait in (("2001:db8::ffff", 60), ("2001:db8:0:1::1", 0), ("fe80::1%eth0", 0)):
        assert throttle.admit(address) == wait, address


def test_mapped_ipv4_address_counts_as_ipv4(throttle):
    addresses = ("::ffff:1.2.3.4", "1.2.3.4", "1.2.3.4", "1.2.3.4", "1.2.3.5")
    assert [throttle.admit(address) for address in addresses] == [0, 0, 0, 60, 0]


@pytest.mark.parametrize(
    "addresses",
    [
        ("192.0.2.1", "192.0.2.1:50001", "192.0.2.1:50002", "192.0.2.1:"),
        ("2001:db8::1", "[2001:db8::2]:443", "[2001:db8::3]", "[2001:db8::4]:"),
        ("unknown", "_hidden", "", "999.0.0.1:5"),
    ],
    ids=["IPv4", "IPv6", "no address"],
)
def test_port_of_an_address_and_what_is_no_address_make_no_new_client(throttle, addresses):
    assert [throttle.admit(address) for address in addresses] == [0, 0, 0, 60]


def test_number_of_remembered_addresses_is_bounded(twin, throttle):
    most = twin.module("security.throttle").MAX_ADDRESSES
    for number in range(most + 10):
        throttle.admit(str(IPv4Address(number)))
    assert len(throttle.tries) == most
    assert "0.0.0.0" not in throttle.tries


async def test_throttled_login_gets_429_even_with_the_right_password(twin, make_app, log_in, clock):
    async with twin.client(make_app(LOGIN_TRIES=2, LOGIN_PAUSE=30)) as client:
        assert [(await client.post("/login", data=WRONG)).status_code for _ in range(2)] == [401, 401]
        response = await log_in(client)
        assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
        assert "Too many tries" in response.text
        assert "Log out" not in (await client.get("/")).text
        clock.now += 30
        assert (await log_in(client)).status_code == 302


async def test_throttled_address_does_not_block_others(twin, make_app, log_in, clock):
    app = make_app(LOGIN_TRIES=1)
    async with twin.client(app) as client:
        await client.post("/login", data=WRONG)
        assert (await client.post("/login", data=WRONG)).status_code == 429
    async with twin.client(app, peer="203.0.113.5") as client:
        assert (await log_in(client)).status_code == 302


async def test_concurrent_tries_are_limited_like_sequential_ones(twin, make_app, clock):
    async with twin.client(make_app(LOGIN_TRIES=5)) as client:
        responses = await asyncio.gather(*(client.post("/login", data=WRONG) for _ in range(20)))
    assert sorted(response.status_code for response in responses) == [401] * 5 + [429] * 15


async def test_throttled_try_is_not_logged(twin, make_app, settings, clock):
    async with twin.client(make_app(LOGIN_TRIES=2)) as client:
        for _ in range(5):
            await client.post("/login", data=WRONG)
    assert len(settings["LOGIN_LOG"].with_name("login.log.refused").read_bytes().splitlines()) == 2


async def test_successful_login_clears_the_throttle(twin, make_app, log_in, clock):
    async with twin.client(make_app(LOGIN_TRIES=3)) as client:
        for _ in range(3):
            assert [(await client.post("/login", data=WRONG)).status_code for _ in range(2)] == [401, 401]
            assert (await log_in(client)).status_code == 302
