"""Functions that are handed on, passed or kept, where it cannot be seen who calls them."""

from collections.abc import Iterable, Sequence

import libcst as cst

from .function import FRAMES, Function, decorators_of, passed
from .source import Source

# What awaits the coroutine functions that it gets, or what calls none.
FINE = ("asyncio.", "blinker.", "flask.", "inspect.", "pytest.", "pytest_asyncio.", "unittest.mock.", "werkzeug.")
HARMLESS = {f"builtins.{name}" for name in ("callable", "getattr", "hasattr", "id", "isinstance", "print", "repr")}
HARMLESS |= {"builtins.str", "builtins.type", "functools.update_wrapper", "functools.wraps", "typing.cast"}
CALLING = {"werkzeug.local.LocalProxy", "werkzeug.LocalProxy"}
# Methods that register, of what may be an app or a signal; and pytest's that puts one thing in the place of another.
REGISTERING = ("add_", "after_", "before_", "connect", "context_processor", "register_", "setattr", "teardown_")


def is_handed_on(source: Source, node: cst.BaseExpression) -> bool:
    """Say whether a function, named here, goes where it cannot be followed."""
    found, parent = False, source.module.parent(node)
    match parent:
        case cst.IfExp() | cst.BooleanOperation():
            found = is_handed_on(source, parent)
        case cst.Arg():
            found = is_passed_on(source, parent)
        case cst.Element() | cst.DictElement():
            found = is_kept(source, source.module.parent(parent))
        case cst.Assign() | cst.AnnAssign():
            found = any(is_out_of_sight(source, one) for one in targets_of(parent))
        case cst.Param(default=default):
            found = default is node
        case cst.Return():
            found = is_given_back(source, parent, source.functions_named(node))
    return found


def is_given_back(source: Source, statement: cst.Return, given: Iterable[Function]) -> bool:
    """Say whether a function is returned where an annotation stands for what is, and no decorator returns it."""
    function = source.module.function_of(statement)
    if not isinstance(function, cst.FunctionDef) or function.returns is None:
        return False
    path = source.module.path_of(function)
    modules = source.project.modules.values()
    decorators = [source.project.origins(module, one) for module in modules for _, one in decorators_of(module)]
    return not any(path in one for one in decorators) and not any(is_wrapping(source, one) for one in given)


def is_wrapping(source: Source, function: Function) -> bool:
    inner = [one.decorator for one in function.node.decorators]
    called = [one.func for one in inner if isinstance(one, cst.Call)]
    return any("functools.wraps" in source.project.origins(function.module, one) for one in called)


def is_passed_on(source: Source, argument: cst.Arg) -> bool:
    """Say whether a call takes an argument, and is neither the framework's nor one of a function to look into."""
    call = source.module.parent(argument)
    if not isinstance(call, cst.Call) or call.func is argument.value:
        return False
    takers = source.origins(call.func)
    if takers & CALLING:
        return True
    if isinstance(call.func, cst.Attribute) and call.func.attr.value.startswith(REGISTERING):
        return False
    if any(one.startswith(FINE) or one in HARMLESS for one in takers):
        return False
    functions = list(source.functions_named(call.func))
    return not functions or not all(takes(source, one, call, argument.value) for one in functions)


def takes(source: Source, function: Function, call: cst.Call, value: cst.BaseExpression) -> bool:
    """Say whether a call gives a value to a parameter of a function, in which it can be followed."""
    given = function.node.params
    parameters = {one.name.value: one for one in (*given.posonly_params, *given.params, *given.kwonly_params)}
    found = [parameters[name] for name, one in passed(function, call) if one is value and name in parameters]
    if not isinstance(value, cst.List | cst.Set | cst.Tuple):
        return bool(found)
    inner = Source(function.module, source.project, source.coroutines)
    return bool(found) and all(is_only_read(inner, one.name.value, one) for one in found)


def is_kept(source: Source, container: cst.CSTNode) -> bool:
    """Say whether a list, a tuple or a dictionary is more than what a loop here reads, or a comparison."""
    parent = source.module.parent(container)
    match parent:
        case cst.Element() | cst.DictElement():
            return is_kept(source, source.module.parent(parent))
        case cst.Arg():
            return is_passed_on(source, parent)
        case cst.For() | cst.CompFor() | cst.ComparisonTarget() | cst.AssignTarget() | cst.AsName():
            return isinstance(container, cst.Dict)
        case cst.Assign() | cst.AnnAssign() if not isinstance(container, cst.Dict):
            return any(is_kept_in(source, one, container) for one in targets_of(parent))
        case cst.Assign() | cst.AnnAssign():
            return not all(is_of_framework(source, one) for one in targets_of(parent))
    return True


def is_kept_in(source: Source, target: cst.BaseAssignTargetExpression, container: cst.CSTNode) -> bool:
    """Say whether something is done with a list and its name that is no loop."""
    if isinstance(target, cst.Tuple | cst.List):
        return any(is_out_of_sight(source, one.value) for one in target.elements)
    if is_out_of_sight(source, target):
        return True
    return not isinstance(target, cst.Name) or not is_only_read(source, target.value, container)


def is_only_read(source: Source, name: str, bound: cst.CSTNode) -> bool:
    """Say whether a name is used, and by loops alone, where it stands for what was bound to it."""
    module = source.module
    uses = [one for one in module.all(cst.Name) if one.value == name and module.is_use(one, bound)]
    read = [one for one in uses if source.is_use(one)]
    return bool(read) and all(getattr(module.parent(one), "iter", None) is one for one in read)


def is_out_of_sight(source: Source, target: cst.CSTNode) -> bool:
    """Say whether what is assigned is an attribute or a part of something, and the framework's neither."""
    if isinstance(target, cst.Name):
        around = next((one for one in source.module.above(target) if isinstance(one, FRAMES)), None)
        return isinstance(around, cst.ClassDef)
    return not is_of_framework(source, target)


def is_of_framework(source: Source, target: cst.CSTNode) -> bool:
    owner = target.value if isinstance(target, cst.Attribute | cst.Subscript) else target
    return any(one.startswith(FINE) and not one.startswith("flask.g") for one in source.origins(owner))


def targets_of(statement: cst.Assign | cst.AnnAssign) -> Sequence[cst.BaseAssignTargetExpression]:
    return [statement.target] if isinstance(statement, cst.AnnAssign) else [one.target for one in statement.targets]
