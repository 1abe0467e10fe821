"""Find the uses of names that a trigger asks for."""

import re
from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from ..migrate.framework_names import canonical_name
from ..migrate.function import decorator_callees, decorators_of
from ..migrate.source import Source
from ..migrate.values import fields_of
from .app import InspectedApp
from .detector import NameUse, Override
from .done import is_done

Uses = Iterator[cst.CSTNode]


def name_uses(app: InspectedApp, source: Source, trigger: NameUse) -> Uses:
    """Yield the names, attributes and subscripts of a module that a trigger means."""
    for node in _candidates(source, trigger):
        if trigger.on_event_loop and (_is_in_command(source, node) or not source.runs_on_event_loop(node)):
            continue
        if trigger.in_request and source.enclosing_path(node) not in app.request_functions:
            continue
        if not has_arguments(source, trigger, node):
            continue
        if trigger.left and is_done(app, source, node, bool(trigger.only_with or trigger.where)):
            continue
        yield node


def _is_in_command(source: Source, node: cst.CSTNode) -> bool:
    """Return whether a command runs a node: no request waits for it."""
    function = source.module.enclosing_function(node)
    callees = decorator_callees(function) if isinstance(function, cst.FunctionDef) else []
    return any(isinstance(callee, cst.Attribute) and callee.attr.value == "command" for callee in callees)


def _candidates(source: Source, trigger: NameUse) -> Iterable[cst.CSTNode]:
    if trigger.how == "assigned":
        return _assigned(source, set(trigger.names))
    if trigger.how == "decorator":
        return _decorators(source, set(trigger.names))
    items = {name.removesuffix("[]") for name in trigger.names if name.endswith("[]")}
    return [*framework_uses(source, trigger.names), *(subscripts(source, items) if items else ())]


def framework_uses(source: Source, names: Sequence[str]) -> Iterator[cst.Name | cst.Attribute]:
    """Yield the uses of names, without those of variables that keep their values."""
    members = {name.rpartition(".")[2] for name in names}
    return (use for use in source.uses(*names) if _names_it(source, use, members))


def _names_it(source: Source, node: cst.Name | cst.Attribute, members: set[str]) -> bool:
    """Return whether a name is that of the framework: not a variable that only keeps the value."""
    if isinstance(node, cst.Attribute):
        return node.attr.value in members
    definitions = source.module.definitions(node.value, source.module.scope_of(node) or source.module.globals)
    return all(isinstance(node, cst.Import | cst.ImportFrom | str) for node, _ in definitions)


def subscripts(source: Source, owners: set[str]) -> Iterator[cst.Subscript]:
    """Yield the reads of an item of one of these objects."""
    for node in source.module.nodes(cst.Subscript):
        parent = source.module.parent(node)
        is_read = not isinstance(parent, cst.AssignTarget | cst.Del | cst.AugAssign)
        if is_read and source.origins(node.value) & owners:
            yield node


def _decorators(source: Source, names: set[str]) -> Iterator[cst.BaseExpression]:
    """Yield the names in decorators, called or not, and in calls that register a function."""
    for _, decorator in decorators_of(source.module):
        callee = decorator.func if isinstance(decorator, cst.Call) else decorator
        if source.origins(callee) & names:
            yield callee


def _assigned(source: Source, names: set[str]) -> Iterator[cst.Attribute]:
    """Yield the attributes with these origins that are assigned or deleted."""
    module = source.module
    attributes = {name.rpartition(".")[2] for name in names}
    for node in module.nodes(cst.Attribute):
        parent = module.parent(node)
        is_target = isinstance(parent, cst.AssignTarget | cst.Del) or (
            isinstance(parent, cst.AugAssign | cst.AnnAssign) and parent.target is node
        )
        if is_target and node.attr.value in attributes:
            owners = source.origins(node.value)
            if {canonical_name(f"{owner}.{node.attr.value}") for owner in owners} & names:
                yield node


def has_arguments(source: Source, trigger: NameUse, node: cst.CSTNode) -> bool:
    """Return whether a use has the arguments that matter: of its call, or of its subscript."""
    if not (trigger.only_with or trigger.unless or trigger.where):
        return True
    parent = source.module.parent(node)
    call = parent if isinstance(parent, cst.Call) and parent.func is node else None
    values = dict(_values(source, node, call.args if call else ()))
    if trigger.only_with and not values.keys() & {*trigger.only_with, "**"}:
        return False
    if values.keys() & {*trigger.unless} or not (call or isinstance(node, cst.Subscript) or not trigger.where):
        return False
    return all(_matches(values.get(place), pattern) for place, pattern in trigger.where)


def _values(source: Source, node: cst.CSTNode, arguments: Iterable[cst.Arg]) -> Iterator[tuple[int | str, str]]:
    """Yield the position or the keyword of each argument with its text; 0 for the key of a subscript.

    Of an unpacked dictionary that is spelled out, the items are yielded, of any other "**".
    """
    if isinstance(node, cst.Subscript):
        yield 0, source.text(node.slice[0].slice)
    for position, argument in enumerate(arguments):
        fields = fields_of(argument.value) if argument.star == "**" else []
        yield from ((source.key_text(field).strip("'\""), source.text(field.value)) for field in fields)
        if not fields:
            name = argument.keyword.value if argument.keyword else argument.star or position
            yield name, source.text(argument.value)


def _matches(value: str | None, pattern: str | None) -> bool:
    if pattern is None or value is None:
        return pattern is None and value is None
    return re.fullmatch(pattern, value, re.DOTALL) is not None


def overrides(source: Source, trigger: Override) -> Uses:
    """Yield the members of this name that a module's subclasses of a class define."""
    for node in source.module.nodes(cst.ClassDef):
        if trigger.owner not in source.bases(node):
            continue
        for statement in node.body.body:
            if isinstance(statement, cst.FunctionDef) and statement.name.value in trigger.members:
                yield statement.name
            for part in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
                targets = part.targets if isinstance(part, cst.Assign) else ()
                for target in targets:
                    if isinstance(target.target, cst.Name) and target.target.value in trigger.members:
                        yield target.target
