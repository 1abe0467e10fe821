"""The archive of a session."""

import json

import pytest

from comparison.demo.click import Click
from comparison.demo.har import har_of, write_har
from comparison.values.secrets import Secrets
from tests.comparison.demo.clicking import answer, ended, judged, proxied

ORIGINS = {"baseline": "http://127.0.0.1:5011", "candidate": "http://127.0.0.1:5012"}


def entries(*exchanges, secrets=None, **request):
    secrets = secrets or Secrets("key")
    secrets.add([exchange for exchange in exchanges if exchange])
    click = judged(ended(proxied(**request), *exchanges))
    return har_of([click], secrets, ORIGINS, 0)["log"]["entries"]


def test_entry_is_one_of_har():
    exchange = answer(302, "moved", (("location", "/b"), ("content-type", "text/plain")), target="/a?x=1&y=%20")
    left, right = entries(exchange, exchange)
    assert (left["_side"], right["_side"], left["_click"], left["_state"]) == ("baseline", "candidate", 1, "same")
    assert left["startedDateTime"] == "2023-11-14T22:13:20Z"
    assert left["request"]["url"] == "http://127.0.0.1:5011/a?x=1&y=%20"
    assert left["request"]["queryString"] == [{"name": "x", "value": "1"}, {"name": "y", "value": " "}]
    assert (left["response"]["status"], left["response"]["redirectURL"]) == (302, "/b")
    assert left["response"]["content"] == {"size": 5, "mimeType": "text/plain", "text": "moved"}
    assert (left["time"], left["timings"]) == (20.0, {"send": 0, "wait": 10.0, "receive": 10.0})
    assert set(left) >= {"startedDateTime", "time", "request", "response", "cache", "timings"}


def test_body_that_is_no_text_and_one_that_is_cut_are_said_to_be():
    exchange = answer(body="x" * 70_000, sent=b"\xff\x00", request_headers=(("content-type", "a/b"),))
    entry = entries(exchange, exchange)[0]
    assert entry["request"]["postData"] == {"mimeType": "a/b", "text": "\xff\0", "_encoding": "latin-1"}
    assert entry["response"]["content"]["comment"] == "The first 65536 of 70000 bytes."


def test_secrets_are_masked_everywhere():
    headers = (("set-cookie", "sid=newcookie; Path=/"), ("x-api-key", "apikey99"))
    lines = (("cookie", "sid=oldcookie"), ("authorization", "Basic YWRtaW46aHVudGVyMjI="))
    sent = b"password=hunter22&name=ann"
    exchange = answer(200, "hunter22 oldcookie", headers, "POST", "/?token=tokentoken", sent, lines)
    text = json.dumps(entries(exchange, exchange))
    for secret in ("hunter22", "newcookie", "oldcookie", "apikey99", "YWRtaW46", "tokentoken"):
        assert secret not in text, secret
    assert ("name=ann" in text, "<masked" in text) == (True, True)


@pytest.mark.parametrize("password", ["short1", "a-password-that-is-longer-than-its-digest"])
def test_body_with_a_secret_is_not_said_to_be_cut(password):
    sent = f"password={password}&name=ann".encode()
    exchange = answer(method="POST", sent=sent)
    entry = entries(exchange, exchange)[0]
    assert entry["request"]["postData"].keys() == {"mimeType", "text"}
    assert entry["request"]["bodySize"] == len(sent)


def test_exchange_whose_secrets_are_not_known_is_left_out():
    click = Click(proxied(is_mirrored=False)).with_exchange("baseline", answer())
    assert har_of([click], Secrets(""), ORIGINS, 0)["log"]["entries"] == []


def test_side_that_was_not_asked_has_no_entry():
    assert [entry["_side"] for entry in entries(answer(), None)] == ["baseline"]


def test_archive_says_what_is_left_out():
    assert "The first 3 requests" in har_of([], Secrets(""), ORIGINS, 3)["log"]["comment"]


def test_file_is_for_the_user_alone_and_replaces_the_last(tmp_path):
    path = tmp_path / "demo.har"
    for value in ({"a": "中文"}, {"b": 1}):
        write_har(path, value)
    assert (json.loads(path.read_text("utf-8")), path.stat().st_mode & 0o777) == ({"b": 1}, 0o600)
    assert [file.name for file in tmp_path.iterdir()] == ["demo.har"]
    write_har(tmp_path / "none" / "demo.har", {})
