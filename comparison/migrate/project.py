"""The modules that are rewritten together: names followed across them, and who calls whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from .function import Function, decorators_of, imported_by, originals_of, passed
from .known import FILES, FIXTURES, PASSED, TRANSPARENT, canonical
from .module import EACH, Definition, Module

Origins = frozenset[str]
Place = tuple[cst.CSTNode, tuple[int | str, ...]]
NOWHERE: Origins = frozenset()


@dataclass
class Project:
    """Modules by their dotted names; `origins` says where an expression comes from, as dotted names.

    `flask.Flask().route` is the attribute `route` of an instance of `flask.Flask`; what is imported from outside keeps
    its name, what is the project's own has the name of its module before it.
    """

    modules: dict[str, Module]
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, tuple[Module, cst.ClassDef]] = field(default_factory=dict)
    arguments: dict[tuple[str, str], list[tuple[Module, cst.CSTNode]]] = field(default_factory=dict)
    callers: dict[str, set[str]] = field(default_factory=dict)
    registered: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    fixtures: dict[str, Function] = field(default_factory=dict)
    known: dict[Place, Origins] = field(default_factory=dict)
    asked: set[Place] = field(default_factory=set)
    circles: bool = False
    looking: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, modules: Iterable[Module]) -> "Project":
        project = cls({module.name: module for module in modules})
        for module in project.modules.values():
            for node in module.all(cst.FunctionDef):
                project.functions[module.path_of(node)] = Function(module, node)
            for one in module.all(cst.ClassDef):
                project.classes[module.path_of(one)] = module, one
        # What is passed on may be what is called: the second look follows what the first found.
        for _ in range(2):
            project.watch_calls()
            project.known.clear()
        return project

    def watch_calls(self) -> None:
        arguments: dict[tuple[str, str], list[tuple[Module, cst.CSTNode]]] = defaultdict(list)
        callers: dict[str, set[str]] = defaultdict(set)
        for module in self.modules.values():
            for call in module.all(cst.Call):
                for path in self.origins(module, call.func) & self.functions.keys():
                    callers[path].add(module.path_around(call))
                    for name, value in passed(self.functions[path], call):
                        arguments[path, name].append((module, value))
                for argument in call.args[:1]:
                    self.register(module, call.func, argument.value)
            for function, decorator in decorators_of(module):
                for path in self.origins(module, decorator) & self.functions.keys():
                    for name in self.functions[path].positional[:1]:
                        arguments[path, name].append((module, function))
                self.register(module, decorator, function)
                if self.origins(module, decorator) & FIXTURES:
                    self.fixtures[function.name.value] = Function(module, function)
        self.arguments, self.callers = dict(arguments), dict(callers)

    def register(self, module: Module, taker: cst.BaseExpression, given: cst.CSTNode) -> None:
        """Note what the framework passes to a function that is given to one of its registering methods."""
        for origin in self.origins(module, taker) & PASSED.keys():
            for path in self.origins(module, given) & self.functions.keys():
                for name in self.functions[path].positional[:1]:
                    self.registered.setdefault((path, name), set()).add(PASSED[origin])

    def origins(self, module: Module, node: cst.CSTNode, path: tuple[int | str, ...] = ()) -> Origins:
        key = (node, path)
        if key in self.asked:
            self.circles = True
            return NOWHERE
        if key not in self.known:
            self.asked.add(key)
            found = frozenset(map(canonical, self.traced(module, node, path)))
            self.asked.discard(key)
            # What was found in a circle is not all that there is, but for who asked first.
            if self.circles and self.asked:
                return found
            self.known[key], self.circles = found, False
        return self.known[key]

    def traced(self, module: Module, node: cst.CSTNode, path: tuple[int | str, ...]) -> Iterator[str]:
        match node:
            case cst.Name(value=name):
                scope = module.scope_of(node) or module.globals
                yield from self.defined(module, name, module.definitions(name, scope), path)
            case cst.Tuple(elements=elements) | cst.List(elements=elements) | cst.Set(elements=elements) if path:
                chosen = elements if path[0] == EACH else elements[int(path[0]) : int(path[0]) + 1]
                for element in chosen:
                    yield from self.origins(module, element.value, path[1:])
            case cst.FunctionDef():
                yield module.path_of(node)
            case cst.Call(func=cst.Name(value="super")):
                yield from self.inherited(module, node)
            case cst.Await(expression=inner) | cst.NamedExpr(value=inner):
                yield from self.origins(module, inner, path)
            case cst.IfExp(body=one, orelse=other) | cst.BooleanOperation(left=one, right=other):
                yield from self.origins(module, one, path) | self.origins(module, other, path)
            case cst.Attribute(value=value, attr=attribute) if not path:
                for origin in self.origins(module, value):
                    yield from self.member(origin, attribute.value)
            case cst.Subscript(value=value):
                yield from (f"{origin}[]{'[]' * len(path)}" for origin in self.origins(module, value))
            case cst.Call(func=function, args=arguments):
                found = self.results(module, self.origins(module, function), arguments)
                yield from (origin + "[]" * len(path) for origin in found)

    def results(self, module: Module, called: Origins, arguments: Iterable[cst.Arg]) -> Iterator[str]:
        for origin in called:
            if origin in TRANSPARENT:
                for argument in list(arguments)[:1]:
                    yield from self.origins(module, argument.value)
                continue
            yield f"{origin}()"
            if origin in self.classes:
                yield from (f"{base}()" for base in self.bases(origin))
            function = self.functions.get(origin)
            if function is not None and function.node.returns is not None:
                yield from self.instances(function.module, function.node.returns)
            elif function is not None and not function.generator:
                yield from self.returned(function)

    def returned(self, function: Function) -> Iterator[str]:
        for one in function.all(cst.Return):
            if one.value is not None:
                yield from self.origins(function.module, one.value)

    def bases(self, path: str) -> list[str]:
        """Return what a class of the project inherits from, near and far."""
        module, node = self.classes[path]
        near = [origin for base in node.bases for origin in sorted(self.origins(module, base.value)) if origin != path]
        return near + [far for one in near if one in self.classes for far in self.bases(one)]

    def inherited(self, module: Module, node: cst.CSTNode) -> Iterator[str]:
        """Yield what `super()` is at a node: an instance of each base of the class around."""
        around = next((one for one in module.above(node) if isinstance(one, cst.ClassDef)), None)
        yield from (f"{base}()" for base in self.bases(module.path_of(around))) if around is not None else ()

    def instances(self, module: Module, annotation: cst.Annotation) -> Iterator[str]:
        for origin in self.origins(module, annotation.annotation):
            yield f"{origin}()"

    def defined(
        self, module: Module, name: str, definitions: Iterable[Definition], path: tuple[int | str, ...]
    ) -> Iterator[str]:
        for node, inner in definitions:
            match node:
                case cst.FunctionDef() | cst.ClassDef():
                    yield module.path_of(node)
                case cst.Import():
                    yield from imported_by(node, name)
                case cst.ImportFrom():
                    yield from self.imported_from(module, node, name, path)
                case cst.Param():
                    yield from self.passed_in(module, node, (*inner, *path))
                case cst.AnnAssign(annotation=annotation, value=value):
                    yield from self.instances(module, annotation)
                    if value is not None:
                        yield from self.origins(module, value, (*inner, *path))
                case cst.AsName():
                    item = module.parent(node)
                    if isinstance(item, cst.WithItem) and not inner:
                        yield from self.entered(module, item)
                case str():
                    yield node
                case _:
                    yield from self.origins(module, node, (*inner, *path))

    def passed_in(self, module: Module, parameter: cst.Param, path: tuple[int | str, ...]) -> Iterator[str]:
        if parameter.annotation is not None and not path:
            yield from self.instances(module, parameter.annotation)
        function = next((one for one in module.above(parameter) if isinstance(one, cst.FunctionDef)), None)
        if function is None:
            return
        key = (module.path_of(function), parameter.name.value)
        yield from self.registered.get(key, ()) if not path else ()
        if parameter.name.value in self.fixtures and not path and self.is_given_fixtures(function):
            yield from self.fixture(self.fixtures[parameter.name.value])
        around = Function(module, function).method_of
        if around is not None and function.params.params[:1] == (parameter,) and not path:
            path_of_class = module.path_of(around)
            yield from (f"{one}()" for one in (path_of_class, *self.bases(path_of_class)))
        for where, value in self.arguments.get(key, ()):
            yield from self.origins(where, value, path)

    def entered(self, module: Module, item: cst.WithItem) -> Iterator[str]:
        """Yield what a `with` gives; a file is told apart, where the `with` opens files and does nothing else."""
        block = module.parent(item)
        opens = all(self.opens(module, one) for one in (block.items if isinstance(block, cst.With) else ()))
        yield from (f"{origin}.__enter__()" if opens else origin for origin in self.origins(module, item.item))

    def opens(self, module: Module, item: cst.WithItem) -> bool:
        """Say whether a `with` opens a file here, and uses it in no other way than an asynchronous one can be."""
        opens = isinstance(item.item, cst.Call) and self.origins(module, item.item.func) & FILES
        name = item.asname.name.value if item.asname and isinstance(item.asname.name, cst.Name) else ""
        uses = [one for one in module.all(cst.Name) if one.value == name and module.is_use(one, item.asname)]
        return bool(opens) and all(self.is_simple(module, one) for one in uses)

    def is_simple(self, module: Module, use: cst.Name) -> bool:
        """Say whether a file is asked for an attribute, read in a loop, or passed to a function of the project."""
        parent = module.parent(use)
        if isinstance(parent, cst.Attribute | cst.For | cst.CompFor):
            return True
        call = module.parent(parent) if isinstance(parent, cst.Arg) else None
        return isinstance(call, cst.Call) and bool(self.origins(module, call.func) & self.functions.keys())

    def is_given_fixtures(self, function: cst.FunctionDef) -> bool:
        """Say whether pytest calls a function: a test, or a fixture itself."""
        return function.name.value.startswith("test") or any(one.node is function for one in self.fixtures.values())

    def fixture(self, function: Function) -> Iterator[str]:
        """Yield what a fixture gives: what it returns or yields."""
        module = function.module
        yield from self.results(module, frozenset({module.path_of(function.node)}), ())
        for one in function.all(cst.Yield):
            if isinstance(one.value, cst.BaseExpression):
                yield from self.origins(module, one.value)

    def imported_from(
        self, module: Module, node: cst.ImportFrom, name: str, path: tuple[int | str, ...]
    ) -> Iterator[str]:
        for original in originals_of(node, name):
            yield from self.member(module.imported(node), original, path)

    def member(self, origin: str, name: str, path: tuple[int | str, ...] = ()) -> Iterator[str]:
        """Yield where a name leads that is looked up in a module or an object."""
        module = self.modules.get(origin)
        full = f"{origin}.{name}"
        if origin.removesuffix("()") in self.classes and full.replace("()", "") in self.functions:
            yield full.replace("()", "")
            return
        if module is None or module.globals is None or name not in module.globals or full in self.looking:
            yield full
            return
        self.looking.add(full)
        found = list(self.defined(module, name, module.definitions(name, module.globals), path))
        self.looking.discard(full)
        yield from found
