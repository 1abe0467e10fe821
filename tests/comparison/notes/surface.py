"""List the differences between Flask's public names and their counterparts in Quart."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from types import BuiltinFunctionType
from typing import Any

import click
import flask
import quart

from .public_names import GONE, RENAMED, Pair, app_of, function_of, is_class, pairs

PLAIN = (bool, int, float, str, bytes, tuple, type(None))


@dataclass(frozen=True, order=True)
class Row:
    """A difference: `kind` is missing, renamed, manner, name, parameter, place, default, value or config.

    `manner` is how it is used: called or read, awaited or not. `name` is a parameter that has only another
    name, `place` one that is given otherwise: in another position, or by name alone.
    """

    name: str
    kind: str
    detail: str


@cache
def surface() -> tuple[Row, ...]:
    """Return all differences."""
    rows = {row for pair in pairs() for row in differences(pair)}
    return tuple(sorted(rows | set(configuration())))


def differences(pair: Pair) -> Iterator[Row]:
    """Yield the differences between a Flask name and its counterpart in Quart."""
    if pair.quart is GONE:
        yield Row(pair.name, "missing", "")
    elif pair.flask is not pair.quart:
        yield from renaming(pair)
        yield from other_manner(pair)
        yield from other_parameters(pair)
        yield from other_value(pair)


def renaming(pair: Pair) -> Iterator[Row]:
    old = pair.name.rpartition(".")[2]
    if is_class(pair.flask) and old in RENAMED:
        yield Row(pair.name, "renamed", RENAMED[old])


def other_manner(pair: Pair) -> Iterator[Row]:
    before, after = manner(pair.flask), manner(pair.quart)
    if before != after and pair.flask is not None:
        yield Row(pair.name, "manner", f"{before} -> {after}")


def manner(value: Any) -> str:
    """Return how a name is used: called or read, and awaited or not."""
    if not (function := function_of(value)):
        return "class" if is_class(value) else "function" if is_builtin(value) else "value"
    plain = inspect.unwrap(function)
    waits = "awaited " if inspect.iscoroutinefunction(plain) else ""
    generates = "asynchronous " if inspect.isasyncgenfunction(plain) else ""
    # A property and an attribute are read alike.
    return f"{waits}{generates}{'value' if is_property(value) else 'function'}"


def is_builtin(value: object) -> bool:
    return isinstance(value, staticmethod) and isinstance(value.__func__, BuiltinFunctionType)


def is_property(value: object) -> bool:
    return isinstance(value, property | cached_property)


def other_parameters(pair: Pair) -> Iterator[Row]:
    ours, theirs = parameters(pair.flask), parameters(pair.quart)
    if ours is None or theirs is None:
        return
    if only_renamed(ours, theirs):
        yield from (Row(pair.name, "name", f"{a} -> {b}") for a, b in zip(ours, theirs, strict=True) if a != b)
        return
    for name, parameter in ours.items():
        if name in theirs:
            yield from parameter.changes(theirs[name], pair.name)
    # What takes anything passes it on.
    if not theirs.keys() >= {"*", "**"}:
        yield from (Row(pair.name, "parameter", f"no {name}") for name in ours if name not in theirs)
    for name, parameter in theirs.items():
        if name not in ours and parameter.is_noticed(by_name="**" not in ours):
            yield Row(pair.name, "parameter", f"new {parameter}")


def only_renamed(ours: "Parameters", theirs: "Parameters") -> bool:
    alike = [parameter.apart_from_name for parameter in ours.values()] == [
        parameter.apart_from_name for parameter in theirs.values()
    ]
    return alike and all(ours[name].place == theirs[name].place for name in ours.keys() & theirs.keys())


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    place: int
    default: str

    def __str__(self) -> str:
        return f"{self.name} ({self.kind}{', required' if self.is_required else ''})"

    @property
    def is_required(self) -> bool:
        return self.default == REQUIRED and not self.name.startswith("*")

    def is_noticed(self, by_name: bool) -> bool:
        """Return whether a new parameter can break a call that does not pass it."""
        return self.is_required or (by_name and self.kind == "positional")

    @property
    def apart_from_name(self) -> tuple[str, str]:
        return self.kind, self.default

    def changes(self, theirs: "Parameter", name: str) -> Iterator[Row]:
        if self.kind != theirs.kind:
            yield Row(name, "place", f"{self.name}: {self.kind} -> {theirs.kind}")
        elif "positional" in self.kind and self.place != theirs.place:
            yield Row(name, "place", f"{self.name}: {self.place} -> {theirs.place}")
        if self.default != theirs.default:
            yield Row(name, "default", f"{self.name}: {self.default} -> {theirs.default}")


Parameters = dict[str, Parameter]
REQUIRED = "(required)"


def parameters(value: Any) -> Parameters | None:
    """Return the parameters of a function, or the options of a command, by name; None where Python cannot tell."""
    if isinstance(value, click.Command):
        return {name: Parameter(name, "option", 0, "") for option in value.params if (name := option.name)}
    function = function_of(value)
    if function is None or is_property(value):
        return None
    listed = [
        declared for declared in inspect.signature(function).parameters.values() if declared.name not in ("self", "cls")
    ]
    converted = [parameter(place, declared) for place, declared in enumerate(listed)]
    return {item.name: item for item in converted}


def parameter(place: int, declared: inspect.Parameter) -> Parameter:
    stars: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    kind = declared.kind.description.replace(" or keyword", "")
    # Who calls does not see what the function calls the rest.
    return Parameter(stars.get(declared.kind, declared.name), kind, place, text_of_default(declared.default))


def text_of_default(default: object) -> str:
    """Return a default as text, without the address of an object."""
    return REQUIRED if default is inspect.Parameter.empty else re.sub(r" at 0x[0-9a-f]+", "", repr(default))


def other_value(pair: Pair) -> Iterator[Row]:
    if isinstance(pair.flask, PLAIN) and isinstance(pair.quart, PLAIN) and pair.flask != pair.quart:
        yield Row(pair.name, "value", f"{pair.flask!r} -> {pair.quart!r}")


def configuration() -> Iterator[Row]:
    """Yield the settings whose defaults differ, or that only Flask or only Quart has."""
    ours, theirs = app_of(flask).config, app_of(quart).config
    for name in ours.keys() | theirs.keys():
        before, after = (str(config.get(name, "(none)")) for config in (ours, theirs))
        if before != after:
            yield Row(f"config.{name}", "config", f"{before} -> {after}")
