"""Say whether a rule rewrites a use of the framework already or, in a port, whether it is awaited."""

import libcst as cst

from ..migrate.change import AsyncBlock
from ..migrate.source import Source
from .app import InspectedApp


def is_done(app: InspectedApp, source: Source, node: cst.CSTNode, has_arguments: bool) -> bool:
    """Return whether a rule rewrites a name, its call, or an argument of that; in a port whether it is awaited.

    Where it is an argument that matters, `await` is not enough.
    """
    module = source.module
    parent = module.parent(node)
    call = parent if isinstance(parent, cst.Call) and parent.func is node else None
    around = call or node
    if app.framework_of(module) == "flask":
        values = [value for argument in (call.args if call else ()) for value in (argument, argument.value)]
        return bool({node, around, module.parent(around), *values} & app.rewritten_nodes) or _is_entered(
            app, source, around
        )
    if has_arguments:
        return False
    item = module.parent(around)
    block = module.parent(item)
    is_entered = isinstance(item, cst.WithItem) and isinstance(block, cst.With) and block.asynchronous is not None
    return is_entered or source.is_awaited(around)


def _is_entered(app: InspectedApp, source: Source, node: cst.CSTNode) -> bool:
    """Return whether a rule makes the `with` that enters a context asynchronous, or removes it."""
    item = source.module.parent(node)
    items = {change.item for change in app.changes_of(source.module) if isinstance(change, AsyncBlock)}
    return isinstance(item, cst.WithItem) and (item in items or source.module.parent(item) in app.rewritten_nodes)
