"""A parsed source file: its nodes by kind, their positions and scopes, and the definitions of its names."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeVar

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, CodeRange, CodeSpan, MetadataWrapper, PositionProvider, Scope

from .form_feeds import places_of_form_feeds, without_form_feeds
from .metadata import QuickScopeProvider, parents_of
from .nodes import dotted_name

Node = TypeVar("Node", bound=cst.CSTNode)
# A step into a value that is unpacked: an index, or EACH for any of its elements.
EACH: Final = "each"
UnpackingPath = tuple[int | Literal["each"], ...]
# What a name stands for (a node, or the dotted name of a builtin), and the path to it in that value.
Definition = tuple[cst.CSTNode | str, UnpackingPath]


@dataclass(frozen=True, eq=False)
class Module:
    """A source file called `name`, parsed. Build it with `Module.parse`.

    An `excluded` module is not rewritten: its functions are coroutine functions or not as the source says.
    """

    name: str
    source: bytes
    tree: cst.Module
    scopes: Mapping[cst.CSTNode, Scope | None]
    excluded: bool = False
    is_package: bool = False
    form_feeds: tuple[int, ...] = ()

    @classmethod
    def parse(cls, name: str, source: bytes, excluded: bool = False, is_package: bool = False) -> "Module":
        """Parse a file's bytes, which are UTF-8; raise `cst.ParserSyntaxError` if they are not Python.

        LibCST counts no form feed at the start of a line: all of them are left out while it parses.
        """
        tree = cst.parse_module(without_form_feeds(source))
        # Resolved here, since it recurses deepest: what nests too deeply raises `RecursionError` now.
        scopes = MetadataWrapper(tree, unsafe_skip_copy=True).resolve(QuickScopeProvider)
        return cls(name, source, tree, scopes, excluded, is_package, places_of_form_feeds(source))

    @cached_property
    def _metadata(self) -> MetadataWrapper:
        return MetadataWrapper(self.tree, unsafe_skip_copy=True)

    @cached_property
    def _spans(self) -> Mapping[cst.CSTNode, CodeSpan]:
        return self._metadata.resolve(ByteSpanPositionProvider)

    @cached_property
    def _positions(self) -> Mapping[cst.CSTNode, CodeRange]:
        return self._metadata.resolve(PositionProvider)

    @cached_property
    def _parents(self) -> Mapping[cst.CSTNode, cst.CSTNode]:
        """The parent of each node, the nodes in source order."""
        return parents_of(self.tree)

    @cached_property
    def bom_length(self) -> int:
        return 3 if self.source.startswith(b"\xef\xbb\xbf") else 0

    @cached_property
    def newline(self) -> str:
        return "\r\n" if b"\r\n" in self.source else "\n"

    @cached_property
    def _nodes_by_kind(self) -> Mapping[type[cst.CSTNode], list[cst.CSTNode]]:
        """The nodes of each class of LibCST, subclasses not included, in source order."""
        nodes: dict[type[cst.CSTNode], list[cst.CSTNode]] = defaultdict(list)
        for node in (self.tree, *self._parents):
            nodes[type(node)].append(node)
        return nodes

    @cached_property
    def _paths(self) -> Mapping[cst.CSTNode, str]:
        """The dotted name of each function and class; a second one of the same name gets an apostrophe."""
        paths: dict[cst.CSTNode, str] = {}
        taken: Counter[str] = Counter()
        definitions: list[cst.FunctionDef | cst.ClassDef] = [*self.nodes(cst.FunctionDef), *self.nodes(cst.ClassDef)]
        for node in definitions:
            frames = [frame for frame in self.ancestors(node) if isinstance(frame, cst.FunctionDef | cst.ClassDef)]
            path = ".".join([self.name, *(frame.name.value for frame in reversed(frames)), node.name.value])
            paths[node] = path + "'" * taken[path]
            taken[path] += 1
        return paths

    def nodes(self, kind: type[Node]) -> list[Node]:
        """Return the nodes of a kind, in source order."""
        return self._nodes_by_kind.get(kind, [])  # type: ignore[return-value] # each list has nodes of its kind

    @cached_property
    def _names(self) -> Mapping[str, list[cst.Name]]:
        names: dict[str, list[cst.Name]] = defaultdict(list)
        for node in self.nodes(cst.Name):
            names[node.value].append(node)
        return names

    @cached_property
    def _nodes_by_function(self) -> dict[type[cst.CSTNode], Mapping[cst.CSTNode | None, list[cst.CSTNode]]]:
        """The nodes by class and by the function that runs them, of the classes that were asked for so far."""
        return {}

    def nodes_run_by(self, function: cst.FunctionDef, kind: type[Node]) -> list[Node]:
        """Return the nodes of a kind that a function itself runs, in source order."""
        if kind not in self._nodes_by_function:
            by_function: dict[cst.CSTNode | None, list[cst.CSTNode]] = defaultdict(list)
            for node in self.nodes(kind):
                by_function[self.enclosing_function(node)].append(node)
            self._nodes_by_function[kind] = by_function
        # Each list has nodes of its kind alone.
        return list(self._nodes_by_function[kind].get(function, ()))  # type: ignore[arg-type]

    def names(self, name: str) -> list[cst.Name]:
        """Return the names of one spelling, in source order."""
        return self._names.get(name, [])

    @cached_property
    def star_imports(self) -> list[cst.ImportFrom]:
        return [node for node in self.nodes(cst.ImportFrom) if isinstance(node.names, cst.ImportStar)]

    def span(self, node: cst.CSTNode) -> tuple[int, int]:
        """Return the byte offsets in the source at which a node starts and ends; LibCST counts no byte order mark."""
        start = self.bom_length + self._spans[node].start
        end = start + self._spans[node].length
        return start + bisect_right(self.form_feeds, start), end + bisect_left(self.form_feeds, end)

    def line(self, node: cst.CSTNode) -> int:
        return int(self._positions[node].start.line)

    def column(self, node: cst.CSTNode) -> int:
        """Return the column of a node's first character, from 1."""
        return int(self._positions[node].start.column) + 1

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        return self._parents[node]

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Yield the nodes that contain a node, the innermost first."""
        while node in self._parents:
            node = self._parents[node]
            yield node

    def enclosing_function(self, node: cst.CSTNode) -> cst.FunctionDef | cst.Lambda | None:
        """Return the function that runs a node. Decorators, defaults and annotations belong to the enclosing code."""
        inner = node
        for outer in self.ancestors(node):
            if isinstance(outer, cst.FunctionDef) and inner is outer.body:
                return outer
            if isinstance(outer, cst.Lambda) and inner is outer.body:
                return outer
            inner = outer
        return None

    def enclosing_path(self, node: cst.CSTNode) -> str:
        """Return the dotted name of the function that runs a node; "" at module level and in a lambda."""
        function = self.enclosing_function(node)
        return self.path_of(function) if isinstance(function, cst.FunctionDef) else ""

    def scope_of(self, node: cst.CSTNode) -> Scope | None:
        return self.scopes.get(node)

    @cached_property
    def globals(self) -> Scope | None:
        return self.scopes.get(self.tree)

    def imported_name(self, node: cst.ImportFrom, name: str = "") -> str:
        """Return the absolute dotted name of an imported module, or of a name in it. Relative imports are resolved."""
        package = self.name if self.is_package else self.name.rpartition(".")[0]
        parts = package.split(".") if package else []
        levels_up = len(node.relative) - 1
        base = parts[: len(parts) - levels_up] if node.relative else []
        return ".".join([*base, *([dotted_name(node.module)] if node.module else []), *([name] if name else [])])

    def path_of(self, definition: cst.FunctionDef | cst.ClassDef) -> str:
        """Return the dotted name of a function or class: the module, the functions and classes around it, its name."""
        return self._paths[definition]

    def definitions(self, name: str, scope: Scope | None) -> Iterator[Definition]:
        """Yield what a name may stand for in a scope: definitions, imports, parameters, or the values assigned to it.

        A builtin is "builtins.NAME". Of several imports at module level, the last is yielded. A name that is not bound
        yields nothing.
        """
        assignments = scope[name] if scope is not None and name in scope else ()
        nodes = [getattr(assignment, "node", None) for assignment in assignments]
        if len(nodes) > 1 and all(
            isinstance(node, cst.Import | cst.ImportFrom) and self._is_top_level(node) for node in nodes
        ):
            # The last of several imports wins.
            nodes = [max(nodes, key=self.line)]  # type: ignore[arg-type]
        for node in nodes:
            if node is None:
                yield f"builtins.{name}", ()
            elif isinstance(node, cst.Name):
                yield from self._assigned_values(node)
            else:
                yield node, ()

    def is_use_of(self, name: cst.Name, target: cst.CSTNode | None) -> bool:
        """Return whether a name stands for what `target` binds, and is not that target itself."""
        definitions = self.definitions(name.value, self.scope_of(name))
        return self.parent(name) is not target and any(node is target for node, _ in definitions)

    def values(self, node: cst.BaseExpression) -> Iterator[cst.CSTNode]:
        """Yield the values of an expression: itself or, for a name, the values that this module assigns to it."""
        if not isinstance(node, cst.Name):
            yield node
            return
        for value, path in self.definitions(node.value, self.scope_of(node)):
            if isinstance(value, cst.CSTNode) and not path:
                yield value

    def _is_top_level(self, statement: cst.CSTNode) -> bool:
        return isinstance(self.parent(self.parent(statement)), cst.Module)

    def _assigned_values(self, target: cst.CSTNode, path: UnpackingPath = ()) -> Iterator[Definition]:
        """Yield what an assignment, `:=` or a loop gives to a target, with the path to the inner target's part of it.

        `path` leads from `target` to the inner target. Annotated assignments, parameters and `as` names stay as nodes.
        """
        parent = self._parents.get(target)
        match parent:
            case cst.Element():
                unpacked = self.parent(parent)
                elements = getattr(unpacked, "elements", ())
                index = next(index for index, element in enumerate(elements) if element is parent)
                yield from self._assigned_values(unpacked, (index, *path))
            case cst.AssignTarget():
                yield getattr(self.parent(parent), "value", target), path
            case cst.NamedExpr(value=value) if parent.target is target:
                yield value, path
            case cst.For(iter=iterated) | cst.CompFor(iter=iterated) if parent.target is target:
                yield iterated, (EACH, *path)
            case cst.AnnAssign() | cst.Param() | cst.AsName():
                yield parent, path
