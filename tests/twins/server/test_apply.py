"""The fixes of hypercorn are applied by `server.apply`, once, and never by `create_app`."""

import inspect
from asyncio import sslproto

from hypercorn import protocol
from hypercorn.asyncio import run, tcp_server
from hypercorn.protocol import events, h2, h11, http_stream, ws_stream

MODULES = (protocol, h2, h11, events, http_stream, ws_stream, run, tcp_server, sslproto)


def attributes():
    """Return the current attributes of hypercorn's modules and asyncio's TLS, and of the classes in them."""
    values: dict[tuple[str, ...], object] = {}
    for module in MODULES:
        for name, value in vars(module).items():
            values[module.__name__, name] = value
            if inspect.isclass(value) and value.__module__.startswith(("hypercorn.", "asyncio.")):
                values |= {(module.__name__, name, key): part for key, part in vars(value).items()}
    return values


def test_making_both_apps_leaves_hypercorn_unchanged(twins, settings):
    before = attributes()
    for twin in twins:
        twin.package.create_app(settings)
    assert attributes() == before
    assert len(before) > 100


def test_fixes_are_applied_once_by_both_apps(twins):
    before = attributes()
    twins[0].module("server").apply()
    once = attributes()
    for twin in twins:
        twin.module("server").apply()
    assert attributes() == once
    assert once != before


def test_every_fix_is_applied(twin):
    server = twin.module("server")
    names = {path.stem for path in twin.directory.glob("server/*.py")} - {"__init__"}
    assert {fix.__name__.rpartition(".")[2] for fix in server.FIXES} == names
