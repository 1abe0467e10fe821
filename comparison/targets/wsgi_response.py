"""The response of a WSGI app, in the thread of its request: the iterable of its chunks, as far as it was read."""

from typing import Any

from .app_call import AppRequest, HeaderLines


class WsgiResponse:
    """A response that a WSGI app has begun; `status` and `headers` are its head.

    The app is called when this is created, and has then produced its first chunk. If Content-Length says that this is
    all, the end of the iterable is read too, and it is closed: this needs no further call. Otherwise each call of
    `next_chunk` continues the app. Errors are kept for the call that reads as far.
    """

    def __init__(self, app: Any, environ: dict[str, Any], request: AppRequest) -> None:
        # Imported here: reading the notes needs no framework.
        from werkzeug.test import run_wsgi_app  # noqa: PLC0415

        self._iterable, status, headers = run_wsgi_app(app, environ)
        self._chunks = iter(self._iterable)
        self.status = int(status[:3])
        self.headers: HeaderLines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.is_bodiless = request.method == "HEAD" or self.status in (204, 304)
        self.ahead: list[bytes | BaseException | None] = []
        self.close_error: BaseException | None = None
        self.is_closed = False
        self._read_ahead(headers.get("Content-Length"))

    def _read_ahead(self, length: str | None) -> None:
        """Read the first chunk, which the app has produced already; if it is all, read the end too, and close."""
        first = self.next_chunk()
        self.ahead.append(first)
        if first is not None and length == str(len(first)):
            try:
                self.ahead.append(self.next_chunk())
            except BaseException as error:
                self.ahead.append(error)
        if self.ahead[-1] is None:
            try:
                self.close()
            except BaseException as error:
                self.close_error = error

    def next_chunk(self) -> bytes | None:
        """Return the next chunk that the app produces; None at the end."""
        return next(self._chunks, None)

    def close(self) -> None:
        """Close the app's iterable."""
        self.is_closed = True
        close = getattr(self._iterable, "close", None)
        if close is not None:
            close()
