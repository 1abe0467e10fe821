"""Collect the public names of the installed Flask and Quart."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from types import FunctionType, ModuleType
from typing import Any, TypeVar

import flask
import quart
from werkzeug.datastructures import FileStorage, Headers
from werkzeug.test import EnvironBuilder

GONE = object()
RENAMED = {
    "Flask": "Quart",
    "FlaskClient": "QuartClient",
    "FlaskCliRunner": "QuartCliRunner",
    "FlaskGroup": "QuartGroup",
}
# Code for those who build a framework on it, as Quart does; and what `python -m flask` runs.
INTERNAL = ("flask.sansio", "flask.__main__")
# What holds a function in a class, and where.
HOLDERS = {classmethod: "__func__", staticmethod: "__func__", property: "fget", cached_property: "func"}


class Plain:
    """An empty class, whose attributes every class has."""

    def __init__(self) -> None:
        self.attribute = None


# What Python gives to each class: names that say nothing about its use.
# `copy` keeps the names of slots at a class whose object it has copied.
PYTHON = {*dir(Plain), "__orig_bases__", "__slotnames__", "__test__"}


@dataclass(frozen=True)
class Pair:
    """A public name of Flask, its value, and its counterpart in Quart, or GONE."""

    name: str
    flask: Any
    quart: Any

    @property
    def key(self) -> tuple[int, int] | str:
        """A key that is equal for the same object under any name; plain values such as None have none."""
        is_thing = is_class(self.flask) or function_of(self.flask) is not None
        return (id(self.flask), id(self.quart)) if is_thing else self.name


def gained() -> tuple[str, ...]:
    """Return the public names that only Quart has."""
    names = {f"{path}.{name}" for path in modules(quart) for name in published(path) if not is_in_flask(path, name)}
    for pair in classes():
        ours, theirs = objects(pair)
        names |= {f"{pair.name}.{name}" for name in names_of(theirs) - names_of(ours)}
    return tuple(sorted(names))


def is_in_flask(path: str, name: str) -> bool:
    old = {new: old for old, new in RENAMED.items()}.get(name, name)
    return hasattr(module_of(path.replace("quart", "flask", 1)), old)


def pairs() -> Iterable[Pair]:
    """Return the pairs to compare, each once, under the first of its names."""
    return once([*top_level(), *(member for pair in classes() for member in members(pair))])


@cache
def top_level() -> tuple[Pair, ...]:
    """Return pairs for the names in Flask's modules, and for the modules that Quart lacks."""
    return once([*(pair for path in modules(flask) for pair in of_module(path)), *elsewhere()])


def once(every: Iterable[Pair]) -> tuple[Pair, ...]:
    by_key: dict[object, Pair] = {}
    for pair in every:
        by_key.setdefault(pair.key, pair)
    return tuple(by_key.values())


def elsewhere() -> Iterator[Pair]:
    """Yield the Werkzeug classes that a Flask app uses, with their counterparts in Quart."""
    yield Pair("werkzeug.datastructures.FileStorage", FileStorage, quart.datastructures.FileStorage)
    yield Pair("werkzeug.test.TestResponse", app_of(flask).test_client().response_wrapper, quart.Response)


def modules(package: ModuleType) -> list[str]:
    """Return the dotted names of the public modules of a package, the shortest first."""
    names = [info.name for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    public = [name for name in names if not name.startswith(INTERNAL) and not name.rpartition(".")[2].startswith("_")]
    return sorted([package.__name__, *public], key=lambda name: (name.count("."), name))


def of_module(path: str) -> Iterator[Pair]:
    counterpart = module_of(path.replace("flask", "quart", 1))
    if counterpart is None:
        yield Pair(path, importlib.import_module(path), GONE)
        return
    for name in published(path):
        value = getattr(importlib.import_module(path), name)
        there = getattr(counterpart, name, getattr(counterpart, RENAMED.get(name, name), GONE))
        yield Pair(f"{path}.{name}", value, there)


def module_of(path: str) -> ModuleType | None:
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        return None


def published(path: str) -> list[str]:
    """Return the names that a module defines, or imports in order to publish them (`import a as a`)."""
    module = importlib.import_module(path)
    tree = ast.parse(inspect.getsource(module))
    names = {name for statement in statements(tree.body) for name in bound(statement)}
    return sorted(name for name in names if is_public(name) and not is_local(getattr(module, name, GONE)))


def statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield a module's statements, those within `if` and `try` too."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.If | ast.Try):
            yield from statements([*statement.body, *statement.orelse])


def bound(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from (alias.name for alias in names if alias.name == alias.asname)


def is_public(name: str) -> bool:
    return not name.startswith("_")


def is_local(value: object) -> bool:
    """Return whether a value is a module, or serves type checkers or the module's own annotations alone."""
    return value is GONE or type(value) in (TypeVar, ModuleType)


def classes() -> list[Pair]:
    return [pair for pair in top_level() if is_class(pair.flask) and is_class(pair.quart)]


def is_class(value: object) -> bool:
    return issubclass(type(value), type)


def names_of(owner: object) -> set[str]:
    """Return the public names of a class or an object, and its methods of Python's protocols."""
    special = {name for name in dir(owner) if name.startswith("__") and name.endswith("__")}
    return {name for name in dir(owner) if is_public(name)} | (special - PYTHON) | {"__init__"}


def members(pair: Pair) -> Iterator[Pair]:
    ours, theirs = objects(pair)
    for name in sorted(names_of(ours)):
        there = inspect.getattr_static(theirs, name, GONE)
        yield Pair(f"{pair.name}.{name}", inspect.getattr_static(ours, name), there)


def objects(pair: Pair) -> tuple[object, object]:
    """Return an instance of each class that can be created here: it has attributes that the class lacks."""
    make = EXAMPLES.get(pair.name)
    return (make(flask), make(quart)) if make else (pair.flask, pair.quart)


def a_request(framework: Any) -> object:
    if framework is flask:
        return flask.Request(EnvironBuilder().get_environ())
    scope: Any = {"type": "http", "server": ("localhost", 80)}
    return quart.Request("GET", "http", "/", b"", Headers(), "", "1.1", scope, send_push_promise=an_app)


def a_response(framework: Any) -> object:
    return app_of(flask).test_client().get("/") if framework is flask else quart.Response("")


async def an_app(*arguments: object) -> None:
    """Do nothing: Quart's request requires a function."""


def app_of(framework: Any) -> Any:
    return getattr(framework, "Flask" if framework is flask else "Quart")("example")


EXAMPLES: dict[str, Callable[[Any], object]] = {
    "flask.Flask": app_of,
    "flask.Blueprint": lambda framework: framework.Blueprint("example", "example"),
    "flask.Request": a_request,
    "flask.Response": lambda framework: framework.Response("text"),
    "flask.ctx.AppContext": lambda framework: app_of(framework).app_context(),
    "flask.ctx.RequestContext": lambda framework: app_of(framework).test_request_context("/"),
    "flask.testing.FlaskClient": lambda framework: app_of(framework).test_client(),
    "werkzeug.test.TestResponse": a_response,
}


def function_of(value: Any) -> FunctionType | None:
    """Return the function behind a method, a property or a command; None when there is none."""
    for kind, name in HOLDERS.items():
        value = getattr(value, name) if isinstance(value, kind) else value
    return value if type(value) is FunctionType else None
