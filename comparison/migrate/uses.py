"""The calls and the names of a module by their origins, so that each rule reads only what concerns it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import libcst as cst

from .definitions import Origins
from .framework_names import canonical_name
from .module import Module
from .origins import OriginResolver

Use = cst.Name | cst.Attribute
_Node = TypeVar("_Node", cst.Call, Use)


@dataclass(frozen=True)
class Uses:
    """The calls of a module, and the names and attributes that it reads, by origin. Build it with `Uses.of`."""

    calls: Mapping[str, Mapping[int, cst.Call]]
    names: Mapping[str, Mapping[int, Use]]

    @classmethod
    def of(cls, resolver: OriginResolver, module: Module) -> "Uses":
        nodes: list[Use] = [*module.nodes(cst.Name), *module.nodes(cst.Attribute)]
        names = ((node, _read_origins(resolver, module, node)) for node in nodes if is_use(module, node))
        calls = ((call, resolver.origins(module, call.func)) for call in module.nodes(cst.Call))
        return cls(_by_origin(calls), _by_origin(names))

    def calls_of(self, origins: Iterable[str]) -> Iterator[cst.Call]:
        """Yield the calls of these origins, in source order."""
        return _in_order(self.calls, origins)

    def names_of(self, origins: Iterable[str]) -> Iterator[Use]:
        """Yield the names with one of these origins in source order, then the attributes."""
        return _in_order(self.names, origins)


def _read_origins(resolver: OriginResolver, module: Module, node: Use) -> Origins:
    """Return the origins of what a name reads: an attribute of an object is not followed to the object's values.

    `self.form` is no `request.form`, though it may keep one: the form that it keeps is awaited already.
    """
    if isinstance(node, cst.Name):
        return resolver.origins(module, node)
    owners = resolver.origins(module, node.value)
    if owners & resolver.modules.keys() or not owners:
        return resolver.origins(module, node)
    return frozenset(canonical_name(f"{owner}.{node.attr.value}") for owner in owners)


def _by_origin(nodes: Iterable[tuple[_Node, Origins]]) -> Mapping[str, Mapping[int, _Node]]:
    """Return nodes, with their positions in the sequence, by their origins."""
    by_origin: dict[str, dict[int, _Node]] = defaultdict(dict)
    for position, (node, origins) in enumerate(nodes):
        for origin in origins:
            by_origin[origin][position] = node
    return by_origin


def _in_order(by_origin: Mapping[str, Mapping[int, _Node]], origins: Iterable[str]) -> Iterator[_Node]:
    nodes: dict[int, _Node] = {}
    for origin in origins:
        nodes |= by_origin.get(origin, {})
    return (nodes[position] for position in sorted(nodes))


def is_use(module: Module, node: Use) -> bool:
    """Return whether a name is read: not bound, not a keyword, not in an import."""
    parent = module.parent(node)
    if isinstance(parent, cst.Attribute) and parent.attr is node:
        return False
    if isinstance(parent, cst.AssignTarget | cst.AsName) or _is_unpacked_into(module, node):
        return False
    if any(getattr(parent, part, None) is node for part in ("keyword", "name", "target")):
        return False
    return not any(isinstance(outer, cst.Import | cst.ImportFrom) for outer in module.ancestors(node))


def _is_unpacked_into(module: Module, node: cst.CSTNode) -> bool:
    """Return whether a name stands in a tuple or a list that a value is unpacked into."""
    while isinstance(module.parent(node), cst.Element | cst.StarredElement):
        node = module.parent(module.parent(node))
        parent = module.parent(node)
        if isinstance(parent, cst.AssignTarget | cst.AsName) or getattr(parent, "target", None) is node:
            return True
    return False
