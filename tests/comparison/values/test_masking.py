"""What varies in the baseline is replaced on both sides, and only that."""

import json
import random
import secrets
import time
import uuid

import pytest

from comparison.values.difference import differences
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.masking import Noise, masked, without_lengths
from comparison.values.trace import Event


def conversation(
    body="<p>{id} {time} {token}</p>\n<a href='/item/{id}'>x</a>", target="/item/{id}", status=200, **changes
):
    """Return a page with a new id, time and token, and the page to which it links."""
    values = {"id": uuid.uuid4(), "time": time.time(), "token": secrets.token_urlsafe(24)} | changes
    text = body.format(**values).encode()
    headers = (("x-id", str(values["id"])), ("set-cookie", f"a={values['token']}; Path=/"))
    page = Exchange(Request("GET", "/"), status, headers, Body.of(text))
    item = Exchange(Request("GET", target.format(**values)), 200, body=Body.of(f"item {values['id']}".encode()))
    return page, item


def fields(candidate, runs=4, baseline=None):
    """Return the fields in which a candidate differs from the baseline, which was repeated."""
    result = masked(baseline or conversation(), candidate, [conversation() for _ in range(runs)])
    return [(difference.position, difference.field) for difference in differences(result.baseline, result.candidate)]


def test_what_varies_is_no_difference():
    assert fields(conversation()) == []


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        pytest.param({"body": "<p>{id} {time} {token}</p>\n<a href='/item/{id}'>y</a>"}, [(1, "body")], id="a text"),
        pytest.param({"target": "/item/{token}"}, [(2, "request")], id="a link to something else"),
        pytest.param({"target": f"/item/{uuid.uuid4()}"}, [(2, "request")], id="an id that is not that of the page"),
        pytest.param({"time": "None"}, [(1, "body")], id="a value of another kind"),
        pytest.param({"status": 404}, [(1, "status")], id="a status"),
    ],
)
def test_other_differences_stay(candidate, expected):
    assert fields(conversation(**candidate)) == expected


def listed(count, wrong=None):
    """Return a page of rows in one line of JSON, each with a new id; the row `wrong` has another price."""
    rows = [
        {"id": secrets.token_hex(16), "number": number % 7, "price": 3.5 if number == wrong else 2.5}
        for number in range(count)
    ]
    return (Exchange(Request("GET", "/"), 200, body=Body.of(json.dumps(rows).encode())),)


