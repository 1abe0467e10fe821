"""The control connection of an app that is served in the process of its side."""

import json
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ..errors import StartError
from ..sides import Side
from .frames import Frame, FramesEndedError, frame, json_frame, receive_frame
from .side_caller import SideCaller


class SideClient:
    """An app that is served in its own process, with its control connection.

    `caller` calls it. `errors` has, once it is finished, a text for each thread or task that died. `received` returns
    the next frame of a connection, `result` what a frame says; both raise errors that a user can fix.
    """

    def __init__(
        self,
        connection: socket.socket,
        address: str,
        side: Side,
        received: Callable[[socket.socket], Frame],
        result: Callable[[Frame], Any],
    ) -> None:
        self.received = received
        self.result = result
        self.connection = connection
        self.side = side
        self.pid = 0
        self.errors: list[str] = []
        self.caller = SideCaller(address, f"the {side.name} {side.app!r}", self.where)

    def wait_until_started(self) -> None:
        """Return once the app is served; raises `StartError`, with the place where it is if it takes too long."""
        kind, content = self.received(self.connection)
        self.pid = int(content) if kind == "i" else 0
        kind, content = (kind, content) if kind != "i" else self.received(self.connection)
        if kind != "s":
            self.result((kind, content))

    def where(self) -> str:
        """Return in which places the app is; "" if its process does not answer."""
        try:
            return self._asked(frame("w"), "w").decode()
        except (OSError, FramesEndedError):
            return ""

    def refresh(self) -> None:
        """Get the traces and logs of all exchanges as they are now."""
        try:
            values = json.loads(self._asked(frame("t"), "t"))
        except (OSError, FramesEndedError):
            return
        for number, record in values.items():
            self.caller.record(int(number), record)

    def call(self, function: str, place: str) -> Any:
        """Call a function of the project in the process of the app; raises `ComparisonError`."""
        try:
            answer = self._asked(json_frame("j", {"function": function, "place": place}), "j")
        except (OSError, FramesEndedError):
            raise StartError(
                f"The process of {self.caller.subject} has ended in {place}, {function!r}: correct it."
            ) from None
        return self.result(("r", answer))

    def finish(self) -> None:
        """Shut the app down; raises `StartError` if it fails to."""
        if self.caller.is_stuck:
            return
        try:
            self.connection.sendall(frame("f"))
            answer = receive_frame(self.connection)
        except (FramesEndedError, ConnectionError):
            # That of one test: the next one gets another.
            self.errors = ["Its process has ended."]
            return
        except TimeoutError:
            self.errors = ["Its process has not ended in time."]
            return
        self.errors = self.result(answer)["errors"]

    def kill(self) -> None:
        """Kill the process of the app, if it still runs."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _asked(self, question: bytes, wanted: str) -> bytes:
        """Return what the process answers to a question."""
        self.connection.sendall(question)
        kind, content = receive_frame(self.connection)
        if kind != wanted:
            self.result((kind, content))
        return content
