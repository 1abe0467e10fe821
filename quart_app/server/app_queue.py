"""Let less of a body wait for an app that does not read it: ten parts of 64 KiB do for each request (FD166)."""

from hypercorn.config import Config

# Parts of a body, as they come from the socket: 64 KiB or less each.
MOST = 6


def apply() -> None:
    """Make 6 the default of `max_app_queue_size`, which is 10 in Hypercorn 0.18; a value that the user sets stays.

    160 bodies of 15 MiB that no view reads, forty at a time, cost up to 68 MiB behind the WSGI bridge with ten parts,
    54 with six. A native app costs up to 40 with ten, 45 with six, and more with fewer (measured 2026-11-30).
    """
    Config.max_app_queue_size = MOST
