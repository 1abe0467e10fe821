"""Requests of a benchmark, as values and encoded for HTTP/1.1."""

from dataclasses import dataclass

from ..targets.app_runner import APP_HOST

URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class EncodedRequest:
    """A request as bytes. The body is sent in `drips` parts, `pause` seconds apart."""

    head: bytes
    body: bytes = b""
    drips: int = 1
    pause: float = 0.0


@dataclass(frozen=True)
class RequestSpec:
    """A request before it is encoded."""

    method: str
    path: str
    body: bytes = b""
    media_type: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def headers(self) -> dict[str, str]:
        """The headers that belong to the body."""
        return {"Content-Type": self.media_type} if self.media_type else {}

    def head(self, cookie: str = "") -> bytes:
        """Return the request line and all headers, encoded for HTTP/1.1."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {APP_HOST}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"Content-Length: {len(self.body)}"] if self.body else []
        lines += [f"Cookie: {cookie}"] if cookie else []
        return "\r\n".join([*lines, "", ""]).encode("latin-1")
