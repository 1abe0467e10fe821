"""What Quart tells about a request: only a client gets it, and without a client nothing changes."""

import quart

from comparison.suite.watched import watch_requests


def test_methods_of_quart_are_replaced_once():
    watch_requests()
    method = quart.Quart.handle_request
    watch_requests()
    assert quart.Quart.handle_request is method


async def test_a_client_of_quart_works_as_before():
    watch_requests()
    app = quart.Quart(__name__)

    @app.get("/")
    async def index():
        return "text"

    client = app.test_client()
    response = await client.get("/")
    assert await response.get_data(as_text=True) == "text"
