"""Fixes of hypercorn 0.18: of HTTP/2, of TLS, of requests that no app can be given, and of the memory that bodies and
connections cost; one defect a file.

`asgi.py` applies them, once in a process, before it makes the app. `create_app` never does: making an app leaves
hypercorn unchanged. So `quart run` with a certificate runs without the fixes: it is a development server, and no
promise or fault is tested on it over TLS.
"""

from hypercorn.protocol import h2

from . import (
    app_queue,
    h1_unservable_request,
    h2_backpressure,
    h2_graceful_shutdown,
    h2_late_data,
    h2_priority_frames,
    h2_rapid_reset,
    h2_unservable_request,
    h2c_upgrade,
    tls_buffers,
    tls_close,
    websocket_handshake,
)

# Each extends what is there when it is applied, so they may stand in any order.
FIXES = (
    h2_late_data,
    h2_backpressure,
    h2_graceful_shutdown,
    h2_rapid_reset,
    h2_unservable_request,
    h2_priority_frames,
    h1_unservable_request,
    h2c_upgrade,
    websocket_handshake,
    tls_buffers,
    tls_close,
    app_queue,
)


def apply() -> None:
    """Apply every fix to hypercorn's classes; do nothing if they are applied already."""
    if not hasattr(h2, "FIXED"):
        for fix in FIXES:
            fix.apply()
        h2.FIXED = True  # type: ignore[attr-defined]  # one process may serve both apps
