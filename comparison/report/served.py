"""The requests of a test as commands for a shell, while both apps are served."""

import shlex
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from ..values.exchange import KEPT_BYTES, NO_REQUESTS, Body, Exchange, curl, is_in_command
from ..values.normalizers import Conversation
from .differences import visible


def served_lines(
    conversations: Mapping[str, Conversation], origins: Mapping[str, str], directory: Path
) -> Iterator[str]:
    """Yield the requests of a test, each with the answers that it got and a command for either side.

    The keys are the names of the sides. The values are those of the run: cookies, ids, passwords. A body that is too
    large for a command is written into `directory`.
    """
    sent = {
        side: [exchange for exchange in conversation if exchange.request.method not in NO_REQUESTS]
        for side, conversation in conversations.items()
    }
    for number, exchanges in enumerate(zip_longest(*sent.values()), 1):
        present = {side: exchange for side, exchange in zip(sent, exchanges, strict=True) if exchange is not None}
        answers = ", ".join(f"{side} {exchange.answer_text}" for side, exchange in present.items())
        yield visible(f"{number}. {next(iter(present.values())).request}: {answers}")
        for side, exchange in present.items():
            file = directory / f"request-{number}-{side}.body"
            yield visible(f"   {_command(exchange, origins[side], file)}")


def _command(exchange: Exchange, origin: str, file: Path) -> str:
    """Return the command of a request, with its body in `file` where it has to be; none for a body that was cut."""
    request = exchange.request
    if not request.body.whole:
        return f"no command: of its body of {request.body.size} bytes only the first {KEPT_BYTES} are kept"
    if is_in_command(request.body):
        return curl(request, origin)
    _write(file, request.body)
    return curl(request, origin, shlex.quote(f"@{file}"))


def _write(file: Path, body: Body) -> None:
    file.touch(mode=0o600)
    file.write_bytes(body.start)
