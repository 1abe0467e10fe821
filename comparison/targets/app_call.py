"""A request to an app in this process, and its response, as bytes: no HTTP library is needed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote

HeaderLines = list[tuple[bytes, bytes]]


class NoAnswerError(Exception):
    """The app has not answered in time; the text says which request it was, and where the app is."""


class BrokenOffError(Exception):
    """The app ended, or failed, before its response did."""


@dataclass(frozen=True)
class AppRequest:
    """A request: `target` is its path and query as sent, `body` yields the parts of its body.

    The app has `seconds` for each part of the response; None means no limit.
    """

    method: str
    scheme: str
    host: str
    target: str
    headers: HeaderLines
    body: AsyncIterator[bytes]
    seconds: float | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.target}"

    @property
    def path(self) -> str:
        return unquote(self.target.partition("?")[0])

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def header(self, name: bytes) -> str | None:
        """Return the value of the first header line of a name in lower case; None without one."""
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == name), None)


class AppBody(Protocol):
    """The body of a response: iterate over it to read it, close it to disconnect."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None: ...


@dataclass(frozen=True)
class AppResponse:
    """A response of which the body is yet to be read."""

    status: int
    headers: HeaderLines = field(default_factory=list)
    body: AppBody | None = None


class CallsApp(Protocol):
    """Sends a request to an app; raises `NoAnswerError`."""

    async def __call__(self, request: AppRequest) -> AppResponse: ...
