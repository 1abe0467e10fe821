"""Request bodies of each kind that a view reads, sent whole or in pieces."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from comparison.targets.app import is_asgi

from .apps import run_ready_tasks

BOUNDARY = "----boundary"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
END = f"--{BOUNDARY}--\r\n"
PIECE = 500


class Kind(NamedTuple):
    """A body's media type, what stands around its content, and how a view reads the content and shows its length."""

    media_type: str
    head: str
    tail: str
    read: Any
    show: Any

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Type": self.media_type}

    def body(self, size: int) -> bytes:
        return self.head.encode() + b"x" * self.content(size) + self.tail.encode()

    def content(self, size: int) -> int:
        """Return the length of the content of a body of this size."""
        return size - len(self.head) - len(self.tail)


TEXT = Kind("text/plain", "", "", lambda request: request.get_data(), lambda data: str(len(data)))
FORM = Kind(
    "application/x-www-form-urlencoded", "f=", "", lambda request: request.form, lambda form: str(len(form["f"]))
)
FILE = Kind(MULTIPART, HEAD, f"\r\n{END}", lambda request: request.files, lambda files: str(len(files["f"].read())))
KINDS = {"/text": TEXT, "/form": FORM, "/file": FILE}


def add_pages(framework: Any, app: Any) -> Any:
    """Add a view for each kind of body, which answers the length of its content; return the app."""
    request = framework.module.request
    for path, kind in KINDS.items():
        framework.route(app, path, lambda kind=kind: kind.read(request), kind.show, "POST")
    return app


async def post(client: Any, kind: Kind, size: int, chunked: bool) -> tuple[int, int]:
    """Post a body of `size` bytes; return the status and the length of the content that the view has read."""
    body, path = kind.body(size), next(path for path, known in KINDS.items() if known is kind)
    response = await client.post(path, content=in_pieces(body) if chunked else body, headers=kind.headers)
    return response.status_code, int(response.text) if response.status_code == 200 else 0


def with_files(contents: list[bytes]) -> bytes:
    """Return a multipart body with these files."""
    return b"".join(HEAD.encode() + content + b"\r\n" for content in contents) + END.encode()


async def in_pieces(body: bytes, size: int = PIECE) -> AsyncIterator[bytes]:
    """Yield a body in pieces of `size` bytes, each when the app has had time to read the one before."""
    for start in range(0, len(body), size):
        yield body[start : start + size]
        await run_ready_tasks()


def counting_reads(app: Any, read: list[int]) -> Any:
    """Return an app that appends to `read` how many bytes were read when its response began, and on ASGI, ended."""

    def wsgi(environ: Any, start_response: Any) -> Any:
        def start(*args: Any) -> Any:
            read.append(environ["wsgi.input"].tell())
            return start_response(*args)

        return app(environ, start)

    async def asgi(scope: Any, receive: Any, send: Any) -> None:
        size = 0

        async def receive_counted() -> Any:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            return message

        async def send_noted(message: Any) -> None:
            if message["type"] == "http.response.start" or not message.get("more_body", True):
                read.append(size)
            await send(message)

        await app(scope, receive_counted, send_noted)

    return asgi if is_asgi(app) else wsgi
