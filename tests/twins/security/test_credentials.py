"""The check of credentials takes the same time for every user, and hashes few passwords at once."""

import hmac
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

ATTEMPTS = (("admin", "wrong"), ("nobody", "secret"), ("", ""), ("admin", "secret"))


@pytest.fixture
def checked(twin, monkeypatch):
    """Return the list of hashes that passwords were compared with, filled while logins are checked."""
    hashes, login = [], twin.module("security.credentials")
    plain = login.check_password_hash

    def check(password_hash, password):
        hashes.append(password_hash)
        return plain(password_hash, password)

    monkeypatch.setattr(login, "check_password_hash", check)
    return hashes


async def status_of_login(client, user, password):
    return (await client.post("/login", data={"username": user, "password": password})).status_code


async def test_password_is_checked_for_every_user_name(twin, make_app, settings, checked):
    async with twin.client(make_app()) as client:
        for user, password in ATTEMPTS:
            await status_of_login(client, user, password)
    assert checked == [settings["PASSWORD_HASH"]] * len(ATTEMPTS)


async def test_password_is_checked_even_if_none_is_set(twin, make_app, checked):
    async with twin.client(make_app(PASSWORD_HASH=None)) as client:
        assert [await status_of_login(client, user, password) for user, password in ATTEMPTS] == [401] * len(ATTEMPTS)
    # As costly as Werkzeug's default hash.
    assert [password_hash.partition("$")[0] for password_hash in checked] == ["scrypt:32768:8:1"] * len(ATTEMPTS)


def test_at_most_four_passwords_are_hashed_at_once(twin, settings, monkeypatch):
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

    def compare(left, right):
        compared.append((left, right))
        return hmac.compare_digest(left, right)

    monkeypatch.setattr(twin.module("security.credentials"), "hmac", SimpleNamespace(compare_digest=compare))
    async with twin.client(make_app()) as client:
        for user, password in ATTEMPTS:
            await status_of_login(client, user, password)
    assert compared == [(user.encode(), b"admin") for user, _ in ATTEMPTS]
