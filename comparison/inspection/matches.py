"""Find the places in an app that a trigger means."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import libcst as cst

from ..migrate.change import AsyncBlock, Awaited
from ..migrate.evidence import is_test_module
from ..migrate.module import Module
from ..migrate.project_roots import below_current_directory
from ..migrate.source import Source
from . import setting_uses, template_uses
from .app import InspectedApp
from .detector import FileLine, NameUse, Override, SettingUse, Shape, TemplateUse, Trigger, Unfinished
from .name_uses import name_uses, overrides
from .serving_files import FileText, matching_texts
from .shapes import SHAPES
from .spot import Spot


def matches(app: InspectedApp, trigger: Trigger, texts: Iterable[FileText] = ()) -> Iterator[Spot]:
    """Yield the places that a trigger means; `texts` are the lines of the files that start the app."""
    match trigger:
        case TemplateUse():
            yield from _in_templates(app, trigger)
        case FileLine():
            yield from _in_texts(texts, trigger) if trigger.only_in in (None, app.framework) else ()
        case SettingUse():
            places = [place for place in app.settings if setting_uses.is_meant(place, trigger)]
            concerned = (place for place in places if _concerns(app, trigger, place.module))
            yield from (app.spot(place.module, place.node, place.name) for place in concerned)
        case Shape():
            nodes = SHAPES[trigger.name](app)
            yield from (app.spot(*node) for node in nodes if trigger.only_in in (None, app.framework_of(node[0])))
        case _:
            sources = (source for source in app.sources if _concerns(app, trigger, source.module))
            yield from (spot for source in sources for spot in _in_module(app, source, trigger))


def _in_templates(app: InspectedApp, trigger: TemplateUse) -> Iterator[Spot]:
    for place in app.templates:
        if template_uses.is_meant(place, trigger):
            yield Spot(below_current_directory(place.path).as_posix(), place.line, 1, place.name, place.text)


def _in_texts(texts: Iterable[FileText], trigger: FileLine) -> Iterator[Spot]:
    named = (text for text in texts if trigger.file in ("", text.path.name))
    for line in matching_texts(named, trigger.pattern):
        text = line.text.strip()
        yield Spot(below_current_directory(line.path).as_posix(), line.line, 1, text, text)


def _concerns(app: InspectedApp, trigger: Trigger, module: Module) -> bool:
    """Return whether a trigger concerns a module: its framework, and whether it has tests."""
    place = "tests" if is_test_module(module) else "app"
    is_place = trigger.place in (place, "everywhere") or isinstance(trigger, Unfinished)
    return is_place and trigger.only_in in (None, app.framework_of(module))


def _in_module(app: InspectedApp, source: Source, trigger: NameUse | Override | Unfinished) -> Iterator[Spot]:
    match trigger:
        case NameUse():
            yield from (app.spot(source.module, node) for node in name_uses(app, source, trigger))
        case Override():
            yield from (app.spot(source.module, node) for node in overrides(source, trigger))
        case Unfinished():
            yield from _unfinished(app, source, trigger)


def _unfinished(app: InspectedApp, source: Source, trigger: Unfinished) -> Iterator[Spot]:
    """Yield where a rule would still await in a module of a port. Where nothing fails, the place is silent.

    Plain functions that it would make async are found by shapes, or become so by what they await.
    """
    changes = app.changes_of(source.module).items() if app.framework_of(source.module) == "quart" else ()
    for change, rule in changes:
        if rule == trigger.rule and isinstance(change, Awaited | AsyncBlock):
            spot = app.spot(source.module, getattr(change, "item", None) or change.node)
            yield replace(spot, is_silent=isinstance(change, Awaited) and _is_silent(source.module, change.node))


def _is_silent(module: Module, node: cst.CSTNode) -> bool:
    """Return whether a coroutine is only asked whether it is true, or dropped: nothing fails then."""
    parent = module.parent(node)
    if isinstance(parent, cst.Expr | cst.BooleanOperation | cst.UnaryOperation | cst.Assert):
        return True
    return isinstance(parent, cst.If | cst.IfExp | cst.While | cst.CompIf) and parent.test is node
