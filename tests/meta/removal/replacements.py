"""What stands in the place of each effect of compat/ and server/."""

from typing import NamedTuple

# Each is appended to the copied file, where a later definition wins.
NO_INIT = "def init_app(app): pass"
NO_FIX = "def apply(): pass"
FLASK_SEND_FILE = """
from flask import send_file as send
def send_file(path, *, etag, attachment=None):
    return send(path, as_attachment=attachment is not None, download_name=attachment, etag=etag)
"""
QUART_SEND_FILE = """
from quart import send_file as send
async def send_file(path, *, etag, attachment=None):
    return await send(path, as_attachment=attachment is not None, attachment_filename=attachment)
"""
HYPERCORN_BRIDGE = "from hypercorn.middleware import AsyncioWSGIMiddleware as as_asgi"


class Removal(NamedTuple):
    """The side, the file, and the name of the function or the mixin in it that loses its effect."""

    side: str
    file: str
    name: str


def without(side: str, file: str, name: str, replacement: str) -> dict[Removal, str]:
    return {Removal(side, file, name): replacement}


def without_mixin(side: str, file: str, name: str, framework_class: str) -> dict[Removal, str]:
    """Replace a mixin of the request class by an empty class."""
    return without(side, file, name, f"class {name}({framework_class}): pass")


def without_init(side: str, *files: str) -> dict[Removal, str]:
    return {Removal(side, f"compat/{file}", "init_app"): NO_INIT for file in files}


def without_fix(side: str, *files: str) -> dict[Removal, str]:
    return {Removal(side, f"server/{file}", "apply"): NO_FIX for file in files}


FIXES = (
    "app_queue",
    "h1_unservable_request",
    "h2_backpressure",
    "h2_graceful_shutdown",
    "h2_late_data",
    "h2_priority_frames",
    "h2_rapid_reset",
    "h2_unservable_request",
    "h2c_upgrade",
    "tls_buffers",
    "tls_close",
    "websocket_handshake",
)
REMOVALS: dict[Removal, str] = {
    **without_init(
        "flask_app", "early_413", "file_in_small_blocks", "forwarded_headers", "trusted_hosts", "unread_body"
    ),
    **without_fix("flask_app", *FIXES),
    **without_mixin("flask_app", "compat/added_byte", "UncutRequest", "Request"),
    **without_mixin("flask_app", "compat/chunked_data_cut", "WholeDataRequest", "Request"),
    **without_mixin("flask_app", "compat/exact_limit", "ExactLimitRequest", "Request"),
    **without_mixin("flask_app", "compat/file_written_on_loop", "ReceivingFormParser", "FormDataParser"),
    **without_mixin("flask_app", "compat/large_form", "BoundedFormParser", "FormDataParser"),
    **without_mixin("flask_app", "compat/wsgi_bridge", "BridgedRequest", "Request"),
    **without("flask_app", "compat/send_file_unconditional", "send_file", FLASK_SEND_FILE),
    **without(
        "flask_app",
        "compat/wsgi_bridge",
        "as_asgi",
        "from hypercorn.middleware import AsyncioWSGIMiddleware as as_asgi",
    ),
    **without("flask_app", "compat/stop_with_a_stream", "deadline", "from contextlib import nullcontext as deadline"),
    **without("flask_app", "compat/work_at_start", "at_start", "def at_start(app, function): pass"),
    **without_init(
        "quart_app",
        "async_templates",
        "early_413",
        "few_threads",
        "file_in_small_blocks",
        "forwarded_headers",
        "generator_without_pause",
        "head_runs_generator",
        "processor_of_blueprints",
        "response_timeout",
        "session_key_order",
        "stop_with_a_stream",
        "teardown_order",
        "teardown_without_exception",
        "trusted_hosts",
        "unread_body",
        "unroutable_host",
        "vary_cookie",
        "websocket_without_route",
    ),
    **without_fix("quart_app", *FIXES),
    **without_mixin("quart_app", "compat/added_byte", "UncutBody", "Body"),
    **without_mixin("quart_app", "compat/chunked_upload", "CountedBody", "Body"),
    **without_mixin("quart_app", "compat/file_written_on_loop", "ReceivingFormParser", "FormDataParser"),
    **without_mixin("quart_app", "compat/form_by_another_name", "TwoTypesFormParser", "FormDataParser"),
    **without_mixin("quart_app", "compat/form_not_utf8", "ByteKeepingFormParser", "FormDataParser"),
    **without_mixin("quart_app", "compat/large_form", "BoundedFormParser", "FormDataParser"),
    **without_mixin("quart_app", "compat/long_part_headers", "BoundedPartFormParser", "FormDataParser"),
    **without_mixin("quart_app", "compat/long_part_headers", "SlicedBody", "Body"),
    **without_mixin("quart_app", "compat/too_long_but_no_form", "LengthCheckingFormParser", "FormDataParser"),
    **without_mixin("quart_app", "compat/truncated_multipart", "WholeFormParser", "FormDataParser"),
    **without_mixin("quart_app", "compat/unread_body", "BoundedBody", "Body"),
    **without(
        "quart_app",
        "compat/blocking_view",
        "in_thread",
        "async def in_thread(function, *args, **kwargs): return function(*args, **kwargs)",
    ),
    **without(
        "flask_app",
        "compat/blocking_view",
        "blocks_in_thread",
        "def blocks_in_thread(smallest, room): return Blocks(smallest, 1024 * 1024, room)",
    ),
    **without("quart_app", "compat/send_file_unconditional", "send_file", QUART_SEND_FILE),
    **without("quart_app", "compat/upload_cut_by_disconnect", "shielded", "def shielded(function): return function"),
    **without("quart_app", "compat/work_at_start", "at_start", "def at_start(app, function): pass"),
}
