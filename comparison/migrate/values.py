"""Sort the values of an expression into kinds: a dictionary, text or bytes, or something unknown."""

from collections.abc import Iterator
from mimetypes import MimeTypes
from typing import Literal

import libcst as cst

from .change import Change, RemovedArgument, ReplacedText
from .module import Module
from .nodes import is_none, string_value
from .project import Project

Kind = Literal["dictionary", "text", "none", "unknown"]
_TEXT_NODES = (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString)
_TEXT_CALLS = {f"builtins.{name}()" for name in ("bytes", "bytearray", "str", "repr")} | {
    "json.dumps()",
    "flask.json.dumps()",
    "urllib.parse.urlencode()",
}
_DICTIONARY_CALLS = {"builtins.dict()", "werkzeug.datastructures.MultiDict()"}
STORAGES = {"werkzeug.datastructures.FileStorage()", "quart.datastructures.FileStorage()"}
_STREAMS = {"builtins.open()", "builtins.open().__enter__()", "io.BytesIO()", "pathlib.Path().open()"}
_FILES = _STREAMS | STORAGES
_TEXT_METHODS = ("encode", "decode", "format", "join", "read", "getvalue", "SerializeToString")
# Python's own table, not that of the machine.
_TYPES = MimeTypes()
# How many calls and assignments are followed.
_DEEPEST = 4


def kinds(project: Project, module: Module, node: cst.BaseExpression) -> set[Kind]:
    """Return the kinds of the values that an expression may have; names and parameters are followed."""
    return set(_kinds(project, module, node, _DEEPEST))


def _kinds(project: Project, module: Module, node: cst.CSTNode, depth: int) -> Iterator[Kind]:
    match node:
        case cst.Dict() | cst.DictComp():
            yield "dictionary"
        case _ if is_none(node):
            yield "none"
        case cst.Name() if depth:
            yield from _kinds_of_name(project, module, node, depth)
        case cst.IfExp(body=first, orelse=second):
            yield from _kinds(project, module, first, depth)
            yield from _kinds(project, module, second, depth)
        case _ if isinstance(node, _TEXT_NODES) or project.origins(module, node) & _TEXT_CALLS:
            yield "text"
        case cst.Call(func=cst.Attribute(attr=cst.Name(value=name))) if name in _TEXT_METHODS:
            yield "text"
        case _ if project.origins(module, node) & _DICTIONARY_CALLS:
            yield "dictionary"
        case _:
            yield "unknown"


def _kinds_of_name(project: Project, module: Module, node: cst.Name, depth: int) -> Iterator[Kind]:
    """Yield the kinds of a name's values: of what is assigned to it, or passed as that parameter."""
    definitions = list(module.definitions(node.value, module.scope_of(node) or module.globals))
    if not definitions:
        yield "unknown"
    for value, path in definitions:
        if isinstance(value, cst.Param) and not path:
            yield from _kinds_of_parameter(project, module, value, depth)
        elif isinstance(value, cst.AnnAssign) and value.value is not None and not path:
            yield from _kinds(project, module, value.value, depth - 1)
        elif isinstance(value, cst.BaseExpression) and not path:
            yield from _kinds(project, module, value, depth - 1)
        else:
            yield "unknown"


def _kinds_of_parameter(project: Project, module: Module, parameter: cst.Param, depth: int) -> Iterator[Kind]:
    """Yield the kinds of what callers pass to a parameter, and of its default.

    They are `unknown` if no caller is known, and for a part of what is passed. `depth` limits how far values are
    followed.
    """
    arguments = project.passed_values(module, parameter)
    if not arguments:
        yield "unknown"
    for caller, value, inner_path in arguments:
        if inner_path:
            yield "unknown"
        else:
            yield from _kinds(project, caller, value, depth - 1)
    if parameter.default is not None:
        yield from _kinds(project, module, parameter.default, depth - 1)


def is_file(project: Project, module: Module, value: cst.BaseExpression) -> bool:
    """Return whether a field of a form is a file: an open one, a `FileStorage`, or a tuple that begins with one."""
    return isinstance(value, cst.Tuple) or bool(project.origins(module, value) & _FILES)


def guessed_type(value: cst.BaseExpression) -> str:
    """Return the type that Flask's client guesses from a file's name; "" if the type is given, or the name unknown."""
    name = value.elements[1].value if isinstance(value, cst.Tuple) and len(value.elements) == 2 else None
    if not isinstance(name, cst.SimpleString) or not string_value(name):
        return ""
    return f"{name.quote}{_TYPES.guess_type(string_value(name))[0] or 'application/octet-stream'}{name.quote}"


def fields_of(form: cst.BaseExpression) -> list[cst.DictElement | cst.Arg]:
    """Return the fields of a form that is spelled out: a dictionary, or a call of `dict` with keywords."""
    if isinstance(form, cst.Dict):
        return [element for element in form.elements if isinstance(element, cst.DictElement)]
    is_call = isinstance(form, cst.Call) and isinstance(form.func, cst.Name) and form.func.value == "dict"
    # Only the call has `args`.
    return [argument for argument in form.args if argument.keyword is not None] if is_call else []  # type: ignore[attr-defined]


def removed_field(field: cst.DictElement | cst.Arg) -> Iterator[Change]:
    """Yield the changes that remove a field of a form, with its comma."""
    if isinstance(field, cst.Arg):
        yield RemovedArgument(field)
        return
    yield ReplacedText(field, "")
    if isinstance(field.comma, cst.Comma):
        yield ReplacedText(field.comma, "")
