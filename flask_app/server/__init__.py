"""Fixes of hypercorn 0.18's HTTP/2, one defect a file.

`asgi.py` applies them, once in a process, before it makes the app. `create_app` never does: an app that a test or a
development server makes leaves hypercorn as it is.
"""

from hypercorn.protocol import h2

from . import h2_backpressure, h2_graceful_shutdown, h2_late_data, h2_rapid_reset

FIXES = (h2_late_data, h2_backpressure, h2_graceful_shutdown, h2_rapid_reset)


def apply() -> None:
    """Apply every fix to hypercorn's classes; do nothing where they are fixed already."""
    if not hasattr(h2, "FIXED"):
        for fix in FIXES:
            fix.apply()
        h2.FIXED = True  # type: ignore[attr-defined]  # where both apps are served by one process
