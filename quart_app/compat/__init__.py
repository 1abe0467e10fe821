"""Close the divergences of the two frameworks, one in each file; a file has the name of its note."""

from functools import lru_cache

from quart import Quart

from . import (
    async_templates,
    early_413,
    few_threads,
    file_in_small_blocks,
    forwarded_headers,
    generator_without_pause,
    head_runs_generator,
    processor_of_blueprints,
    request,
    response_timeout,
    session_key_order,
    stop_with_a_stream,
    teardown_order,
    teardown_without_exception,
    trusted_hosts,
    unread_body,
    unroutable_host,
    vary_cookie,
    websocket_without_route,
)

# session_key_order stands after vary_cookie, whose session interface it changes; early_413 stands after unread_body: it
# may hold back the response that ends the wait there.
SET_ON_THE_APP = (
    response_timeout,
    few_threads,
    processor_of_blueprints,
    async_templates,
    stop_with_a_stream,
    teardown_order,
    teardown_without_exception,
    vary_cookie,
    session_key_order,
    request,
    unread_body,
    early_413,
    trusted_hosts,
    head_runs_generator,
    generator_without_pause,
    forwarded_headers,
    unroutable_host,
    websocket_without_route,
    file_in_small_blocks,
)


def init_app(app: Quart) -> None:
    """Close every divergence that is closed on the app itself; the features import the others.

    The app asks once of each hook and view whether it is a coroutine function, not for each request: 22 answers take 35
    of a page's 540 µs (measured, Quart, Python 3.13). An app that registers functions while it serves needs the bound.
    """
    for divergence in SET_ON_THE_APP:
        divergence.init_app(app)
    app.ensure_async = lru_cache(maxsize=1000)(app.ensure_async)  # type: ignore[method-assign]  # documented
