"""Take the use of an object of unknown origin as evidence of what it is: a Flask app, or its test client."""

from collections.abc import Hashable, Iterator, Mapping

import libcst as cst

from .framework_names import CLIENT, OTHER_CLIENTS, REQUEST_METHODS
from .module import Module
from .nodes import dotted_name, items_of, root_of, string_value

# The evident origins of a module's objects, by what identifies each.
Evidence = Mapping[Hashable, str]
APP = "flask.Flask()"
# Methods that no class but the framework's is known to have.
_APP_METHODS = ("app_context", "test_cli_runner", "test_client", "test_request_context")
_CLIENT_METHODS = ("session_transaction",)
# Attributes of a response: those of Flask's alone, and those that responses of other clients have too.
_FLASK_ATTRIBUTES = ("data", "get_data", "get_json", "mimetype")
_COMMON_ATTRIBUTES = ("headers", "json", "location", "status", "status_code", "text")
_URL_FUNCTIONS = ("url_for",)


def evident_origins(module: Module, evidence: Evidence, node: cst.CSTNode) -> Iterator[str]:
    """Yield the origin of a name or an attribute that its uses in the module show; nothing without evidence."""
    origin = evidence.get(_key(module, node))
    if origin is not None and not _is_literal(module, node):
        yield origin


def _is_literal(module: Module, node: cst.CSTNode) -> bool:
    """Return whether a name is bound to a container or a text that is spelled out."""
    values = module.values(node) if isinstance(node, cst.Name) else ()
    return any(isinstance(value, cst.Dict | cst.List | cst.Set | cst.Tuple | cst.SimpleString) for value in values)


def unrecognized_requests(module: Module) -> Iterator[cst.Call]:
    """Yield the calls of a test module that look like requests of a test client, whatever their object is."""
    for attribute in module.nodes(cst.Attribute) if is_test_module(module) else ():
        call = _request(module, attribute)
        if call is not None:
            yield call


def is_test_module(module: Module) -> bool:
    """Return whether a module has tests, by its name or its packages."""
    return is_test_name(module.name)


def is_test_name(module_name: str) -> bool:
    """Return whether a dotted module name is that of a test module.

    Its last part is `test_…`, `…_test`, `…_tests` or `conftest`, or any of its parts is `test` or `tests`. A path with
    slashes stands for the module at it.
    """
    *packages, name = module_name.replace("/", ".").removesuffix(".py").split(".")
    is_named = name.startswith("test_") or name.endswith(("_test", "_tests")) or name in ("conftest", "test", "tests")
    return is_named or any(package in ("test", "tests") for package in packages)


def evidence_of(module: Module) -> Evidence:
    """Return what the uses of objects in a module show."""
    evidence: dict[Hashable, str] = {}
    has_other_clients = bool(_imported_packages(module) & OTHER_CLIENTS)
    for attribute in module.nodes(cst.Attribute):
        name, key = attribute.attr.value, _key(module, attribute.value)
        if key is None:
            continue
        if name in _APP_METHODS:
            evidence[key] = APP
        elif name in _CLIENT_METHODS or (is_test_module(module) and _is_request(module, attribute, has_other_clients)):
            evidence.setdefault(key, CLIENT)
    return evidence


def _key(module: Module, node: cst.CSTNode) -> Hashable:
    """Return what identifies an object in a module: a name with its assignments, or a dotted text; None for others."""
    text = dotted_name(node)
    if not text:
        return None
    if isinstance(node, cst.Attribute):
        return text
    scope = module.scope_of(node) or module.globals
    return text, frozenset(scope[text]) if scope is not None else ()


def _is_request(module: Module, attribute: cst.Attribute, has_other_clients: bool) -> bool:
    """Return whether a method is called with a path, and its result is used like a response of Flask's client."""
    call = _request(module, attribute)
    if call is None:
        return False
    used = set(_attributes_of_result(module, call))
    return bool(used & set(_FLASK_ATTRIBUTES)) or (not has_other_clients and bool(used & set(_COMMON_ATTRIBUTES)))


def _request(module: Module, attribute: cst.Attribute) -> cst.Call | None:
    """Return the call of an attribute that is named like an HTTP method and gets a path first."""
    call = module.parent(attribute)
    if not isinstance(call, cst.Call) or call.func is not attribute or attribute.attr.value not in REQUEST_METHODS:
        return None
    return call if call.args and _is_path(module, call.args[0].value) else None


def _is_path(module: Module, node: cst.CSTNode) -> bool:
    """Return whether an expression is a path: text that begins with a slash, or the result of `url_for`."""
    match node:
        case cst.FormattedString(parts=[cst.FormattedStringText(value=text), *_]):
            return text.startswith("/")
        case cst.Call(func=cst.Attribute(value=cst.SimpleString() as text, attr=cst.Name(value="format"))):
            return _is_path(module, text)
        case cst.Name():
            return any(string_value(value).startswith("/") for value in module.values(node))
        case cst.Call(func=function):
            return dotted_name(function).rpartition(".")[2] in _URL_FUNCTIONS
        case cst.BinaryOperation(left=left):
            return _is_path(module, left)
    return string_value(node).startswith("/")


def _attributes_of_result(module: Module, call: cst.Call) -> Iterator[str]:
    """Yield the attributes that are read of what a call returns, directly or through the name of the result."""
    parent = module.parent(call)
    if isinstance(parent, cst.Await):
        parent = module.parent(parent)
    if isinstance(parent, cst.Attribute):
        yield parent.attr.value
    function = module.enclosing_function(call)
    for target in _targets_of(parent):
        name = dotted_name(target)
        for attribute in module.nodes(cst.Attribute) if name else ():
            if dotted_name(attribute.value) == name and module.enclosing_function(attribute) is function:
                yield attribute.attr.value


def _targets_of(parent: cst.CSTNode) -> list[cst.CSTNode]:
    """Return what a value is assigned to, by its parent node."""
    match parent:
        case cst.Assign(targets=targets):
            return [target.target for target in targets]
        case cst.AnnAssign(target=target) | cst.NamedExpr(target=target):
            return [target]
        case cst.WithItem(asname=cst.AsName(name=name)):
            return [name]
    return []


def _imported_packages(module: Module) -> set[str]:
    plain = [alias.name for node in module.nodes(cst.Import) for alias in node.names]
    absolute = [node for node in module.nodes(cst.ImportFrom) if not node.relative]
    names = [*plain, *(node.module for node in absolute if node.module is not None)]
    return {root.value for root in map(root_of, names) if isinstance(root, cst.Name)}


def checked_classes(module: Module, name: cst.Name) -> Iterator[cst.BaseExpression]:
    """Yield the classes of which `isinstance` is asked for a name, in the function that runs it."""
    function = module.enclosing_function(name)
    calls = module.nodes_run_by(function, cst.Call) if isinstance(function, cst.FunctionDef) else ()
    for call in calls:
        if dotted_name(call.func) == "isinstance" and len(call.args) == 2:
            checked, classes = (argument.value for argument in call.args)
            if isinstance(checked, cst.Name) and checked.value == name.value:
                yield from items_of(classes)
