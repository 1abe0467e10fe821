"""The normalizers of cookies: what they do not change, what they remove, and what they keep."""

from dataclasses import replace
from email.utils import formatdate

import pytest
from flask import Flask, session

from comparison.values.normalizers import (
    expiry,
    session_cookie,
)

from ..exchanges import NOW, headed


def cookie(value, **changes):
    return tuple(replace(exchange, **changes) for exchange in headed(("set-cookie", value)))


def cookie_after(normalizer, value):
    [exchange] = normalizer(cookie(value))
    return exchange.headers[0][1]


def signed(value, at=NOW, monkeypatch=None, **config):
    """Return the Set-Cookie value with which Flask stores a session at the time `at`."""
    app = Flask(__name__)
    app.secret_key = "x"
    app.config.update(config)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: at)
    with app.test_request_context():
        session.update(value)
        response = app.process_response(app.response_class())
    return response.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("name=jack; Path=/", id="a plain cookie"),
        pytest.param("name=a.b.c; Path=/", id="dots without a signature"),
        pytest.param("session=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/", id="a deleted session"),
        pytest.param(f"session=!!!.abcdef.{'x' * 27}", id="a payload that is no base64"),
        pytest.param(f"session=.abcd.abcdef.{'x' * 27}", id="a payload that is not compressed as it says"),
    ],
)
def test_session_cookie_does_not_change(value):
    assert cookie_after(session_cookie, value) == value


def test_session_cookie_shows_the_payload_and_the_attributes(monkeypatch):
    value = signed({"name": "jack"}, monkeypatch=monkeypatch)
    assert cookie_after(session_cookie, value) == 'session={"name":"jack"} (signed); HttpOnly; Path=/'


def test_session_cookie_shows_a_compressed_payload(monkeypatch):
    value = signed({"name": "j" * 500}, monkeypatch=monkeypatch)
    assert value.startswith("session=.")
    assert f'{{"name":"{"j" * 500}"}} (signed)' in cookie_after(session_cookie, value)


def test_session_cookie_removes_time_and_signature(monkeypatch):
    early, late = (signed({"name": "jack"}, at, monkeypatch) for at in (NOW, NOW + 60))
    assert early != late
    assert cookie_after(session_cookie, early) == cookie_after(session_cookie, late)


@pytest.mark.parametrize(
    ("value", "config"),
    [
        pytest.param({"name": "jill"}, {}, id="another payload"),
        pytest.param({"name": "jack"}, {"SESSION_COOKIE_HTTPONLY": False}, id="another attribute"),
        pytest.param({"name": "jack"}, {"SESSION_COOKIE_NAME": "other"}, id="another name"),
    ],
)
def test_session_cookie_keeps(value, config, monkeypatch):
    left, right = signed({"name": "jack"}, NOW, monkeypatch), signed(value, NOW, monkeypatch, **config)
    assert cookie_after(session_cookie, left) != cookie_after(session_cookie, right)


def in_seconds(seconds):
    return formatdate(NOW + seconds, usegmt=True)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a=b; Max-Age=60", id="no Expires"),
        pytest.param(f"a=b; Expires={in_seconds(60)}", id="an absolute Expires"),
        pytest.param(f"a=b; Expires={in_seconds(600)}; Max-Age=60", id="an Expires that Max-Age contradicts"),
        pytest.param("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0", id="a deletion"),
        pytest.param("a=b; Expires=soon; Max-Age=60", id="an Expires that is no date"),
    ],
)
def test_expiry_does_not_change(value):
    assert cookie_after(expiry, value) == value


def test_expiry_counts_from_the_response_on():
    lines = [(f"a=b; Expires={in_seconds(3600 + late)}; Max-Age=3600", NOW + late) for late in (0, 7)]
    seen = {expiry(cookie(line, at=at))[0].headers[0][1] for line, at in lines}
    assert seen == {"a=b; Expires=<in 60 minutes>; Max-Age=3600"}


def test_expiry_of_a_signed_cookie_counts_without_max_age(monkeypatch):
    value = f"{signed({'name': 'jack'}, monkeypatch=monkeypatch)}; Expires={in_seconds(3600)}"
    assert cookie_after(expiry, value).endswith("; Expires=<in 60 minutes>")
    assert cookie_after(expiry, cookie_after(session_cookie, value)).endswith("; Expires=<in 60 minutes>")


def test_expiry_keeps_how_long():
    values = {cookie_after(expiry, f"a=b; Expires={in_seconds(age)}; Max-Age={age}") for age in (3600, 7200)}
    assert len(values) == 2
