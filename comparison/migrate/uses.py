"""The calls and the names of a module by their origins, so that each rule reads only what concerns it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import libcst as cst

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
        names = [(node, node) for node in nodes if is_use(module, node)]
        calls = [(call, call.func) for call in module.nodes(cst.Call)]
        return cls(_by_origin(resolver, module, calls), _by_origin(resolver, module, names))

    def calls_of(self, origins: Iterable[str]) -> Iterator[cst.Call]:
        """Yield the calls of these origins, in source order."""
        return _in_order(self.calls, origins)

    def names_of(self, origins: Iterable[str]) -> Iterator[Use]:
        """Yield the names with one of these origins in source order, then the attributes."""
        return _in_order(self.names, origins)


def _by_origin(
    resolver: OriginResolver, module: Module, nodes: Iterable[tuple[_Node, cst.CSTNode]]
) -> Mapping[str, Mapping[int, _Node]]:
    """Return the first node of each pair, with its position in the sequence, by the origins of the second."""
    by_origin: dict[str, dict[int, _Node]] = defaultdict(dict)
    for position, (node, named) in enumerate(nodes):
        for origin in resolver.origins(module, named):
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
