"""Hooks: plain ones, teardowns, and those that read a response."""

import re
from collections.abc import Iterator

import libcst as cst

from ...migrate.evidence import is_test_module
from ...migrate.function import Function
from ...migrate.module import Module
from ..app import InspectedApp
from ..name_uses import framework_uses
from ..registered import Registration

Spots = Iterator[tuple[Module, cst.CSTNode]]
_TEARDOWNS = ("teardown_request", "teardown_app_request", "teardown_appcontext")
_AFTER_REQUEST = ("after_request", "after_app_request")
_BODY = tuple(f"flask.Response().{name}" for name in ("data", "get_data", "get_json", "json", "set_data"))
_OF_REQUEST = ("flask.Request()", "flask.session", "flask.flash", "flask.get_flashed_messages")
# What an error handler handles if it is called for a path that no route takes.
_NO_ROUTE = re.compile(r"40[04]|(\w+\.)*(HTTPException|NotFound|BadRequest|Exception)")
_SETTERS = ("contextvars.ContextVar().set",)


def _registered(app: InspectedApp, *names: str) -> Iterator[tuple[Registration, Function]]:
    """Yield the functions of the app that are registered with one of these methods."""
    for registration in app.registrations_of(*names):
        if registration.function is not None:
            yield registration, registration.function


def plain_callbacks(app: InspectedApp) -> Spots:
    """Yield the views, hooks, error handlers and receivers that stay plain functions, and run in the thread pool."""
    for registration in app.registrations:
        function = registration.function
        if registration.kind == "command" or function is None or registration.is_async:
            continue
        # Quart calls these two without a thread.
        is_direct = registration.name.endswith(("url_defaults", "url_value_preprocessor"))
        if not is_direct and not is_test_module(registration.source.module):
            yield function.module, function.node.name


def plain_teardowns(app: InspectedApp) -> Spots:
    """Yield the `teardown_appcontext` functions that stay plain functions."""
    for registration, function in _registered(app, "teardown_appcontext"):
        if not registration.is_async:
            yield function.module, function.node.name


def several_teardowns(app: InspectedApp) -> Spots:
    """Yield the teardown functions of an app with more than one of a kind."""
    for kinds in (_TEARDOWNS[:2], _TEARDOWNS[2:]):
        yield from _several(app, *kinds)


def several_teardowns_of_app_contexts(app: InspectedApp) -> Spots:
    """Yield the `teardown_appcontext` functions of an app with more than one."""
    return _several(app, "teardown_appcontext")


def _several(app: InspectedApp, *names: str) -> Spots:
    functions = [function for _, function in _registered(app, *names)]
    if len({function.node for function in functions}) > 1:
        yield from ((function.module, function.node.name) for function in functions)


def plain_receivers(app: InspectedApp) -> Spots:
    """Yield the receivers of signals that stay plain functions."""
    for registration in app.registrations:
        if registration.kind == "receiver" and registration.function is not None and not registration.is_async:
            yield registration.function.module, registration.function.node.name


def teardowns_that_read_exceptions(app: InspectedApp) -> Spots:
    """Yield the first use of its exception in each teardown function."""
    for _, function in _registered(app, *_TEARDOWNS):
        for name in function.positional_parameters[:1]:
            uses = [node for node in function.nodes(cst.Name) if node.value == name and node is not function.node.name]
            if uses:
                yield function.module, uses[0]


def context_variables_in_plain_hooks(app: InspectedApp) -> Spots:
    """Yield the calls that set a context variable in a hook that is a plain function."""
    hooks = [registration for registration in app.registrations if registration.kind == "hook"]
    plain = {hook.function.node for hook in hooks if hook.function is not None and not hook.is_async}
    for source in app.sources:
        for call in source.calls(*_SETTERS):
            if source.module.enclosing_function(call) in plain:
                yield source.module, call


def responses_read_in_hooks(app: InspectedApp) -> Spots:
    """Yield the reads of a response's body in `after_request` functions."""
    functions = {function.node for _, function in _registered(app, *_AFTER_REQUEST)}
    for source in app.sources:
        for use in framework_uses(source, _BODY):
            if source.module.enclosing_function(use) in functions:
                yield source.module, use


def error_handlers_with_requests(app: InspectedApp) -> Spots:
    """Yield the first use of the request in each error handler for paths that no route takes."""
    for registration, function in _registered(app, "errorhandler", "app_errorhandler", "register_error_handler"):
        arguments = registration.node.args if isinstance(registration.node, cst.Call) else ()
        if not any(_NO_ROUTE.fullmatch(registration.source.text(argument.value)) for argument in arguments):
            continue
        source = next(source for source in app.sources if source.module is function.module)
        for use in source.uses(*_OF_REQUEST):
            if source.module.enclosing_function(use) is function.node:
                yield source.module, use
                break
