"""One request and its response, as values that can be compared."""

import hashlib
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .trace import Trace, details_text

# Bytes of a body that are kept; its size and SHA-256 cover all of it.
KEPT_BYTES = 1024 * 1024
# Bytes of a body that `curl` writes into the command itself.
_MAX_SHOWN_BODY = 2000

# Headers that curl sets itself.
_OF_CURL = ("accept-encoding", "connection", "user-agent", "content-length")

# Methods of exchanges that are no requests of a client: a command, the state of an app, what an app sent elsewhere.
NO_REQUESTS = ("RUN", "STATE", "SENT")

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Body:
    """A body: its size in bytes, its SHA-256, and its content, of which the first MiB is kept.

    `rest` is the SHA-256 of what follows that; "" if nothing does, or if it is not known.
    """

    size: int
    sha256: str
    start: bytes
    rest: str = ""

    @classmethod
    def of(cls, content: bytes) -> "Body":
        recorder = BodyRecorder()
        recorder.add(content)
        return recorder.body

    @property
    def whole(self) -> bool:
        """Whether `start` is the whole body."""
        return len(self.start) == self.size


class BodyRecorder:
    """Collects size, hash and start of a body that comes in parts."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.rest = hashlib.sha256()
        self.start = bytearray()
        self.size = 0

    def add(self, part: bytes) -> None:
        self.digest.update(part)
        kept = max(KEPT_BYTES - self.size, 0)
        self.start += part[:kept]
        self.rest.update(memoryview(part)[kept:])
        self.size += len(part)

    @property
    def body(self) -> Body:
        rest = self.rest.hexdigest() if self.size > KEPT_BYTES else ""
        return Body(self.size, self.digest.hexdigest(), bytes(self.start), rest)


EMPTY = Body.of(b"")


@dataclass(frozen=True)
class Chunk:
    """A piece of a response body: when it arrived, in seconds since the request was sent, and its size in bytes."""

    at: float
    size: int


@dataclass(frozen=True)
class Request:
    """A request; `target` is its path and query."""

    method: str
    target: str
    headers: Headers = ()
    body: Body = EMPTY

    def __str__(self) -> str:
        return f"{self.method} {self.target}"


@dataclass(frozen=True)
class Exchange:
    """A request and its response.

    `at` is the time of the response's head, in seconds since the epoch. `complete` is false if the body was not read to
    its end. `broken` is true if the server broke the response off; the status is 0 if it did so before the head.
    `streamed` is true if the test requested a stream. `trace` is what happened inside the app; None if not traced.
    `log` is what the app or its server logged meanwhile, if the exchange has `failed`: at most 8,000 characters, with
    control characters as they are. It is not compared.
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
    log: str = field(default="", compare=False)

    @property
    def failed(self) -> bool:
        """Whether the server failed: its status is 500 or more, or it broke the response off."""
        return self.status >= 500 or self.broken

    @property
    def succeeded(self) -> bool:
        """Whether the response is complete, with a success or redirect status (RFC 9110, 15.3 and 15.4)."""
        return 200 <= self.status < 400 and self.complete

    @property
    def answer_text(self) -> str:
        """The status, and whether the response was cut off, for a message."""
        if not self.status:
            return "nothing"
        return str(self.status) if self.complete else f"{self.status}, and not to its end"

    @property
    def lead(self) -> float | None:
        """The part of a stream's time, 0 to 1, by which the first bytes came before the last; None if it can't be told.

        It can't if the test requested no stream, did not read it to its end, or got no bytes.
        """
        if not self.streamed or not self.complete or not self.chunks or not self.chunks[-1].at:
            return None
        return 1 - self.chunks[0].at / self.chunks[-1].at

    def with_details(self, change: Callable[[str], str]) -> "Exchange":
        """Return the exchange with the details of its trace changed, or itself if all stay as they are."""
        # Most traces stay as they are, and one call costs less than one for each event.
        details = details_text(self.trace or ())
        if not self.trace or change(details) == details:
            return self
        events = ((event, change(event.detail)) for event in self.trace)
        trace = tuple(event if detail == event.detail else replace(event, detail=detail) for event, detail in events)
        return replace(self, trace=trace)


def is_in_command(body: Body) -> bool:
    """Return whether a command can hold a body: it is short, and has no NUL byte."""
    return body.whole and body.size <= _MAX_SHOWN_BODY and b"\0" not in body.start


def curl(request: Request, origin: str, file: str = "") -> str:
    """Return a shell command that sends the request to a server at `origin`, for bash; certificates are not checked.

    Headers that curl sets itself are left out. A body that the command can't hold is in `file`, a word such as @PATH;
    by default it is to be put into a file BODY.
    """
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
        if name not in _OF_CURL and (name, value) != ("accept", "*/*"):
            parts += ["-H", f"{name}: {value}"]
    if request.body.size and all(name != "content-type" for name, _ in request.headers):
        # Otherwise curl says that the body is a form.
        parts += ["-H", "content-type:"]
    command = shlex.join([*parts, f"{origin}{request.target}"])
    if not request.body.size:
        return command
    if is_in_command(request.body):
        return f"{command} --data-raw {_bash_quoted(request.body.start)}"
    return f"{command} --data-binary {file or f'@BODY  # a file of {request.body.size} bytes'}"


def _bash_quoted(content: bytes) -> str:
    """Return bytes as a word for bash, $'…', with everything but printable ASCII escaped."""
    special = {0x27: r"\'", 0x5C: r"\\", 0x0D: r"\r", 0x0A: r"\n"}
    escaped = (special.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}") for byte in content)
    return f"$'{''.join(escaped)}'"