@pytest.mark.torture
@pytest.mark.parametrize("count", [1, 50, 150, 1000])
def test_wrong_price_is_found_among_ids_in_a_list_of_any_length(count):
    repeats = [listed(count) for _ in range(3)]
    for wrong in (None, count // 2):
        result = masked(listed(count), listed(count, wrong), repeats)
        unequal = differences(result.baseline, result.candidate)
        assert [difference.field for difference in unequal] == ([] if wrong is None else ["body"])


def test_one_repeat_shows_no_variation():
    assert fields(conversation(), runs=1) != []


def test_noise_has_its_place_and_two_examples():
    runs = [conversation(), conversation()]
    noise = masked(conversation(), conversation(), runs).noise
    assert [(item.position, item.field) for item in noise] == [
        (1, "header x-id"), (1, "cookie a"), (1, "body"), (2, "request"), (2, "body"),
    ]  # fmt: skip
    assert str(Noise(1, "GET /", "body", ("a" * 50, "b"))) == f"GET /: body, such as '{'a' * 40}…' and 'b'"


def test_content_length_of_a_body_that_varies_is_left_out():
    def page(text):
        return (Exchange(Request("GET", "/"), 200, (("content-length", str(len(text))),), Body.of(text.encode())),)

    left, right = page("took 9 ms"), page("took 123 ms")
    result = masked(left, right, [page("took 8 ms"), page("took 7 ms")])
    lacking = without_lengths(result, left, right)
    assert differences(lacking.baseline, lacking.candidate) == []


def test_status_that_varies_is_no_difference():
    def answer(status):
        return (Exchange(Request("GET", "/"), status),)

    result = masked(answer(200), answer(503), [answer(200), answer(503)])
    assert differences(result.baseline, result.candidate) == []
    result = masked(answer(200), answer(500), [answer(200), answer(503)])
    assert [difference.field for difference in differences(result.baseline, result.candidate)] == ["status"]


def test_trace_that_varies_is_no_difference():
    def traced(value):
        return (Exchange(Request("GET", "/"), 200, trace=(Event("view", "index", f"id={value}"),)),)

    runs = [traced(number) for number in (3, 4)]
    assert differences(*_sides(masked(traced(1), traced(2), runs))) == []
    assert len(differences(*_sides(masked(traced(1), traced("none"), runs)))) == 1


def _sides(result):
    return result.baseline, result.candidate


def test_binary_body_is_masked_by_its_bytes():
    def binary(content):
        return (Exchange(Request("GET", "/"), 200, body=Body.of(content)),)

    runs = [binary(b"\xff\x00\x01"), binary(b"\xff\x00\x02")]
    result = masked(binary(b"\xff\x00\x03"), binary(b"\xff\x00\x04"), runs)
    assert differences(result.baseline, result.candidate) == []


def test_conversations_of_other_lengths_keep_what_is_more():
    page = conversation()
    result = masked(page, page[:1], [conversation(), conversation()])
    assert (len(result.baseline), len(result.candidate)) == (2, 1)


@pytest.mark.parametrize(
    ("baseline", "candidate", "runs", "count"),
    [
        pytest.param("000093 000093", "000124 000537", ["000121 000135", "000124 000093"], 0, id="equal by chance"),
        pytest.param("1764386500 1764386500", "1764386530 1764386531", ["1764386541 1764386541"], 0, id="a clock"),
        pytest.param("73412907 83412907", "10293847 55120461", ["66271834 66271834"], 0, id="no law of the baseline"),
        pytest.param("83412907 83412907", "10293847 55120461", ["66271834 66271834"], 1, id="an id"),
    ],
)
def test_numbers_that_recur(baseline, candidate, runs, count):
    def pages(values):
        return tuple(Exchange(Request("GET", "/"), 200, body=Body.of(value.encode())) for value in values.split())

    result = masked(pages(baseline), pages(candidate), [pages(run) for run in (baseline, *runs)])
    assert len(differences(result.baseline, result.candidate)) == count


@pytest.mark.parametrize(("signature", "count"), [(b"\x89PNG\r\n\x1a\n", 0), (b"\xff\xd8\xff\xe0\0\0\0\0", 1)])
def test_large_binary_body_is_masked_behind_its_signature(signature, count):
    def binary(start=b"\x89PNG\r\n\x1a\n"):
        return (Exchange(Request("GET", "/"), 200, body=Body.of(start + b"\xff" + secrets.token_bytes(5000))),)

    result = masked(binary(), binary(signature), [binary(), binary()])
    assert len(differences(result.baseline, result.candidate)) == count


def test_clock_that_stands_still_in_all_repeats_is_noise():
    def at(moment, text):
        return (Exchange(Request("GET", "/"), 200, body=Body.of(f"now {text}".encode()), at=moment),)

    result = masked(at(1000.0, "12:00"), at(1015.0, "12:01"), [at(1016.0, "12:01"), at(1017.2, "12:01")])
    assert differences(result.baseline, result.candidate) == []
    assert [(item.field, item.examples) for item in result.noise] == [("body", ("12:00", "12:01"))]


@pytest.mark.parametrize("separator", [", ", "</li><li>", "\n"])
@pytest.mark.parametrize("seed", range(5))
def test_random_order_of_a_list_is_noise(separator, seed):
    generator = random.Random(seed)

    def listed():
        names = generator.sample(["red", "green", "blue", "white", "black", "grey", "pink", "brown"], 8)
        return (Exchange(Request("GET", "/"), 200, body=Body.of(f"<ul><li>{separator.join(names)}</li>.".encode())),)

    runs = [listed() for _ in range(9)]
    for _ in range(10):
        result = masked(listed(), listed(), runs)
        assert differences(result.baseline, result.candidate) == []


@pytest.mark.parametrize(
    ("baseline", "candidate"),
    [("{}; HttpOnly; Path=/", "{}; Path=/"), ("{}; Path=/", "{}; Secure; Path=/"), ("v1 {}", "{}"), ("{}", "v1 {}")],
)
def test_difference_right_beside_noise_leaves_the_noise_masked(baseline, candidate):
    def cookie(text):
        value = f"a={text.format(secrets.token_hex(8))}"
        return (Exchange(Request("GET", "/"), 200, (("set-cookie", value),)),)

    result = masked(cookie(baseline), cookie(candidate), [cookie(baseline), cookie(baseline)])
    [difference] = differences(result.baseline, result.candidate)
    values = difference.baseline, difference.candidate
    assert values == (baseline.format("<varies 1>"), candidate.format("<varies 1>"))
