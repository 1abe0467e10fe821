"""Detect functions that escape: they are passed or stored where no rule can see who calls them."""

from collections.abc import Iterable, Sequence

import libcst as cst

from .function import FRAMES, Function, bound_arguments, decorators_of
from .source import Source

# Libraries that await the coroutine functions that they get, or do not call them.
_SAFE_LIBRARIES = (
    "asyncio.",
    "blinker.",
    "flask.",
    "inspect.",
    "pytest.",
    "pytest_asyncio.",
    "unittest.mock.",
    "werkzeug.",
)
_SAFE_BUILTINS = ("callable", "getattr", "hasattr", "id", "isinstance", "print", "repr", "str", "type")
_SAFE_FUNCTIONS = {f"builtins.{name}" for name in _SAFE_BUILTINS}
_SAFE_FUNCTIONS |= {"functools.update_wrapper", "functools.wraps", "typing.cast"}
# These call a function without awaiting it, though their library is a safe one.
_CALLING_FUNCTIONS = {"werkzeug.local.LocalProxy", "werkzeug.LocalProxy"}
# Prefixes of methods that register a function on an app or a signal; `setattr` is pytest's monkeypatch.
_REGISTERING = ("add_", "after_", "before_", "connect", "context_processor", "register_", "setattr", "teardown_")


def is_escaping(source: Source, node: cst.BaseExpression) -> bool:
    """Return whether a reference to a function passes or stores it where its calls cannot be followed."""
    escaping, parent = False, source.module.parent(node)
    match parent:
        case cst.IfExp() | cst.BooleanOperation():
            escaping = is_escaping(source, parent)
        case cst.Arg():
            escaping = _is_passed_out(source, parent)
        case cst.Element() | cst.DictElement():
            escaping = _is_container_escaping(source, source.module.parent(parent))
        case cst.Assign() | cst.AnnAssign():
            escaping = any(_is_stored_outside(source, target) for target in _targets_of(parent))
        case cst.Param(default=default):
            escaping = default is node
        case cst.Return():
            escaping = _is_returned_untyped(source, parent, source.functions_named(node))
    return escaping


def _is_returned_untyped(source: Source, statement: cst.Return, functions: Iterable[Function]) -> bool:
    """Return whether a return annotation hides which function is returned, and no decorator returns it."""
    function = source.module.enclosing_function(statement)
    if not isinstance(function, cst.FunctionDef) or function.returns is None:
        return False
    path = source.module.path_of(function)
    modules = source.project.modules.values()
    decorators = [source.project.origins(module, node) for module in modules for _, node in decorators_of(module)]
    if any(path in origins for origins in decorators):
        return False
    return not any(_is_wrapper(source, returned) for returned in functions)


def _is_wrapper(source: Source, function: Function) -> bool:
    """Return whether a function is decorated with `functools.wraps`."""
    expressions = [decorator.decorator for decorator in function.node.decorators]
    callees = [expression.func for expression in expressions if isinstance(expression, cst.Call)]
    return any("functools.wraps" in source.project.origins(function.module, callee) for callee in callees)


def _is_passed_out(source: Source, argument: cst.Arg) -> bool:
    """Return whether a call passes an argument to code that is neither the framework's nor the project's."""
    call = source.module.parent(argument)
    if not isinstance(call, cst.Call) or call.func is argument.value:
        return False
    callees = source.origins(call.func)
    if callees & _CALLING_FUNCTIONS:
        return True
    if isinstance(call.func, cst.Attribute) and call.func.attr.value.startswith(_REGISTERING):
        return False
    if any(origin.startswith(_SAFE_LIBRARIES) or origin in _SAFE_FUNCTIONS for origin in callees):
        return False
    functions = list(source.functions_named(call.func))
    return not functions or not all(_is_followed(source, function, call, argument.value) for function in functions)


def _is_followed(source: Source, function: Function, call: cst.Call, value: cst.BaseExpression) -> bool:
    """Return whether a call passes a value to a named parameter, in which its uses can be followed."""
    params = function.node.params
    parameters = {param.name.value: param for param in (*params.posonly_params, *params.params, *params.kwonly_params)}
    names = [name for name, argument in bound_arguments(function, call) if argument is value]
    targets = [parameters[name] for name in names if name in parameters]
    if not isinstance(value, cst.List | cst.Set | cst.Tuple):
        return bool(targets)
    callee_source = Source(function.module, source.project, source.async_functions)
    return bool(targets) and all(_is_only_looped_over(callee_source, param.name.value, param) for param in targets)


def _is_container_escaping(source: Source, container: cst.CSTNode) -> bool:
    """Return whether a list, tuple, set or dictionary of functions is used other than in a loop or a comparison."""
    parent = source.module.parent(container)
    match parent:
        case cst.Element() | cst.DictElement():
            return _is_container_escaping(source, source.module.parent(parent))
        case cst.Arg():
            return _is_passed_out(source, parent)
        case cst.For() | cst.CompFor() | cst.ComparisonTarget() | cst.AssignTarget() | cst.AsName():
            return isinstance(container, cst.Dict)
        case cst.Assign() | cst.AnnAssign() if not isinstance(container, cst.Dict):
            return any(_is_stored_container_escaping(source, target, container) for target in _targets_of(parent))
        case cst.Assign() | cst.AnnAssign():
            return not all(_is_framework_attribute(source, target) for target in _targets_of(parent))
    return True


def _is_stored_container_escaping(
    source: Source, target: cst.BaseAssignTargetExpression, container: cst.CSTNode
) -> bool:
    """Return whether a container that is assigned to a name is used other than in loops."""
    if isinstance(target, cst.Tuple | cst.List):
        return any(_is_stored_outside(source, element.value) for element in target.elements)
    if _is_stored_outside(source, target):
        return True
    return not isinstance(target, cst.Name) or not _is_only_looped_over(source, target.value, container)


def _is_only_looped_over(source: Source, name: str, bound: cst.CSTNode) -> bool:
    """Return whether a name is used, and only as the iterable of loops, where it stands for `bound`."""
    module = source.module
    names = [node for node in module.nodes(cst.Name) if node.value == name and module.is_use_of(node, bound)]
    reads = [node for node in names if source.is_use(node)]
    return bool(reads) and all(getattr(module.parent(node), "iter", None) is node for node in reads)


def _is_stored_outside(source: Source, target: cst.CSTNode) -> bool:
    """Return whether an assignment stores into a class, an attribute or an item that is not the framework's."""
    if isinstance(target, cst.Name):
        frame = next((node for node in source.module.ancestors(target) if isinstance(node, FRAMES)), None)
        return isinstance(frame, cst.ClassDef)
    return not _is_framework_attribute(source, target)


def _is_framework_attribute(source: Source, target: cst.CSTNode) -> bool:
    owner = target.value if isinstance(target, cst.Attribute | cst.Subscript) else target
    return any(
        origin.startswith(_SAFE_LIBRARIES) and not origin.startswith("flask.g") for origin in source.origins(owner)
    )


def _targets_of(statement: cst.Assign | cst.AnnAssign) -> Sequence[cst.BaseAssignTargetExpression]:
    if isinstance(statement, cst.AnnAssign):
        return [statement.target]
    return [target.target for target in statement.targets]
