"""A body is decoded whatever its level, if it is whole."""

import gzip
import zlib
from dataclasses import replace
from importlib import import_module, util
from typing import Any

import pytest

from comparison.values import content_encoding, normalizers
from comparison.values.content_encoding import decoded
from comparison.values.exchange import Body

from ..exchanges import headed

brotli: Any = import_module("brotli")
TEXT = b"one line\n" * 10_000
ENCODINGS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_body_is_decoded(encoding):
    assert decoded(ENCODINGS[encoding](TEXT), encoding, len(TEXT)) == TEXT


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("change", [lambda body: body[:-1], lambda body: body + b"x", lambda body: b"text"])
def test_body_that_is_not_whole_is_not_decoded(encoding, change):
    assert decoded(change(ENCODINGS[encoding](TEXT)), encoding, len(TEXT)) is None


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_body_that_would_be_too_long_is_not_decoded(encoding):
    assert decoded(ENCODINGS[encoding](TEXT), encoding, len(TEXT) - 1) is None


@pytest.mark.parametrize("encoding", ["identity", "zstd", ""])
def test_other_encoding_is_not_undone(encoding):
    assert decoded(TEXT, encoding, len(TEXT)) is None


def test_br_is_not_undone_without_its_package(monkeypatch):
    monkeypatch.setattr(content_encoding, "find_spec", lambda name: util.find_spec("no_such_package"))
    assert decoded(brotli.compress(TEXT), "br", len(TEXT)) is None


def with_body(body, *headers):
    return (replace(headed(*headers)[0], body=Body.of(body)),)


def test_normalizer_keeps_the_header_and_drops_the_length_of_what_was_compressed():
    body, encoding = gzip.compress(b"text"), ("content-encoding", "GZIP")
    conversation = with_body(body, encoding, ("content-length", str(len(body))))
    assert normalizers.content_encoding(conversation) == with_body(b"text", encoding)


@pytest.mark.parametrize("encoding", ["identity", "br, gzip", "gzip"])
def test_normalizer_keeps_what_it_cannot_undo(encoding):
    conversation = with_body(b"text", ("content-encoding", encoding), ("content-length", "4"))
    assert normalizers.content_encoding(conversation) == conversation
