"""What a login gives away, by the time that it takes and by what is kept of it."""

import hmac
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

ASKED = (("admin", "wrong"), ("nobody", "secret"), ("", ""), ("admin", "secret"))


@pytest.fixture
def checked(twin, monkeypatch):
    """The hashes that passwords are compared with, as they are."""
    hashes, login = [], twin.module("security.credentials")
    plain = login.check_password_hash

    def check(password_hash, password):
        hashes.append(password_hash)
        return plain(password_hash, password)

    monkeypatch.setattr(login, "check_password_hash", check)
    return hashes


async def ask(client, user, password):
    return (await client.post("/login", data={"username": user, "password": password})).status_code


async def test_password_is_checked_whoever_asks(twin, make_app, settings, checked):
    async with twin.client(make_app()) as client:
        for user, password in ASKED:
            await ask(client, user, password)
    assert checked == [settings["PASSWORD_HASH"]] * len(ASKED)


async def test_password_is_checked_though_none_is_set(twin, make_app, checked):
    async with twin.client(make_app(PASSWORD_HASH=None)) as client:
        assert [await ask(client, user, password) for user, password in ASKED] == [401] * len(ASKED)
    # As costly as the hashes that werkzeug makes.
    assert [one.partition("$")[0] for one in checked] == ["scrypt:32768:8:1"] * len(ASKED)


def test_few_passwords_are_hashed_at_once(twin, settings, monkeypatch):
    running, most, login = [], [], twin.module("security.credentials")

    def check(password_hash, password):
        running.append(password)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        return False

    monkeypatch.setattr(login, "check_password_hash", check)
    with ThreadPoolExecutor(40) as pool:
        known = pool.map(lambda _: login.are_equal("admin", "secret", settings | {"USERNAME": "admin"}), range(40))
        assert list(known) == [False] * 40
    assert max(most) <= 4


async def test_user_is_compared_in_constant_time(twin, make_app, monkeypatch):
    compared = []

    def compare(one, other):
        compared.append((one, other))
        return hmac.compare_digest(one, other)

    monkeypatch.setattr(twin.module("security.credentials"), "hmac", SimpleNamespace(compare_digest=compare))
    async with twin.client(make_app()) as client:
        for user, password in ASKED:
            await ask(client, user, password)
    assert compared == [(user.encode(), b"admin") for user, _ in ASKED]
