"""The modules that are rewritten together: names followed across them, and who calls whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from .known import TRANSPARENT, canonical
from .module import EACH, Definition, Module

Origins = frozenset[str]
NOWHERE: Origins = frozenset()


@dataclass(frozen=True)
class Function:
    """A function of the project; `coroutine` says that it is `async def` already."""

    module: Module
    node: cst.FunctionDef

    @property
    def coroutine(self) -> bool:
        return self.node.asynchronous is not None

    @property
    def generator(self) -> bool:
        return any(self.module.function_of(one) is self.node for one in self.module.all(cst.Yield))

    @property
    def parameters(self) -> list[str]:
        given = self.node.params
        return [one.name.value for one in (*given.posonly_params, *given.params, *given.kwonly_params)]


@dataclass
class Project:
    """Modules by their dotted names; `origins` says where an expression comes from, as dotted names.

    `flask.Flask().route` is the attribute `route` of an instance of `flask.Flask`; what is imported from outside keeps
    its name, what is the project's own has the name of its module before it.
    """

    modules: dict[str, Module]
    functions: dict[str, Function] = field(default_factory=dict)
    arguments: dict[tuple[str, str], list[tuple[Module, cst.BaseExpression]]] = field(default_factory=dict)
    callers: dict[str, set[str]] = field(default_factory=dict)
    known: dict[tuple[cst.CSTNode, tuple[int | str, ...]], Origins] = field(default_factory=dict)

    @classmethod
    def of(cls, modules: Iterable[Module]) -> "Project":
        project = cls({module.name: module for module in modules})
        for module in project.modules.values():
            for node in module.all(cst.FunctionDef):
                project.functions[module.path_of(node)] = Function(module, node)
        # What is passed on may be what is called: the second look follows what the first found.
        for _ in range(2):
            project.watch_calls()
            project.known.clear()
        return project

    def watch_calls(self) -> None:
        arguments, callers = defaultdict(list), defaultdict(set)
        for module in self.modules.values():
            for call in module.all(cst.Call):
                for path in self.origins(module, call.func) & self.functions.keys():
                    callers[path].add(self.path_around(module, call))
                    for name, value in passed(self.functions[path], call):
                        arguments[path, name].append((module, value))
        self.arguments, self.callers = dict(arguments), dict(callers)

    def path_around(self, module: Module, node: cst.CSTNode) -> str:
        """Return the dotted name of the function that runs a node; nothing for a module's own code, or a lambda's."""
        function = module.function_of(node)
        return module.path_of(function) if isinstance(function, cst.FunctionDef) else ""

    def origins(self, module: Module, node: cst.CSTNode, path: tuple[int | str, ...] = ()) -> Origins:
        key = (node, path)
        if key not in self.known:
            self.known[key] = NOWHERE  # whoever asks in a circle finds nothing there
            self.known[key] = frozenset(map(canonical, self.traced(module, node, path)))
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
            case cst.Await(expression=inner) | cst.NamedExpr(value=inner):
                yield from self.origins(module, inner, path)
            case cst.IfExp(body=one, orelse=other) | cst.BooleanOperation(left=one, right=other):
                yield from self.origins(module, one, path) | self.origins(module, other, path)
            case cst.Attribute(value=value, attr=attribute) if not path:
                for origin in self.origins(module, value):
                    yield from self.member(origin, attribute.value)
            case cst.Subscript(value=value):
                yield from (f"{origin}[]" for origin in self.origins(module, value))
            case cst.Call(func=function, args=arguments) if not path:
                yield from self.results(module, self.origins(module, function), arguments)

    def results(self, module: Module, called: Origins, arguments: Iterable[cst.Arg]) -> Iterator[str]:
        for origin in called:
            if origin in TRANSPARENT:
                for argument in list(arguments)[:1]:
                    yield from self.origins(module, argument.value)
                continue
            yield f"{origin}()"
            function = self.functions.get(origin)
            if function is not None and function.node.returns is not None:
                yield from self.instances(function.module, function.node.returns)

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
                    yield from self.imported_from(module, node, name)
                case cst.Param():
                    yield from self.passed_in(module, node, (*inner, *path))
                case cst.AnnAssign(annotation=annotation, value=value):
                    yield from self.instances(module, annotation)
                    if value is not None:
                        yield from self.origins(module, value, (*inner, *path))
                case cst.AsName():
                    item = module.parent(node)
                    if isinstance(item, cst.WithItem):
                        yield from self.origins(module, item.item)
                case str():
                    yield node
                case _:
                    yield from self.origins(module, node, (*inner, *path))

    def passed_in(self, module: Module, parameter: cst.Param, path: tuple[int | str, ...]) -> Iterator[str]:
        if parameter.annotation is not None and not path:
            yield from self.instances(module, parameter.annotation)
        function = next((one for one in module.above(parameter) if isinstance(one, cst.FunctionDef)), None)
        key = (module.path_of(function), parameter.name.value) if function else ("", "")
        for where, value in self.arguments.get(key, ()):
            yield from self.origins(where, value, path)

    def imported_from(self, module: Module, node: cst.ImportFrom, name: str) -> Iterator[str]:
        for alias in node.names if not isinstance(node.names, cst.ImportStar) else ():
            if (alias.evaluated_alias or alias.evaluated_name) == name:
                yield from self.member(module.imported(node), alias.evaluated_name)

    def member(self, origin: str, name: str) -> Iterator[str]:
        """Yield where a name leads that is looked up in a module or an object."""
        module = self.modules.get(origin)
        full = f"{origin}.{name}"
        if module is None or full in self.modules or module.globals is None or name not in module.globals:
            yield full
            return
        yield from self.defined(module, name, module.definitions(name, module.globals), ())


def imported_by(node: cst.Import, name: str) -> Iterator[str]:
    """Yield what a plain import binds a name to: `import a.b` binds `a`, `import a.b as c` binds `c` to `a.b`."""
    for alias in node.names:
        if alias.evaluated_alias == name:
            yield alias.evaluated_name
        elif alias.asname is None and alias.evaluated_name.partition(".")[0] == name:
            yield name


def passed(function: Function, call: cst.Call) -> Iterator[tuple[str, cst.BaseExpression]]:
    """Yield the parameters of a function that a call fills, each with its argument."""
    names = function.parameters
    for position, argument in enumerate(call.args):
        if argument.keyword is not None:
            yield argument.keyword.value, argument.value
        elif not argument.star and position < len(names):
            yield names[position], argument.value
