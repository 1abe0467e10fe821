"""Resolve the origins of expressions: the dotted names that they come from, followed across modules and calls."""

import builtins
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import libcst as cst

from .attributes import AttributeOrigins
from .containers import added_items, items_at, iterated, step_of
from .definitions import Origins
from .entered import EnteredOrigins
from .evidence import Evidence, checked_classes, evidence_of, evident_origins
from .framework_names import CLIENT, TRANSPARENT_MANAGERS, canonical_name
from .function import modules_bound_to, original_names
from .module import Definition, Module, UnpackingPath
from .nodes import string_value
from .parameters import ParameterOrigins

_Place = tuple[cst.CSTNode, UnpackingPath]
_UNKNOWN: Origins = frozenset()
# How many attributes of attributes, and how many steps into containers are followed: `a = a[0]` in a loop has no end.
_MOST_PARTS, _MOST_STEPS = 9, 4


@dataclass
class OriginResolver(AttributeOrigins, ParameterOrigins, EnteredOrigins):
    """The definitions and calls of some modules, and the origins of their expressions.

    `flask.Flask().route` is the attribute `route` of an instance of `flask.Flask`. An imported name keeps its dotted
    name; a name that the project defines begins with the name of its module.
    """

    _cache: dict[_Place, Origins] = field(default_factory=dict)
    _evidence: dict[str, Evidence] = field(default_factory=dict)
    _partial: dict[_Place, Origins] = field(default_factory=dict)
    _in_progress: set[_Place] = field(default_factory=set)
    _members_in_progress: set[str] = field(default_factory=set)
    _met_cycle: bool = False

    def origins(self, module: Module, node: cst.CSTNode, path: UnpackingPath = ()) -> Origins:
        """Return the origins of an expression, or of the part at `path` of it; empty if they are unknown.

        They are canonical names, without aliases. Inside a cycle they may be incomplete.
        """
        place = (node, path)
        if place in self._in_progress or len(path) > _MOST_STEPS:
            self._met_cycle = True
            return _UNKNOWN
        if place in self._partial:
            return self._partial[place]
        if place not in self._cache:
            self._in_progress.add(place)
            # A query that is refined in a loop gets ever longer names; no rule has such a long one.
            resolved = {origin for origin in self._resolve(module, node, path) if origin.count(".") <= _MOST_PARTS}
            origins = frozenset(map(canonical_name, resolved))
            if isinstance(node, cst.Name | cst.Attribute) and not path and all(map(self.names_only_project, origins)):
                origins |= self._evident_origins(module, node) | self._checked_origins(module, node)
            self._in_progress.discard(place)
            # Results inside a cycle are partial: they are good for the outermost expression alone.
            if self._met_cycle and self._in_progress:
                self._partial[place] = origins
                return origins
            self._cache[place], self._met_cycle = origins, False
            self._partial.clear()
        return self._cache[place]

    def _evident_origins(self, module: Module, node: cst.CSTNode) -> Origins:
        """Return the origin of an object that its uses show."""
        if module.name not in self._evidence:
            self._evidence[module.name] = evidence_of(module)
        return frozenset(evident_origins(module, self._evidence[module.name], node))

    def _checked_origins(self, module: Module, node: cst.Name | cst.Attribute) -> Origins:
        """Return the instances that a name may be by a check with `isinstance` in the function that reads it."""
        classes = checked_classes(module, node) if isinstance(node, cst.Name) else ()
        return frozenset(f"{origin}()" for expression in classes for origin in self.origins(module, expression))

    def forget_origins(self) -> None:
        """Forget all origins, after more definitions were recorded."""
        self._cache.clear()
        self._bases.clear()

    def _resolve(self, module: Module, node: cst.CSTNode, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of an expression before aliases are replaced; nothing for an expression of any other kind.

        `await` and `:=` are looked through, both branches of a condition count. A step into a value that is not spelled
        out adds "[]".
        """
        match node:
            case cst.Name(value=name):
                scope = module.scope_of(node) or module.globals
                yield from self._resolve_definitions(module, name, module.definitions(name, scope), path)
            case cst.Tuple() | cst.List() | cst.Set() | cst.Dict() if path:
                for value in items_at(node, path[0]):
                    yield from self.origins(module, value, path[1:])
            case cst.ListComp(elt=element) | cst.SetComp(elt=element) | cst.DictComp(value=element) if path:
                yield from self.origins(module, element, path[1:])
            case cst.FunctionDef():
                yield module.path_of(node)
            case cst.Await(expression=inner) | cst.NamedExpr(value=inner):
                yield from self.origins(module, inner, path)
            case cst.IfExp(body=first, orelse=second) | cst.BooleanOperation(left=first, right=second):
                yield from self.origins(module, first, path) | self.origins(module, second, path)
            case cst.Attribute(value=value, attr=attribute):
                for origin in self.origins(module, value):
                    yield from self.member(origin, attribute.value, path)
            case cst.Subscript(value=value):
                yield from self.origins(module, value, (step_of(node), *path))
            case cst.Call():
                yield from self._call_origins(module, node, path)

    def _call_origins(self, module: Module, call: cst.Call, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of what a call returns, or of the part at `path` of it."""
        match call:
            case cst.Call(func=cst.Name(value="super")):
                yield from self.base_instances(module, call)
            case cst.Call(func=cst.Attribute(attr=cst.Name(value="getfixturevalue")), args=[cst.Arg(value=name)]):
                for fixture in self.fixtures.get(string_value(name), ()):
                    yield from self.fixture_origins(fixture, path)
            case cst.Call(func=function, args=arguments):
                callees = self.origins(module, function)
                for container, inner_path in iterated(call, callees, path) if path else ():
                    yield from self.origins(module, container, inner_path)
                yield from self.call_results(module, callees, arguments, path)

    def call_results(
        self, module: Module, callees: Origins, arguments: Iterable[cst.Arg], path: UnpackingPath = ()
    ) -> Iterator[str]:
        """Yield the origins of what a call returns: "ORIGIN()" of each callee, and of a project class's base classes.

        A project function adds the origins of its result. Managers such as `closing` give only the origins of their
        first argument.
        """
        items = "[]" * len(path)
        for origin in callees:
            if origin in TRANSPARENT_MANAGERS:
                for argument in list(arguments)[:1]:
                    yield from self.origins(module, argument.value, path)
                continue
            if origin == "builtins.getattr":
                yield from self._named_attributes(module, list(arguments))
                continue
            yield f"{origin}(){items}"
            if origin in self.classes:
                yield from (f"{base}(){items}" for base in self.bases(origin))
            if origin in self.functions:
                yield from self.result_origins(self.functions[origin], path)

    def _named_attributes(self, module: Module, arguments: Sequence[cst.Arg]) -> Iterator[str]:
        """Yield the origins of `getattr(object, name)`; a test client's method if the name is not spelled out."""
        if len(arguments) < 2:
            return
        name = string_value(arguments[1].value)
        for owner in self.origins(module, arguments[0].value):
            if name:
                yield from self.member(owner, name)
            elif owner == CLIENT:
                yield f"{owner}.open"

    def _resolve_definitions(
        self, module: Module, name: str, definitions: Iterable[Definition], path: UnpackingPath
    ) -> Iterator[str]:
        """Yield the origins of a name's definitions, and of the part at `path` of their values.

        A function or class is its own path, an import the imported name; annotations, values and arguments are
        followed. A name without a definition may come from a star import.
        """
        known = list(definitions)
        if not known:
            yield from self._starred_origins(module, name, path)
        for node, inner_path in known:
            full_path = (*inner_path, *path)
            match node:
                case cst.FunctionDef() | cst.ClassDef():
                    yield module.path_of(node)
                case cst.Import():
                    yield from modules_bound_to(node, name)
                case cst.ImportFrom():
                    for original in original_names(node, name):
                        yield from self.member(module.imported_name(node), original, path)
                case cst.Param():
                    yield from self.parameter_origins(module, node, full_path)
                case cst.AnnAssign(annotation=annotation, value=value):
                    yield from self.instances(module, annotation)
                    yield from self.origins(module, value, full_path) if value is not None else ()
                case cst.AsName():
                    yield from self.entered_origins(module, module.parent(node)) if not inner_path else ()
                case str():
                    yield node
                case _:
                    yield from self.origins(module, node, full_path)
                    for item in added_items(module, name, node) if full_path and not inner_path else ():
                        yield from self.origins(module, item, full_path[1:])

    def _starred_origins(self, module: Module, name: str, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of a name that star imports of the project's modules, or of Flask, may bind."""
        for statement in module.star_imports:
            imported = module.imported_name(statement)
            starred = self.modules.get(imported)
            if starred is not None and starred is not module and not name.startswith("_"):
                yield from self._global_origins(starred, name, path)
            elif imported == "flask":
                yield f"flask.{name}"

    def _global_origins(self, module: Module, name: str, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of a name at module level; nothing if the module has no such name."""
        full_name = f"{module.name}.{name}"
        is_defined = module.globals is not None and name in module.globals and name not in dir(builtins)
        if full_name in self._members_in_progress:
            yield from (full_name + "[]" * len(path),) if is_defined else ()
            return
        self._members_in_progress.add(full_name)
        definitions = module.definitions(name, module.globals) if is_defined else ()
        origins = list(self._resolve_definitions(module, name, definitions, path))
        self._members_in_progress.discard(full_name)
        yield from origins

    def member(self, origin: str, name: str, path: UnpackingPath = ()) -> Iterator[str]:
        """Yield the origins of an attribute of a module or an object: by default "ORIGIN.NAME".

        A method of a project class is its own path; other attributes of its objects are followed to their values, and a
        name of a project's module to its definitions.
        """
        full_name, class_path = f"{origin}.{name}", origin.removesuffix("()")
        if origin in self.modules:
            origins = list(self._global_origins(self.modules[origin], name, path))
            yield from origins or [full_name + "[]" * len(path)]
        elif class_path != origin and class_path in self.classes and f"{class_path}.{name}" in self.functions:
            yield from self._method_origins(f"{class_path}.{name}", path)
        else:
            yield full_name + "[]" * len(path)
            if self.keeps_attributes(class_path) and full_name not in self._members_in_progress:
                self._members_in_progress.add(full_name)
                origins = list(self.attribute_origins(class_path, name, path))
                self._members_in_progress.discard(full_name)
                yield from origins

    def _method_origins(self, method: str, path: UnpackingPath) -> Iterator[str]:
        """Yield the path of a method, or the origins of what it returns if it is a property."""
        if self.is_property(method):
            function = self.functions[method]
            yield from self.call_results(function.module, frozenset({method}), (), path)
        else:
            yield method
