"""What a recording proxy says of the requests that it passes on."""

from dataclasses import dataclass
from typing import Literal, Protocol

from .exchange import Exchange

SideName = Literal["baseline", "candidate"]
# `page`: a browser goes to a page. `resource`: a page loads its style, an image, a script. `script`: a script asks.
Purpose = Literal["page", "resource", "script"]

_PAGES = ("document", "iframe", "frame", "embed", "object")


@dataclass(frozen=True)
class ProxiedRequest:
    """A request that a browser sent to a side; `number` counts those of both sides.

    `sides` are those that get it: the baseline's is sent to the candidate too if it `is_mirrored`. `referrer` is the
    target of the page from which it came, on the same side.
    """

    number: int
    side: SideName
    method: str
    target: str
    purpose: Purpose
    at: float
    referrer: str = ""
    is_mirrored: bool = False

    @property
    def sides(self) -> tuple[SideName, ...]:
        return ("baseline", "candidate") if self.is_mirrored else (self.side,)

    @property
    def is_form_of_script(self) -> bool:
        """Whether a script sends data, as one that uploads a file with a progress bar."""
        return self.purpose == "script" and self.method == "POST"


class ProxyListener(Protocol):
    """Who is told of the exchanges of proxies, in their event loop: it must not block."""

    def began(self, request: ProxiedRequest) -> None:
        """Note a request that is passed on."""

    def ended(self, number: int, side: SideName, exchange: Exchange | None) -> None:
        """Note the exchange of a request on a side; None if it was not sent there."""


def purpose_of(destination: str, mode: str, accept: str) -> Purpose:
    """Return what a request is for, by its Sec-Fetch-Dest and -Mode; of a client that sends neither, by its Accept."""
    if not destination:
        return "page" if "text/html" in accept else "script"
    if destination in _PAGES and mode == "navigate":
        return "page"
    return "script" if destination == "empty" else "resource"
