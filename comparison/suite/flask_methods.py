"""Give Quart the methods of Flask that tests call, with Flask's arguments: clients, contexts and plain functions."""

import asyncio
import functools
import inspect
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from quart import Quart, has_request_context, request
from quart import ctx as quart_ctx

from . import shared_contexts
from .client import SyncClient
from .contexts import SyncAppContext
from .environ import EnvironBuilder, request_of
from .errors import SuiteError
from .own_loop import own_loop
from .rewriting import is_of_tests

# Arguments of `Quart.test_request_context` that Flask's does not have.
_OF_QUART = {"form", "scheme", "root_path", "http_version", "scope_base", "send_push_promise"}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_RUN = "A test can't start a server: app.run() would never return. Use app.test_client()."


@functools.cache
def install() -> None:
    """Give `Quart` and its contexts what tests for Flask use. Coroutines still get what Quart gives them."""
    shared_contexts.install()
    for name, method in {
        "test_client": _test_client(Quart.test_client),
        "test_request_context": _test_request_context(Quart.test_request_context),
        "request_context": _request_context(Quart.request_context),
        "sync_to_async": _sync_to_async(Quart.sync_to_async),
        "run": _run,
    }.items():
        setattr(Quart, name, method)
    for name in ("AppContext", "RequestContext"):
        context = getattr(quart_ctx, name, None)
        if context is not None:
            context.__enter__ = _enter
            context.__exit__ = _exit


def _test_client(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def test_client(self: Any, use_cookies: bool = True, **options: Any) -> Any:
        if asyncio._get_running_loop() is not None:
            return original(self, use_cookies, **options)
        kind = self.test_client_class
        is_own = inspect.isclass(kind) and issubclass(kind, SyncClient)
        return (kind if is_own else SyncClient)(self, use_cookies=use_cookies, **options)

    return test_client


def _test_request_context(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def test_request_context(self: Any, *arguments: Any, **options: Any) -> Any:
        if _OF_QUART & set(options) or asyncio._get_running_loop() is not None:
            return original(self, *arguments, **options)
        builder = EnvironBuilder(self, *arguments, **options)
        try:
            return self.request_context(builder.get_environ())
        finally:
            builder.close()

    return test_request_context


def _request_context(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def request_context(self: Any, request: Any) -> Any:
        return original(self, request_of(self, request) if isinstance(request, dict) else request)

    return request_context


def _sync_to_async(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def sync_to_async(self: Any, function: Callable[..., Any]) -> Callable[..., Any]:
        """Run a function of the tests in the thread of the tests, any other one as Quart does."""
        if not is_of_tests(function):
            converted: Callable[..., Any] = original(self, function)
            return converted

        @functools.wraps(function)
        async def in_this_thread(*arguments: Any, **options: Any) -> Any:
            if has_request_context():
                await _read_body()
            result = function(*arguments, **options)
            return await result if inspect.isawaitable(result) else result

        return in_this_thread

    return sync_to_async


async def _read_body() -> None:
    """Read the body of the request, as form or as data: a function of the tests can't wait for it."""
    proxy: Any = request
    current = proxy._get_current_object()
    with suppress(Exception):
        # What is wrong with the body, the function meets again when it reads it.
        if current.mimetype in _FORMS:
            await current._load_form_data()
        elif "get_data" not in vars(current):
            data = await current.get_data()
            current.get_data = _returning(data)


def _returning(data: bytes) -> Callable[..., Any]:
    """Return a method `get_data` that returns what was read, without a task that would have to run."""

    async def get_data(cache: bool = True, as_text: bool = False, parse_form_data: bool = False) -> str | bytes:
        return data.decode(errors="replace") if as_text else data

    return get_data


def _run(self: Any, *arguments: Any, **options: Any) -> None:
    raise SuiteError(_RUN)


def _enter(self: Any) -> Any:
    own_loop.run(self.push())
    return self


def _exit(self: Any, kind: Any, error: BaseException | None, trace: Any) -> None:
    SyncAppContext(self).__exit__(kind, error, trace)
