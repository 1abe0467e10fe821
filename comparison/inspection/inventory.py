"""What an app is made of: routes, hooks, signals, class-based views, commands, blocking calls, settings and tests."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import libcst as cst

from ..migrate.evidence import is_test_module
from ..migrate.source import Source
from .app import InspectedApp
from .name_uses import framework_uses
from .registered import is_view_class
from .spot import Spot

ItemKind = Literal[
    "route",
    "class-based view",
    "hook",
    "error handler",
    "receiver",
    "signal sent",
    "command",
    "blocking call",
    "setting",
    "test",
]
_SENT = ("blinker.Signal().send", "blinker.Signal().send_async")


@dataclass(frozen=True, order=True)
class Item:
    """A part of an app. `detail` says more, such as a route's rule and methods."""

    kind: ItemKind
    spot: Spot
    name: str
    detail: str = ""


def inventory(app: InspectedApp, blocking: Collection[str], settings: Collection[str]) -> tuple[Item, ...]:
    """Return the parts of an app, by kind and place. `blocking` are names of calls, `settings` names of settings."""
    items = [*_registered(app), *_settings(app, settings)]
    for source in app.sources:
        is_test = is_test_module(source.module)
        items += _tests(app, source) if is_test else [*_calls(app, source, blocking), *_classes(app, source)]
    return tuple(sorted(set(items)))


def _registered(app: InspectedApp) -> Iterator[Item]:
    for registration in app.registrations:
        if is_test_module(registration.source.module):
            continue
        function = registration.function
        spot = app.spot(registration.source.module, registration.node)
        name = function.node.name.value if function is not None else spot.name
        is_async = function is not None and function.is_async
        words = [registration.name, registration.rule, registration.methods, "async" if is_async else ""]
        yield Item(registration.kind, spot, name, " ".join(word for word in words if word))


def _calls(app: InspectedApp, source: Source, blocking: Collection[str]) -> Iterator[Item]:
    """Yield the blocking calls of a module, and the signals that it sends."""
    for use in framework_uses(source, tuple(blocking)):
        if isinstance(source.module.parent(use), cst.Call):
            spot = app.spot(source.module, use)
            yield Item("blocking call", spot, spot.name, "in a request" if source.runs_on_event_loop(use) else "")
    for use in framework_uses(source, _SENT):
        spot = app.spot(source.module, use)
        yield Item("signal sent", spot, spot.name)


def _classes(app: InspectedApp, source: Source) -> Iterator[Item]:
    for node in source.module.nodes(cst.ClassDef):
        if is_view_class(source, node):
            yield Item("class-based view", app.spot(source.module, node.name), node.name.value)


def _settings(app: InspectedApp, names: Collection[str]) -> Iterator[Item]:
    for place in app.settings:
        if place.name in names and place.how == "set" and not is_test_module(place.module):
            yield Item("setting", app.spot(place.module, place.node, place.name), place.name)


def _tests(app: InspectedApp, source: Source) -> Iterator[Item]:
    for function in source.module.nodes(cst.FunctionDef):
        if function.name.value.startswith("test"):
            yield Item("test", app.spot(source.module, function.name), function.name.value)
