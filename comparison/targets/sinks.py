"""What an app sends elsewhere: the servers on this machine that get it in place of the real ones."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..sides import Side
from ..values.exchange import Exchange

if TYPE_CHECKING:
    from .http_sink import HttpSink
    from .smtp_sink import SmtpSink

# Seconds without a message after which an app is taken to send no more, and at most.
_QUIET, _PATIENCE = 0.05, 1.0
_PAUSE = 0.01


@dataclass(frozen=True)
class Sinks:
    """The servers that a side's variables name, by `{http_sink}`, `{smtp_sink}` or `{smtp_port}`; None without that."""

    http: "HttpSink | None" = None
    smtp: "SmtpSink | None" = None

    @classmethod
    def of(cls, side: Side) -> "Sinks":
        """Start the servers that a side needs."""
        values = " ".join(side.env.values())
        needs_mail = "{smtp_sink}" in values or "{smtp_port}" in values
        sinks = cls(_http_sink() if "{http_sink}" in values else None, _smtp_sink() if needs_mail else None)
        for sink in sinks.all:
            sink.start()
        return sinks

    @property
    def all(self) -> "Sequence[HttpSink | SmtpSink]":
        return [sink for sink in (self.http, self.smtp) if sink is not None]

    @property
    def placeholders(self) -> dict[str, str]:
        """The values of the placeholders: the address of each server."""
        return {
            "http_sink": self.http.address if self.http else "",
            "smtp_sink": self.smtp.address if self.smtp else "",
            "smtp_port": str(self.smtp.port) if self.smtp else "",
        }

    def clear(self) -> None:
        for sink in self.all:
            sink.clear()

    def received(self) -> list[Exchange]:
        """Return what was received, in the order in which it came; waits a moment for what is still to come."""
        deadline, count, since = time.monotonic() + _PATIENCE, -1, time.monotonic()
        while self.all and time.monotonic() < deadline:
            current = sum(len(sink.received) for sink in self.all)
            if current != count:
                count, since = current, time.monotonic()
            if time.monotonic() - since >= _QUIET:
                break
            time.sleep(_PAUSE)
        return sorted((exchange for sink in self.all for exchange in sink.received), key=lambda item: item.at)

    def stop(self) -> None:
        for sink in self.all:
            sink.stop()


def _http_sink() -> "HttpSink":
    # Imported here, as below: what compares no pair does not need the library.
    from .http_sink import HttpSink  # noqa: PLC0415

    return HttpSink()


def _smtp_sink() -> "SmtpSink":
    from .smtp_sink import SmtpSink  # noqa: PLC0415 - it needs aiosmtpd

    return SmtpSink()
