"""How much of a response the first call reads: all of it, if its first chunk has the length that the header names."""

import pytest

from comparison.targets.wsgi_response import WsgiResponse

from .test_wsgi_environ import request_to


class Chunks:
    """An iterable of chunks, and of exceptions that are raised, which notes what is done with it."""

    def __init__(self, *chunks, closing=None):
        self.chunks = iter(chunks)
        self.closing = closing
        self.steps = []

    def __iter__(self):
        for chunk in self.chunks:
            self.steps.append(chunk)
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk
        self.steps.append("end")

    def close(self):
        self.steps.append("close")
        if self.closing is not None:
            raise self.closing


def response_of(chunks, method="GET", status="200 OK", length=None):
    def app(environ, start_response):
        start_response(status, [("Content-Length", length)] if length else [])
        return chunks

    return WsgiResponse(app, {}, request_to("/", method=method))


def test_response_of_one_chunk_is_read_to_its_end_and_closed():
    response = response_of(chunks := Chunks(b"abc"), length="3")
    assert (response.ahead, response.is_closed, chunks.steps) == ([b"abc", None], True, [b"abc", "end", "close"])


def test_response_without_a_chunk_is_closed():
    response = response_of(chunks := Chunks(), "HEAD", length="3")
    assert (response.ahead, response.is_bodiless, chunks.steps) == ([None], True, ["end", "close"])


@pytest.mark.parametrize("length", [None, "6", "no"])
def test_app_goes_on_when_the_next_chunk_is_read(length):
    response = response_of(chunks := Chunks(b"abc", b"def"), length=length)
    assert (response.ahead, response.is_closed, chunks.steps) == ([b"abc"], False, [b"abc"])
    assert [response.next_chunk(), response.next_chunk()] == [b"def", None]
    response.close()
    assert chunks.steps == [b"abc", b"def", "end", "close"]


def test_more_than_the_length_is_read_one_chunk_ahead():
    response = response_of(chunks := Chunks(b"abc", b"def", b"ghi"), length="3")
    assert (response.ahead, response.is_closed, chunks.steps) == ([b"abc", b"def"], False, [b"abc", b"def"])


def test_errors_are_kept_for_the_call_that_reads_as_far():
    error = RuntimeError("no")
    response = response_of(Chunks(b"abc", error), length="3")
    assert (response.ahead, response.is_closed) == ([b"abc", error], False)
    response = response_of(Chunks(b"abc", closing=error), length="3")
    assert (response.ahead, response.close_error) == ([b"abc", None], error)


@pytest.mark.parametrize(("method", "status"), [("HEAD", "200 OK"), ("GET", "204 NO CONTENT"), ("GET", "304 X")])
def test_response_has_no_body_with(method, status):
    assert response_of(Chunks(b"a"), method, status).is_bodiless
