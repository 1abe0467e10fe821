"""Resolve the origins of expressions: the dotted names that they come from, followed across modules and calls."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from .framework_names import OPEN_FUNCTIONS, TRANSPARENT_MANAGERS, canonical_name
from .function import Function, modules_bound_to, original_names
from .module import EACH, Definition, Module, UnpackingPath

Origins = frozenset[str]
_Place = tuple[cst.CSTNode, UnpackingPath]
_UNKNOWN: Origins = frozenset()


@dataclass
class OriginResolver:
    """The definitions and calls of some modules, and the origins of their expressions.

    `flask.Flask().route` is the attribute `route` of an instance of `flask.Flask`. An imported name keeps its dotted
    name; a name that the project defines begins with the name of its module.

    `arguments` are the values that calls pass, by function path and parameter; `callback_arguments` are those that the
    framework passes to registered functions. `callers` are the paths of the functions that call a function.
    """

    modules: dict[str, Module]
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, tuple[Module, cst.ClassDef]] = field(default_factory=dict)
    arguments: dict[tuple[str, str], list[tuple[Module, cst.CSTNode]]] = field(default_factory=dict)
    callers: dict[str, set[str]] = field(default_factory=dict)
    callback_arguments: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    fixtures: dict[str, Function] = field(default_factory=dict)
    _cache: dict[_Place, Origins] = field(default_factory=dict)
    _in_progress: set[_Place] = field(default_factory=set)
    _members_in_progress: set[str] = field(default_factory=set)
    _met_cycle: bool = False

    def origins(self, module: Module, node: cst.CSTNode, path: UnpackingPath = ()) -> Origins:
        """Return the origins of an expression, or of the part at `path` of it; empty if they are unknown.

        They are canonical names, without aliases. Inside a cycle they may be incomplete.
        """
        place = (node, path)
        if place in self._in_progress:
            self._met_cycle = True
            return _UNKNOWN
        if place not in self._cache:
            self._in_progress.add(place)
            origins = frozenset(map(canonical_name, self._resolve(module, node, path)))
            self._in_progress.discard(place)
            # Results inside a cycle are partial: cache only the outermost one.
            if self._met_cycle and self._in_progress:
                return origins
            self._cache[place], self._met_cycle = origins, False
        return self._cache[place]

    def _resolve(self, module: Module, node: cst.CSTNode, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of an expression before aliases are replaced; nothing for an expression of any other kind.

        `await` and `:=` are looked through, both branches of a condition count, and each subscript adds "[]".
        """
        match node:
            case cst.Name(value=name):
                scope = module.scope_of(node) or module.globals
                yield from self._resolve_definitions(module, name, module.definitions(name, scope), path)
            case cst.Tuple(elements=elements) | cst.List(elements=elements) | cst.Set(elements=elements) if path:
                chosen = elements if path[0] == EACH else elements[int(path[0]) : int(path[0]) + 1]
                for element in chosen:
                    yield from self.origins(module, element.value, path[1:])
            case cst.FunctionDef():
                yield module.path_of(node)
            case cst.Call(func=cst.Name(value="super")):
                yield from self._base_instances(module, node)
            case cst.Await(expression=inner) | cst.NamedExpr(value=inner):
                yield from self.origins(module, inner, path)
            case cst.IfExp(body=first, orelse=second) | cst.BooleanOperation(left=first, right=second):
                yield from self.origins(module, first, path) | self.origins(module, second, path)
            case cst.Attribute(value=value, attr=attribute) if not path:
                for origin in self.origins(module, value):
                    yield from self.member(origin, attribute.value)
            case cst.Subscript(value=value):
                yield from (f"{origin}[]{'[]' * len(path)}" for origin in self.origins(module, value))
            case cst.Call(func=function, args=arguments):
                results = self._call_results(module, self.origins(module, function), arguments)
                yield from (origin + "[]" * len(path) for origin in results)

    def _call_results(self, module: Module, callees: Origins, arguments: Iterable[cst.Arg]) -> Iterator[str]:
        """Yield the origins of what a call returns: "ORIGIN()" of each callee, and of a project class's base classes.

        A project function adds the origins of its return annotation or, without one and if it is no generator, of what
        its `return` statements return. Managers such as `closing` give only the origins of their first argument.
        """
        for origin in callees:
            if origin in TRANSPARENT_MANAGERS:
                for argument in list(arguments)[:1]:
                    yield from self.origins(module, argument.value)
                continue
            yield f"{origin}()"
            if origin in self.classes:
                yield from (f"{base}()" for base in self.bases(origin))
            function = self.functions.get(origin)
            if function is not None and function.node.returns is not None:
                yield from self.instances(function.module, function.node.returns)
            elif function is not None and not function.is_generator:
                for statement in function.nodes(cst.Return):
                    if statement.value is not None:
                        yield from self.origins(function.module, statement.value)

    def bases(self, path: str) -> list[str]:
        """Return the paths of all base classes of a class of the project, direct and indirect."""
        module, node = self.classes[path]
        expressions = [base.value for base in node.bases]
        direct = [origin for base in expressions for origin in sorted(self.origins(module, base)) if origin != path]
        return direct + [indirect for base in direct if base in self.classes for indirect in self.bases(base)]

    def _base_instances(self, module: Module, node: cst.CSTNode) -> Iterator[str]:
        """Yield what `super()` is at a node: an instance of each base of the enclosing class."""
        class_node = next((outer for outer in module.ancestors(node) if isinstance(outer, cst.ClassDef)), None)
        if class_node is not None:
            yield from (f"{base}()" for base in self.bases(module.path_of(class_node)))

    def instances(self, module: Module, annotation: cst.Annotation) -> Iterator[str]:
        """Yield the origins of a value with this annotation."""
        for origin in self.origins(module, annotation.annotation):
            yield f"{origin}()"

    def _resolve_definitions(
        self, module: Module, name: str, definitions: Iterable[Definition], path: UnpackingPath
    ) -> Iterator[str]:
        """Yield the origins of a name's definitions, and of the part at `path` of their values.

        A function or class is its own path, an import the imported name; annotations, values and arguments are
        followed.
        """
        for node, inner_path in definitions:
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
                    yield from self._parameter_origins(module, node, full_path)
                case cst.AnnAssign(annotation=annotation, value=value):
                    yield from self.instances(module, annotation)
                    if value is not None:
                        yield from self.origins(module, value, full_path)
                case cst.AsName():
                    item = module.parent(node)
                    if isinstance(item, cst.WithItem) and not inner_path:
                        yield from self._entered_origins(module, item)
                case str():
                    yield node
                case _:
                    yield from self.origins(module, node, full_path)

    def _parameter_origins(self, module: Module, parameter: cst.Param, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of a parameter: its annotation, and what calls, fixtures and the framework pass.

        The first parameter of a method is also an instance of its class and of all base classes.
        """
        if parameter.annotation is not None and not path:
            yield from self.instances(module, parameter.annotation)
        function = next((outer for outer in module.ancestors(parameter) if isinstance(outer, cst.FunctionDef)), None)
        if function is None:
            return
        name = parameter.name.value
        if not path:
            yield from self.callback_arguments.get((module.path_of(function), name), ())
            if name in self.fixtures and self.is_given_fixtures(function):
                yield from self._fixture_origins(self.fixtures[name])
            owner = Function(module, function).owner_class
            if owner is not None and function.params.params[:1] == (parameter,):
                owner_path = module.path_of(owner)
                yield from (f"{class_path}()" for class_path in (owner_path, *self.bases(owner_path)))
        for caller, value in self.arguments.get((module.path_of(function), name), ()):
            yield from self.origins(caller, value, path)

    def is_given_fixtures(self, function: cst.FunctionDef) -> bool:
        """Return whether pytest calls a function: a test, or a fixture."""
        fixtures = [fixture.node for fixture in self.fixtures.values()]
        return function.name.value.startswith("test") or any(node is function for node in fixtures)

    def _fixture_origins(self, function: Function) -> Iterator[str]:
        """Yield the origins of what a fixture returns or yields, and "FIXTURE()" itself."""
        module = function.module
        yield from self._call_results(module, frozenset({module.path_of(function.node)}), ())
        for node in function.nodes(cst.Yield):
            if isinstance(node.value, cst.BaseExpression):
                yield from self.origins(module, node.value)

    def _entered_origins(self, module: Module, item: cst.WithItem) -> Iterator[str]:
        """Yield the origins of a `with … as` name. Files get `.__enter__()`, if the `with` only opens files."""
        block = module.parent(item)
        items = block.items if isinstance(block, cst.With) else ()
        only_files = all(self.opens_file(module, block_item) for block_item in items)
        yield from (f"{origin}.__enter__()" if only_files else origin for origin in self.origins(module, item.item))

    def opens_file(self, module: Module, item: cst.WithItem) -> bool:
        """Return whether a `with` item opens a file, and uses it only in ways that an aiofiles file supports."""
        opens = isinstance(item.item, cst.Call) and self.origins(module, item.item.func) & OPEN_FUNCTIONS
        name = item.asname.name.value if item.asname and isinstance(item.asname.name, cst.Name) else ""
        names = [node for node in module.nodes(cst.Name) if node.value == name]
        uses = [node for node in names if module.is_use_of(node, item.asname)]
        return bool(opens) and all(self._is_simple_file_use(module, use) for use in uses)

    def _is_simple_file_use(self, module: Module, use: cst.Name) -> bool:
        """Return whether a file's attribute is read, or a loop reads it, or a function of the project gets it."""
        parent = module.parent(use)
        if isinstance(parent, cst.Attribute | cst.For | cst.CompFor):
            return True
        call = module.parent(parent) if isinstance(parent, cst.Arg) else None
        return isinstance(call, cst.Call) and bool(self.origins(module, call.func) & self.functions.keys())

    def member(self, origin: str, name: str, path: UnpackingPath = ()) -> Iterator[str]:
        """Yield the origins of an attribute of a module or an object: by default "ORIGIN.NAME".

        A method of a project class is its own path; a name of a project's module is followed to its definitions.
        """
        module = self.modules.get(origin)
        full_name = f"{origin}.{name}"
        if origin.removesuffix("()") in self.classes and full_name.replace("()", "") in self.functions:
            yield full_name.replace("()", "")
            return
        has_name = module is not None and module.globals is not None and name in module.globals
        if module is None or not has_name or full_name in self._members_in_progress:
            yield full_name
            return
        self._members_in_progress.add(full_name)
        origins = list(self._resolve_definitions(module, name, module.definitions(name, module.globals), path))
        self._members_in_progress.discard(full_name)
        yield from origins
