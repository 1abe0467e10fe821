"""Contexts and test clients that are entered, signals of contexts, and a module that only Flask finds."""

from collections.abc import Iterator

import libcst as cst

from ...migrate.evidence import is_test_module
from ...migrate.framework_names import CLIENT
from ...migrate.module import Module
from ...migrate.nodes import dotted_name
from ...migrate.source import Source
from ...migrate.sync_only import is_app_factory
from ..app import InspectedApp

Spots = Iterator[tuple[Module, cst.CSTNode]]
_APP_CONTEXT = "flask.Flask().app_context"
_CONTEXTS = (
    _APP_CONTEXT,
    "flask.Flask().test_request_context",
    "flask.testing.FlaskClient().session_transaction",
)
_SIGNALS = {"appcontext_popped", "appcontext_pushed"}


def app_contexts_at_start(app: InspectedApp) -> Spots:
    """Yield the app contexts that are entered when a module is imported, or in an app factory."""
    for source in app.sources:
        module = source.module
        for call in source.calls(_APP_CONTEXT) if not is_test_module(module) else ():
            function = module.enclosing_function(call)
            is_factory = isinstance(function, cst.FunctionDef) and is_app_factory(source.project, module, function)
            is_entered = isinstance(module.parent(call), cst.WithItem)
            if is_entered and (function is None or is_factory) and not _runs_as_main(source, call):
                yield module, call


def runs_at_import(app: InspectedApp) -> Spots:
    """Yield the calls of `app.run` that an import of their module makes."""
    for source in app.sources:
        for call in source.calls("flask.Flask().run"):
            is_imported = source.module.enclosing_function(call) is None and not _runs_as_main(source, call)
            if is_imported and not is_test_module(source.module):
                yield source.module, call


def _runs_as_main(source: Source, node: cst.CSTNode) -> bool:
    """Return whether code runs only where its module is the program: a module `__main__`, or below `if __name__`."""
    blocks = (outer for outer in source.module.ancestors(node) if isinstance(outer, cst.If))
    is_guarded = any("__main__" in source.text(block.test) for block in blocks)
    return is_guarded or source.module.name.rpartition(".")[2] == "__main__"


def entered_clients(app: InspectedApp) -> Spots:
    """Yield the test clients that a `with` enters."""
    for source in app.sources:
        for item in source.module.nodes(cst.WithItem):
            if CLIENT in source.origins(item.item):
                yield source.module, item.item


def plain_blocks(app: InspectedApp) -> Spots:
    """Yield the contexts that a port enters with a plain `with`."""
    for source in app.sources:
        for call in source.calls(*_CONTEXTS):
            item = source.module.parent(call)
            block = source.module.parent(item)
            is_plain = isinstance(item, cst.WithItem) and isinstance(block, cst.With) and block.asynchronous is None
            if is_plain and app.framework_of(source.module) == "quart":
                yield source.module, call


def appcontext_signals(app: InspectedApp) -> Spots:
    """Yield the imports and attributes of the two signals of app contexts."""
    for source in app.sources:
        module = source.module
        for node in module.nodes(cst.ImportFrom):
            is_framework = dotted_name(node.module).partition(".")[0] in ("flask", "quart")
            aliases = node.names if is_framework and not isinstance(node.names, cst.ImportStar) else ()
            yield from ((module, alias) for alias in aliases if alias.evaluated_name in _SIGNALS)
        for attribute in module.nodes(cst.Attribute):
            if attribute.attr.value in _SIGNALS and dotted_name(attribute.value) in ("flask", "quart"):
                yield module, attribute


def wsgi_modules(app: InspectedApp) -> Spots:
    """Yield the first statement of each module `wsgi` that has the app."""
    for source in app.sources:
        module = source.module
        has_app = module.globals is not None and any(name in module.globals for name in ("app", "application"))
        if module.name == "wsgi" and has_app and module.tree.body:
            yield module, module.tree.body[0]
