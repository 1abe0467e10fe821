"""A test client of a Quart app with the methods of Flask's: synchronous, with Werkzeug's requests and responses."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import copy
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import werkzeug.test
from flask.wrappers import Response
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request
from werkzeug.wsgi import get_current_url

from . import bridge
from .contexts import SyncAppContext
from .environ import PRESERVE, EnvironBuilder, request_of
from .own_loop import own_loop
from .watched import watch_requests


class SyncClient(werkzeug.test.Client):
    """A client of a Quart app, without a server: `get`, `post` and so on return a `TestResponse`.

    The arguments are those of Flask's client: the path, then `data`, `json`, `headers`, `query_string`,
    `content_type`, `auth`, `base_url`, `environ_base`, `follow_redirects`, `buffered` and so on, or a builder, a
    request or an environ. The response has `data`, `text`, `json`, `headers`, `history` and `request`. Cookies are
    kept between requests unless `use_cookies` is false. Under TESTING, an exception of the app is raised by the request
    that met it.

    In a `with` block, the contexts of the last request stay: `session`, `g` and `request` can be read, until the next
    request or the end of the block. A response that streams is read part by part, when the test asks for it; close it
    to leave earlier. `environ_base` has what each request's environ begins with.

    The app runs on an event loop in the thread of the test. Raises `SuiteError` in a second thread, within a coroutine,
    and for an app that does not answer within `own_loop.seconds`.
    """

    application: Any

    def __init__(
        self,
        application: Any,
        response_wrapper: type[Any] | None = None,
        use_cookies: bool = True,
        allow_subdomain_redirects: bool = False,
    ) -> None:
        watch_requests()
        super().__init__(application, response_wrapper or Response, use_cookies, allow_subdomain_redirects)
        self.preserve_context = False
        self.environ_base = {"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": f"Werkzeug/{version('werkzeug')}"}
        self._kept = ExitStack()
        self._left_contexts: list[Any] = []

    def open(
        self, *arguments: Any, buffered: bool = False, follow_redirects: bool = False, **options: Any
    ) -> TestResponse:
        """Send a request, and return the response; with `follow_redirects`, the last one, with its `history`.

        `buffered` reads the whole body at once. The contexts that an earlier request of the `with` block left end.
        """
        __tracebackhide__ = True
        request = self._request(arguments, options)
        self._kept.close()
        response = super().open(request, buffered=buffered, follow_redirects=follow_redirects)
        response.json_module = self.application.json
        for context in self._left_contexts:
            self._kept.enter_context(SyncAppContext(context))
        self._left_contexts.clear()
        return response

    def _request(self, arguments: tuple[Any, ...], options: dict[str, Any]) -> Request:
        """Return the request that the arguments of `open` describe."""
        if arguments and isinstance(arguments[0], Request):
            request = copy(arguments[0])
            request.environ = self._with_base(request.environ)
            return request
        if arguments and isinstance(arguments[0], werkzeug.test.EnvironBuilder):
            builder = copy(arguments[0])
            builder.environ_base = self._with_base(builder.environ_base or {})
            return builder.get_request()
        if arguments and isinstance(arguments[0], dict):
            base = self._with_base({})
            return EnvironBuilder.from_environ(arguments[0], app=self.application, environ_base=base).get_request()
        options["environ_base"] = self._with_base(options.get("environ_base") or {})
        builder = EnvironBuilder(self.application, *arguments, **options)
        try:
            return builder.get_request()
        finally:
            builder.close()

    def _with_base(self, environ: Mapping[str, Any]) -> dict[str, Any]:
        merged: dict[str, Any] = {**self.environ_base, **environ}
        return merged | {PRESERVE: self._left_contexts.append} if self.preserve_context else merged

    def run_wsgi_app(self, environ: dict[str, Any], buffered: bool = False) -> tuple[Iterable[bytes], str, Headers]:
        """Send a request to the app, with the cookies of the client, and keep those of the response."""
        __tracebackhide__ = True
        self._add_cookies_to_wsgi(environ)
        response = bridge.run_asgi_app(self.application, dict(environ), buffered)
        url = urlsplit(get_current_url(environ))
        self._update_cookies_from_response(url.hostname or "localhost", url.path, response[2].getlist("Set-Cookie"))
        return response

    @contextmanager
    def session_transaction(self, *arguments: Any, **options: Any) -> Iterator[Any]:
        """Open the session of the client, and save it at the end of the `with` block.

        The arguments describe a request, as those of `open`: what the session depends on. Raises `TypeError` if cookies
        are off, and `RuntimeError` if no session can be opened, as without a secret key.
        """
        if self._cookies is None:
            # The words of Flask's client here, and below, are those that tests look for.
            raise TypeError("Cookies are disabled. Create a client with 'use_cookies=True'.")
        app = self.application
        environ = EnvironBuilder(app, *arguments, **options).get_environ()
        self._add_cookies_to_wsgi(environ)
        context = app.request_context(request_of(app, environ))
        interface = app.session_interface

        async def open_session() -> Any:
            async with context:
                return await app.ensure_async(interface.open_session)(app, context.request)

        async def save_session(session: Any) -> list[str]:
            response = app.response_class(b"")
            async with context:
                await app.ensure_async(interface.save_session)(app, session, response)
            cookies: list[str] = response.headers.getlist("Set-Cookie")
            return cookies

        session = own_loop.run(open_session())
        if session is None:
            raise RuntimeError("Session backend did not open a session. Set a secret key, or check the interface.")
        yield session
        if interface.is_null_session(session):
            return
        host, path = context.request.host.partition(":")[0], context.request.path
        self._update_cookies_from_response(host, path, own_loop.run(save_session(session)))

    def __enter__(self) -> Self:
        if self.preserve_context:
            raise RuntimeError("Cannot nest client invocations")
        self.preserve_context = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.preserve_context = False
        self._kept.close()
