"""Send raw requests to both apps on a server, and return the answers that differ and that raw.toml does not explain."""

import asyncio
import contextlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comparison.notes.probed_app import open_app
from comparison.targets.wire import Wire

from .program_search import migrated

PATIENCE = 0.4  # seconds without data after which a server is taken to have answered
APP = """
from flask import Flask, request

app = Flask(__name__)
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "PROPFIND"]

@app.route("/", defaults={"path": ""}, methods=METHODS)
@app.route("/<path:path>", methods=METHODS)
def echo(path):
    body = request.get_data()
    return {
        "method": request.method, "path": path, "args": request.args.to_dict(flat=False), "body": len(body),
        "header": request.headers.get("X-A"), "host": request.host.partition(":")[0],
        "type": request.content_type, "cookies": request.cookies.to_dict(flat=False), "length": request.content_length,
    }

@app.route("/socket", websocket=True)
def socket():
    return {"method": request.method, "path": request.path}
"""


@dataclass(frozen=True)
class RawRequest:
    """A request as bytes; `differs` are the targets on which its answers differ, with the note or a reason."""

    label: str
    bytes: bytes
    differs: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""


def raw_requests() -> tuple[RawRequest, ...]:
    """Return the requests of raw.toml."""
    content = tomllib.loads(Path(__file__).with_name("raw.toml").read_text(encoding="utf-8"))["requests"]
    return tuple(_request(label, entry) for label, entry in content.items())


def _request(label: str, entry: Mapping[str, Any]) -> RawRequest:
    differs = tuple(entry.get("differs", ()))
    return RawRequest(label, entry["bytes"].encode("latin-1"), differs, entry.get("note", ""), entry.get("reason", ""))


async def raw_answers(target: str, requests: Sequence[RawRequest], directory: Path) -> list[tuple[str, str]]:
    """Return what each app answers to each request on a server."""
    sides = []
    for framework, source in (("flask", APP), ("quart", migrated(APP)[0])):
        async with open_app(source, framework, target, directory) as app:
            sides.append([await asyncio.to_thread(_answer, app.wire, request.bytes) for request in requests])
    return list(zip(*sides, strict=True))


def _answer(open_wire: Any, content: bytes) -> str:
    """Return the statuses of the responses, and what the app read of the last."""
    received = b""
    wire: Wire
    with open_wire() as wire:
        wire.socket.settimeout(PATIENCE)
        with contextlib.suppress(OSError):
            wire.raw(content)
            while part := wire.socket.recv(65536):
                received += part
    statuses = [line.split()[1].decode() for line in received.split(b"\r\n") if line.startswith(b"HTTP/1.")]
    with contextlib.suppress(ValueError):
        body = received.rpartition(b"\r\n\r\n")[2]
        return f"{statuses} {json.dumps(json.loads(body), sort_keys=True)}"
    return f"{statuses}"


async def unexplained(requests: Sequence[RawRequest], target: str, directory: Path) -> list[str]:
    """Return a text for each request: its answers, if they differ without a reason or have one and are equal."""
    answers = await raw_answers(target, requests, directory)
    return [
        f"{request.label} on {target}\n  flask: {flask}\n  quart: {quart}"
        if (flask != quart) != (target in request.differs)
        else ""
        for request, (flask, quart) in zip(requests, answers, strict=True)
    ]
