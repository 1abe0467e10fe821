"""Secrets of a test are masked wherever they appear; what is equal stays visibly equal."""

import base64
import json
import time
from urllib.parse import quote_plus

import pytest

from comparison.values.exchange import Body, Exchange, Request
from comparison.values.secrets import Secrets

PASSWORD = "hunter 2&more"
BASIC = base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
MULTIPART = f'--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n{PASSWORD}\r\n--b--\r\n'


def secrets_of(headers=(), body="", target="/login", response=(), answer=""):
    request = Request("POST", target, tuple(headers), Body.of(body.encode()))
    secrets = Secrets("a key")
    secrets.add([Exchange(request, 200, tuple(response), Body.of(answer.encode()))])
    return secrets, request


@pytest.mark.parametrize(
    ("headers", "body", "target"),
    [
        pytest.param([], f"name=ann&password={quote_plus(PASSWORD)}", "/", id="a form"),
        pytest.param([], f"user[password_confirmation]={quote_plus(PASSWORD)}", "/", id="a field with a longer name"),
        pytest.param([], MULTIPART, "/", id="multipart"),
        pytest.param([], json.dumps({"user": {"api_key": PASSWORD}}), "/", id="JSON"),
        pytest.param([], f"APİ_KEY={quote_plus(PASSWORD)}", "/", id="a name with a dotted I"),
        pytest.param([], f"apı_key={quote_plus(PASSWORD)}", "/", id="a name with a dotless i"),
        pytest.param([], "", f"/?token={quote_plus(PASSWORD)}", id="a query"),
        pytest.param([("authorization", f"Bearer {PASSWORD}")], "", "/", id="a bearer token"),
        pytest.param([("authorization", f"Basic {BASIC}")], "", "/", id="basic credentials"),
        pytest.param([("x-api-key", PASSWORD)], "", "/", id="a header"),
        pytest.param([("cookie", f"a=b; session={quote_plus(PASSWORD)}")], "", "/", id="a cookie"),
    ],
)
def test_secret_is_masked_wherever_it_appears(headers, body, target):
    secrets, request = secrets_of(headers, body, target)
    texts = [f"it was {PASSWORD}!", f"view login: password={PASSWORD!r}", quote_plus(PASSWORD), json.dumps([PASSWORD])]
    masked = [secrets.masked(text) for text in texts] if "cookie" not in dict(headers) else []
    after = secrets.masked_request(request)
    masked += [after.target, str(after.headers), after.body.start.decode()]
    for secret in (PASSWORD, quote_plus(PASSWORD), BASIC):
        assert [text for text in masked if secret in text] == []


def test_equal_secrets_have_equal_digests_of_the_key():
    first, _ = secrets_of(body="password=abcdef")
    with_another_key = Secrets("another key")
    assert first.digest("abcdef") == first.digest("abcdef") != first.digest("abcdeg")
    assert first.digest("abcdef") != with_another_key.digest("abcdef")
    assert first.digest(first.digest("abcdef")) == first.digest("abcdef")


def test_attributes_and_keys_of_a_cookie_stay():
    secrets = Secrets("a key")
    masked = secrets.masked_value("cookie session", '{"user":"ann"} (signed); HttpOnly; Path=/')
    assert masked == f'{{"user":"{secrets.digest(json.dumps("ann"))}"}} (signed); HttpOnly; Path=/'
    assert secrets.masked_value("cookie a", "1; Path=/") == f"{secrets.digest('1')}; Path=/"
    assert secrets.masked_value("cookie a", "; Max-Age=0") == "; Max-Age=0"
    assert secrets.masked_value("cookie a", None) is None


def test_what_is_no_secret_stays():
    secrets, request = secrets_of([("accept", "*/*")], "name=ann&city=rome", "/?q=passport")
    assert secrets.masked_request(request) == request
    assert secrets.masked("passing the bypass, tokens") == "passing the bypass, tokens"
    assert secrets.masked_value("header location", "/next?q=1") == "/next?q=1"


@pytest.mark.parametrize(
    "answer",
    [
        "<input type=hidden name=csrf_token value=abcdef123>",
        '<meta name="csrf-token" content="abcdef123">',
        '<script>var csrfToken = "abcdef123"</script>',
    ],
)
def test_token_in_a_page_is_masked(answer):
    secrets, _ = secrets_of(answer=answer)
    assert secrets.masked("abcdef123") == secrets.digest("abcdef123")
    assert "abcdef123" not in secrets.masked(answer)


def test_placeholder_in_a_field_stays_in_one_piece():
    secrets = Secrets("a key")
    assert secrets.masked('<input name="token" value="<varies 2>">') == '<input name="token" value="<varies 2>">'
    masked = secrets.masked('<input name="token" value="<varies 2>.abc.<varies 3>">')
    assert masked == f'<input name="token" value="{secrets.digest("<varies 2>.abc.<varies 3>")}">'


def test_short_value_is_masked_in_its_field_alone():
    secrets, _ = secrets_of(body="pin_code=1&password=12")
    assert secrets.masked("12 password=12") == f"12 password={secrets.digest('12')}"


@pytest.mark.parametrize("text", ["token aa-bb.", "pass", "<input name=", "a secret[x]="], ids=repr)
def test_time_does_not_grow_with_the_square_of_a_text(text):
    started = time.perf_counter()
    secrets_of(answer=text * (60_000 // len(text)))[0].masked(text * (60_000 // len(text)))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("text", ["PASS\u017fWORD=hunter2", "?x[0].apiKey=hunter2&a=b", "user.to\u212aen='hunter2'"])
def test_name_in_another_case_is_known(text):
    assert "hunter2" not in Secrets("a key").masked(text)
