"""Find what an app registers: routes, hooks, error handlers, receivers of signals and commands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import libcst as cst

from ..migrate.function import Function, decorators_of
from ..migrate.nodes import string_value
from ..migrate.source import Source

Kind = Literal["route", "hook", "error handler", "receiver", "command"]
_OWNERS = ("flask.Flask()", "flask.Blueprint()")
_METHODS = ("get", "post", "put", "patch", "delete")
_HOOKS = (
    *("before_request", "after_request", "teardown_request", "teardown_appcontext", "context_processor"),
    *("before_app_request", "after_app_request", "teardown_app_request", "app_context_processor"),
    *("url_value_preprocessor", "url_defaults", "app_url_value_preprocessor", "app_url_defaults"),
    *("before_serving", "after_serving", "while_serving"),
)


def _named(kind: Kind, *members: str) -> dict[str, Kind]:
    return {f"{owner}.{member}": kind for owner in _OWNERS for member in members}


_KINDS: dict[str, Kind] = {
    **_named("route", "route", "websocket", "add_url_rule", *_METHODS),
    **_named("hook", *_HOOKS),
    **_named("error handler", "errorhandler", "app_errorhandler", "register_error_handler"),
    **_named("command", "cli.command"),
    "flask.after_this_request": "hook",
    "blinker.Signal().connect": "receiver",
    "blinker.Signal().connect_via": "receiver",
    "flask.cli.AppGroup().command": "command",
}


@dataclass(frozen=True, eq=False)
class Registration:
    """A function that is registered at `node`; `name` is the method, such as `before_request`, and `rule` a route's.

    `methods` are a route's HTTP methods as they stand in the source. `function` is None if it is not the project's.
    """

    kind: Kind
    name: str
    source: Source
    node: cst.BaseExpression
    function: Function | None
    rule: str = ""
    methods: str = ""

    @property
    def is_async(self) -> bool:
        """Whether the function is a coroutine function, or becomes one."""
        function = self.function
        return function is not None and self.source.path_of(function) in self.source.async_functions


def registrations(sources: Iterable[Source]) -> Iterator[Registration]:
    """Yield what the modules register, by decorators and by calls."""
    for source in sources:
        decorators = {id(decorator) for _, decorator in decorators_of(source.module)}
        for function, decorator in decorators_of(source.module):
            callee = decorator.func if isinstance(decorator, cst.Call) else decorator
            yield from _registered(source, callee, decorator, [Function(source.module, function)])
        for call in source.module.nodes(cst.Call):
            is_named = isinstance(call.func, cst.Attribute | cst.Name) and id(call) not in decorators
            if is_named and call.args and source.origins(call.func) & _KINDS.keys():
                yield from _registered(source, call.func, call, list(_passed_functions(source, call)))


def _registered(
    source: Source, callee: cst.BaseExpression, node: cst.BaseExpression, functions: list[Function]
) -> Iterator[Registration]:
    for origin in sorted(source.origins(callee) & _KINDS.keys()):
        name = origin.rpartition(".")[2]
        arguments = node.args if isinstance(node, cst.Call) else ()
        rule = string_value(arguments[0].value) if arguments else ""
        methods = next(
            (source.text(arg.value) for arg in arguments if arg.keyword and arg.keyword.value == "methods"), ""
        )
        known: list[Function | None] = [*functions] or [None]
        for function in known:
            yield Registration(_KINDS[origin], name, source, node, function, rule, methods or _method_of(name))
        return


def _method_of(name: str) -> str:
    return f'["{name.upper()}"]' if name in _METHODS else ""


def _passed_functions(source: Source, call: cst.Call) -> Iterator[Function]:
    """Yield the project's functions among the arguments of a call; of `View.as_view(…)` none."""
    for argument in call.args:
        if isinstance(argument.value, cst.Name | cst.Attribute):
            yield from source.functions_named(argument.value)


def views_of(registered: Iterable[Registration], sources: Iterable[Source]) -> Iterator[Function]:
    """Yield the functions that answer requests: those of routes and error handlers, and methods of view classes."""
    for registration in registered:
        if registration.kind in ("route", "error handler") and registration.function is not None:
            yield registration.function
    for source in sources:
        yield from class_based_methods(source)


def class_based_methods(source: Source) -> Iterator[Function]:
    """Yield the methods of a module's class-based views that answer requests."""
    for node in source.module.nodes(cst.ClassDef):
        if is_view_class(source, node):
            for statement in node.body.body:
                if isinstance(statement, cst.FunctionDef) and statement.name.value in (*_METHODS, "dispatch_request"):
                    yield Function(source.module, statement)


def is_view_class(source: Source, node: cst.ClassDef) -> bool:
    """Return whether a class is a class-based view."""
    return any(base in ("flask.views.View", "flask.views.MethodView") for base in source.bases(node))
