"""An exchange as JSON values: without secrets, times and addresses, and bounded."""

import gzip
import json
from dataclasses import replace

import pytest

from comparison.report import exchange_json as module
from comparison.report.exchange_json import chunk_times, curl_command, exchange_json, read_exchange
from comparison.values.exchange import Body, Chunk, Exchange, Request
from comparison.values.secrets import Secrets
from comparison.values.trace import Event

from .recordings import exchange

NO_SECRETS = Secrets("a key")
ORIGIN = "http://127.0.0.1:4711"
FULL = Exchange(
    Request("POST", "/a?b=c", (("content-type", "text/plain"),), Body.of(b"question")),
    502,
    (("x-a", "1"), ("x-a", "2")),
    Body.of("ä\u2028</script>\x1b[1m".encode()),
    complete=False,
    broken=True,
    streamed=True,
    trace=(Event("view", "index", "'\\ud800'"),),
    log="Traceback \ud800",
)


def json_of(value, secrets=NO_SECRETS, origin=ORIGIN):
    """Return an exchange as its JSON values, which must survive a file."""
    return json.loads(json.dumps(exchange_json(value, secrets, origin)))


@pytest.mark.parametrize(
    "value",
    [FULL, exchange(b"\xff\xfe\0"), exchange(b""), exchange(b"\xff", trace=())],
    ids=["full", "binary", "empty", "trace"],
)
def test_exchange_is_read_back_without_its_times(value):
    assert read_exchange(json_of(value)) == replace(value, chunks=(), at=0.0)


def test_times_and_addresses_are_no_part_of_it():
    values = [
        replace(
            exchange(at=at, headers=[("date", f"Sun, 29 Nov 2026 09:00:{second} GMT")]),
            request=Request("GET", "/", (("host", f"127.0.0.1:{port}"),)),
        )
        for at, second, port in ((0.1, "01", 4711), (0.2, "02", 4712))
    ]
    first, second = (json_of(value, origin=f"http://127.0.0.1:471{number}") for number, value in enumerate(values, 1))
    assert first == second
    assert (first["headers"], first["request"]["headers"]) == ([["date", "<time>"]], [["host", "<host>"]])
    assert json_of(values[0], origin="http://elsewhere")["request"]["headers"] == [["host", "127.0.0.1:4711"]]


def test_secrets_are_masked_in_every_part():
    secret = "hunter2-and-more"
    value = Exchange(
        Request("POST", f"/?token={secret}", (("cookie", f"a={secret}"),), Body.of(f"password={secret}".encode())),
        500,
        (("set-cookie", f"a={secret}; Path=/"), ("x-token", secret), ("location", f"/{secret}")),
        Body.of(b"\xff\0" + secret.encode()),
        trace=(Event("view", "index", repr(secret)),),
        log=f"KeyError: {secret}",
    )
    secrets = Secrets("a key")
    secrets.add([value])
    result = json_of(value, secrets)
    assert secret not in json.dumps(result)
    assert secret.encode() not in read_exchange(result).body.start
    assert result["headers"][0][1].startswith("a=<masked ")
    assert result["headers"][0][1].endswith("; Path=/")
    assert (result["body"]["sha256"], result["request"]["body"]["sha256"]) == ("", "")


def test_command_of_a_body_with_a_secret_shows_the_rest():
    secret = "hunter2-and-more"
    value = Exchange(Request("POST", "/", (), Body.of(f"password={secret}&name=ann".encode())), 200)
    secrets = Secrets("a key")
    secrets.add([value])
    command = curl_command(read_exchange(json_of(value, secrets)))
    assert "--data-raw $'password=<masked " in command
    assert "&name=ann'" in command


def test_compressed_body_is_kept_as_what_it_says():
    text = b'{"password": "hunter2-and-more"}'
    value = exchange(gzip.compress(text), headers=[("content-encoding", "gzip")])
    result = json_of(value)
    assert "password" in result["body"]["text"]
    assert "hunter2" not in result["body"]["text"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_body_that_can_not_be_decoded_is_left_out(encoding):
    body = json_of(exchange(b"hidden", headers=[("content-encoding", encoding)]))["body"]
    assert body == {"size": 6, "sha256": "", "text": "", "cut": 6}


def test_long_parts_are_cut_and_say_so(monkeypatch):
    monkeypatch.setattr(module, "MAX_BODY", 5)
    monkeypatch.setattr(module, "_MARGIN", 0)
    monkeypatch.setattr(module, "_MAX_TEXT", 3)
    monkeypatch.setattr(module, "_MAX_EVENTS", 1)
    value = exchange("ääää".encode(), trace=(Event("view", "a"), Event("view", "b")), log="12345")
    result = json_of(value)
    # Half of a character is no text.
    assert (result["body"]["text"], result["body"]["size"], result["body"]["cut"]) == ("ää", 8, 4)
    assert (result["trace"][1], result["log"]) == (["…", "1 more events", ""], "123… 2 more characters")


def test_secret_at_the_cut_is_masked_as_a_whole(monkeypatch):
    monkeypatch.setattr(module, "MAX_BODY", 10)
    monkeypatch.setattr(module, "_MARGIN", 0)
    assert (
        "secret" not in json_of(exchange(b"1234 secret-word 5678"), Secrets("a key", {"secret-word"}))["body"]["text"]
    )


def test_many_chunks_are_put_together():
    assert chunk_times([Chunk(0.0011, 2), Chunk(0.5, 3)]) == [[1.1, 2], [500.0, 3]]
    times = chunk_times([Chunk(number / 1000, 1) for number in range(1000)])
    assert (len(times), times[0], times[-1]) == (100, [9.0, 10], [999.0, 10])
    assert chunk_times([]) == []


def test_command_has_a_placeholder_for_the_address():
    request = Request("POST", "/a b", (("host", "<host>"), ("x-a", "1")), Body.of(b"c"))
    assert (
        curl_command(Exchange(request, 200))
        == "curl -i -X POST -H 'x-a: 1' -H content-type: 'http://<host>/a b' --data-raw $'c'"
    )
    assert curl_command(Exchange(Request("STATE", "/"), 200)) == ""
