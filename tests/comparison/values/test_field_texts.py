"""The fields of an exchange as texts: which there are, and that each can be set."""

from comparison.values.exchange import Body, Exchange, Request
from comparison.values.field_texts import field_texts
from comparison.values.trace import Event


def exchange(body=b"a page"):
    headers = (("x-a", "1"), ("set-cookie", "b=2"), ("x-a", "3"))
    return Exchange(Request("GET", "/a"), 200, headers, Body.of(body), trace=(Event("view", "index"),))


def test_each_field_can_be_set():
    changed = exchange()
    names = []
    for name, [text], change in field_texts([exchange()]):
        names.append((name, text))
        changed = change(changed, f"{text} new")
    assert names == [
        ("request", "/a"), ("header x-a", "1"), ("cookie b", "b=2"), ("header x-a", "3"), ("body", "a page"),
        ("trace", "view index"),
    ]  # fmt: skip
    assert changed.request.target == "/a new"
    assert changed.headers == (("x-a", "1 new"), ("set-cookie", "b=2 new"), ("x-a", "3 new"))
    assert (changed.body.start, changed.trace) == (b"a page new", (Event("view", "index new"),))


def test_field_that_one_exchange_lacks_is_left_out():
    names = [name for name, *_ in field_texts([exchange(), Exchange(Request("GET", "/a"), 200)])]
    assert names == ["request", "body"]


def test_binary_body_is_its_signature_and_the_rest():
    texts = {name: texts for name, texts, _ in field_texts([exchange(b"\x89PNG\r\n\x1a\n\xff\x00")])}
    assert texts["body"] == ["89504e470d0a1a0a ff00"]
