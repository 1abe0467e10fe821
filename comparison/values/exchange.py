"""One request and its response, as values that compare."""

import hashlib
import shlex
from dataclasses import dataclass

from .trace import Trace

KEPT = 1024 * 1024
LONGEST_SHOWN = 2000
SHORTEST_STREAM = 0.5

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Body:
    """A body's size in bytes, its SHA-256, and the bytes themselves: all, or the first MiB of more."""

    size: int
    sha256: str
    start: bytes

    @classmethod
    def of(cls, content: bytes) -> "Body":
        return cls(len(content), hashlib.sha256(content).hexdigest(), content[:KEPT])

    @property
    def whole(self) -> bool:
        """Whether `start` is all of it."""
        return len(self.start) == self.size


EMPTY = Body.of(b"")


@dataclass(frozen=True)
class Chunk:
    """When a piece of the body arrived, in seconds since the request was sent, and its size in bytes."""

    at: float
    size: int


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: Headers = ()
    body: Body = EMPTY

    def __str__(self) -> str:
        return f"{self.method} {self.target}"


@dataclass(frozen=True)
class Exchange:
    """A request and its response.

    `at` is the time of the response's head, in seconds since the epoch. `complete` is false when the
    client left before the end, `broken` when the server did; the status is 0 where it did so before the head.
    `streamed` says that the test asked for a stream, `trace` what happened inside the app; None where nobody looks.
    """

    request: Request
    status: int
    headers: Headers = ()
    body: Body = EMPTY
    chunks: tuple[Chunk, ...] = ()
    at: float = 0.0
    complete: bool = True
    broken: bool = False
    streamed: bool = False
    trace: Trace | None = None

    @property
    def succeeded(self) -> bool:
        """Whether the app answered with what was asked for, or with where it is (RFC 9110, 15.3 and 15.4)."""
        return 200 <= self.status < 400 and self.complete

    @property
    def said(self) -> str:
        """What the app answered with, in a sentence."""
        return (
            f"{self.status}, and not to its end" if self.status and not self.complete else str(self.status or "nothing")
        )

    @property
    def early(self) -> bool | None:
        """Whether the first bytes came before the last were made; None when it was over too soon to tell.

        The clock decides: the first bytes have a third of the time that the last ones took.
        """
        if not self.streamed or not self.complete or len(self.chunks) < 2:
            return None
        last = self.chunks[-1].at
        return self.chunks[0].at < last / 3 if last >= SHORTEST_STREAM else None


def curl(request: Request, origin: str) -> str:
    """Return a command that sends the request by hand to a server at `origin`."""
    parts = ["curl", "-i"]
    if origin.startswith("https:"):
        parts.append("-k")
    if set(request.target) & set("[]{}"):
        parts.append("-g")
    if "/." in request.target:
        parts.append("--path-as-is")
    if request.method == "HEAD":
        parts.append("--head")
    elif request.method != "GET":
        parts += ["-X", request.method]
    for name, value in request.headers:
        if name not in ("accept", "accept-encoding", "connection", "user-agent", "content-length"):
            parts += ["-H", f"{name}: {value}"]
    line = shlex.join([*parts, f"{origin}{request.target}"])
    if not request.body.size:
        return line
    content = request.body.start
    if len(content) > LONGEST_SHOWN or not request.body.whole or b"\0" in content:
        return f"{line} --data-binary @BODY  # a file of {request.body.size} bytes"
    return f"{line} --data-raw {quoted(content)}"


def quoted(content: bytes) -> str:
    """Return bytes as a word for bash: $'…', with all but printable ASCII escaped."""
    special = {0x27: r"\'", 0x5C: r"\\", 0x0D: r"\r", 0x0A: r"\n"}
    return "$'" + "".join(special.get(c) or (chr(c) if 32 <= c < 127 else f"\\x{c:02x}") for c in content) + "'"
