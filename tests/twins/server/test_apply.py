"""When the fixes of hypercorn are applied, and when not."""

import inspect

from hypercorn import protocol
from hypercorn.protocol import events, h2, http_stream, ws_stream

MODULES = (protocol, h2, events, http_stream, ws_stream)


def parts():
    """Return hypercorn's classes and what they hold, as they are now."""
    found = {}
    for module in MODULES:
        for name, value in vars(module).items():
            found[module.__name__, name] = value
            if inspect.isclass(value) and value.__module__.startswith("hypercorn."):
                found |= {(module.__name__, name, key): part for key, part in vars(value).items()}
    return found


def test_making_both_apps_leaves_hypercorn_as_it_comes(twins, settings):
    before = parts()
    for twin in twins:
        twin.package.create_app(settings)
    assert parts() == before
    assert len(before) > 100


def test_fixes_change_hypercorn_once_whichever_app_applies_them_again(twins):
    before = parts()
    twins[0].module("server").apply()
    once = parts()
    for twin in twins:
        twin.module("server").apply()
    assert parts() == once
    assert once != before


def test_every_fix_is_applied(twin):
    server = twin.module("server")
    names = {path.stem for path in twin.folder.glob("server/*.py")} - {"__init__"}
    assert {fix.__name__.rpartition(".")[2] for fix in server.FIXES} == names
