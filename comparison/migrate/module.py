"""One parsed source file: its nodes by kind, where they stand, and where its names come from."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

import libcst as cst
from libcst.metadata import (
    ByteSpanPositionProvider,
    MetadataWrapper,
    ParentNodeProvider,
    PositionProvider,
    Scope,
    ScopeProvider,
)

Node = TypeVar("Node", bound=cst.CSTNode)
Definition = tuple[cst.CSTNode | str, tuple[int | str, ...]]
EACH = "each"


class Module:
    """A source file called `name`, in bytes; raises `cst.ParserSyntaxError` when it is no Python.

    `by_hand` says that it is not rewritten: what its counterpart defines is as it stands there.
    """

    def __init__(self, name: str, source: bytes, by_hand: bool = False, package: bool = False) -> None:
        self.name, self.source, self.by_hand, self.package = name, source, by_hand, package
        wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
        self.tree = wrapper.module
        self.spans = wrapper.resolve(ByteSpanPositionProvider)
        self.positions = wrapper.resolve(PositionProvider)
        self.parents = wrapper.resolve(ParentNodeProvider)
        self.scopes = wrapper.resolve(ScopeProvider)
        self.kinds: dict[type[cst.CSTNode], list[cst.CSTNode]] = defaultdict(list)
        self.collect(self.tree)
        # LibCST counts from behind a byte order mark.
        self.shift = 3 if source.startswith(b"\xef\xbb\xbf") else 0
        self.newline = "\r\n" if b"\r\n" in source else "\n"
        self.paths: dict[cst.CSTNode, str] = {}
        named: list[cst.FunctionDef | cst.ClassDef] = [*self.all(cst.FunctionDef), *self.all(cst.ClassDef)]
        for node in named:
            path = self.dotted_path(node)
            self.paths[node] = path + "'" * sum(one.rstrip("'") == path for one in self.paths.values())

    def collect(self, node: cst.CSTNode) -> None:
        self.kinds[type(node)].append(node)
        for child in node.children:
            self.collect(child)

    def all(self, kind: type[Node]) -> list[Node]:
        """Return the nodes of a kind, in the order of the source."""
        return self.kinds[kind]  # type: ignore[return-value]

    def line(self, node: cst.CSTNode) -> int:
        return int(self.positions[node].start.line)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        return self.parents[node]

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Yield what a node stands in, from the inside out."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def function_of(self, node: cst.CSTNode) -> cst.FunctionDef | cst.Lambda | None:
        """Return the function that runs a node: decorators, defaults and annotations belong to what is around."""
        inner = node
        for outer in self.above(node):
            if isinstance(outer, cst.FunctionDef) and inner is outer.body:
                return outer
            if isinstance(outer, cst.Lambda) and inner is outer.body:
                return outer
            inner = outer
        return None

    def path_around(self, node: cst.CSTNode) -> str:
        """Return the dotted name of the function that runs a node; nothing for the module's own code, or a lambda's."""
        function = self.function_of(node)
        return self.path_of(function) if isinstance(function, cst.FunctionDef) else ""

    def scope_of(self, node: cst.CSTNode) -> Scope | None:
        return self.scopes.get(node)

    @cached_property
    def globals(self) -> Scope | None:
        return self.scopes.get(self.tree)

    def package_name(self) -> str:
        return self.name if self.package else self.name.rpartition(".")[0]

    def imported(self, node: cst.ImportFrom, name: str = "") -> str:
        """Return the full dotted name of what an import statement imports, relative ones resolved."""
        parts = self.package_name().split(".") if self.package_name() else []
        above = len(node.relative) - 1
        base = parts[: len(parts) - above] if node.relative else []
        return ".".join([*base, *([dotted(node.module)] if node.module else []), *([name] if name else [])])

    def path_of(self, function: cst.FunctionDef | cst.ClassDef) -> str:
        """Return the dotted name of a function or class: module, what it stands in, its own; marked if it is taken."""
        return self.paths[function]

    def dotted_path(self, function: cst.FunctionDef | cst.ClassDef) -> str:
        names = [function.name.value]
        names += [one.name.value for one in self.above(function) if isinstance(one, cst.FunctionDef | cst.ClassDef)]
        return ".".join([self.name, *reversed(names)])

    def definitions(self, name: str, scope: Scope | None) -> Iterator[Definition]:
        """Yield the expressions that a name may stand for, each with the path to it in what is unpacked."""
        found = [getattr(one, "node", None) for one in (scope[name] if scope is not None and name in scope else ())]
        if len(found) > 1 and all(
            isinstance(node, cst.Import | cst.ImportFrom) and self.is_on_top(node) for node in found
        ):
            found = [max(found, key=self.line)]  # type: ignore[arg-type]
        for node in found:
            if node is None:
                yield f"builtins.{name}", ()
            elif isinstance(node, cst.Name):
                yield from self.assigned(node)
            else:
                yield node, ()

    def is_use(self, name: cst.Name, target: cst.CSTNode | None) -> bool:
        """Say whether a name stands for what `target` binds, and is not that target itself."""
        definitions = self.definitions(name.value, self.scope_of(name))
        return self.parent(name) is not target and any(node is target for node, _ in definitions)

    def commas(self, node: cst.Subscript) -> list[cst.Comma]:
        """Return the commas between the parts of a subscript."""
        return [one.comma for one in node.slice[:-1] if isinstance(one.comma, cst.Comma)]

    def values(self, node: cst.BaseExpression) -> Iterator[cst.CSTNode]:
        """Yield what an expression is: itself, or what a name was assigned in this module."""
        if not isinstance(node, cst.Name):
            yield node
            return
        for value, path in self.definitions(node.value, self.scope_of(node)):
            if isinstance(value, cst.CSTNode) and not path:
                yield value

    def is_on_top(self, statement: cst.CSTNode) -> bool:
        return isinstance(self.parent(self.parent(statement)), cst.Module)

    def assigned(self, target: cst.CSTNode, path: tuple[int | str, ...] = ()) -> Iterator[Definition]:
        parent = self.parents.get(target)
        match parent:
            case cst.Element():
                unpacked = self.parent(parent)
                index = next(i for i, one in enumerate(getattr(unpacked, "elements", ())) if one is parent)
                yield from self.assigned(unpacked, (index, *path))
            case cst.AssignTarget():
                yield getattr(self.parent(parent), "value", target), path
            case cst.NamedExpr(value=value) if parent.target is target:
                yield value, path
            case cst.For(iter=iterated) | cst.CompFor(iter=iterated) if parent.target is target:
                yield iterated, (EACH, *path)
            case cst.AnnAssign() | cst.Param() | cst.AsName():
                yield parent, path


def root_of(node: cst.CSTNode) -> cst.CSTNode:
    """Return the first part of a dotted name."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return node


def dotted(node: cst.CSTNode | None) -> str:
    """Return a dotted name as it stands; nothing for another expression."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr.value}"
    return ""
