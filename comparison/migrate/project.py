"""The modules that are rewritten together: their functions and classes, the calls between them, and all origins."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import libcst as cst

from .commands import commands_of_apps
from .definitions import Origins, Value
from .framework_names import CALLBACK_ARGUMENTS, FIXTURE_DECORATORS
from .function import Function, bound_arguments, decorators_of
from .module import Module
from .nodes import dotted_name, string_value
from .origins import OriginResolver
from .parametrized import parametrized
from .request_helpers import request_helpers
from .uses import Uses

__all__ = ["Origins", "Project"]
_PASSES = 3
# Those that read asynchronous generators, or of which a rule says what to do.
_KNOWN_READERS = ("flask.", "contextlib.", "builtins.", "asyncio.", "functools.", "inspect.")


class Project(OriginResolver):
    """The modules that are rewritten together, by their dotted names. Build it with `Project.of`."""

    @cached_property
    def module_of(self) -> Mapping[cst.FunctionDef, Module]:
        """The module of each function."""
        return {function.node: function.module for function in self.functions.values()}

    @cached_property
    def functions_by_module(self) -> Mapping[str, list[tuple[str, Function]]]:
        """The functions of each module, each with its path, by the module's name."""
        functions: dict[str, list[tuple[str, Function]]] = defaultdict(list)
        for path, function in self.functions.items():
            functions[function.module.name].append((path, function))
        return functions

    @cached_property
    def _uses(self) -> dict[str, Uses]:
        return {}

    @cached_property
    def foreign_readers(self) -> Mapping[str, str]:
        """The function of another library that reads a generator, by the generator's path: such a one stays plain."""
        readers: dict[str, str] = {}
        for module in self.modules.values():
            for call in module.nodes(cst.Call):
                if self._is_foreign(self.origins(module, call.func)):
                    for argument in call.args:
                        for path in self._generators_called(module, argument.value):
                            readers.setdefault(path, dotted_name(call.func))
        return readers

    @cached_property
    def commands(self) -> set[str]:
        """The paths of the functions that are commands of an app."""
        return commands_of_apps(self)

    @cached_property
    def request_helpers(self) -> set[str]:
        """The paths of the functions that hand their keyword arguments on to a request of the test client."""
        return request_helpers(self)

    def _is_foreign(self, callees: Origins) -> bool:
        """Return whether a call may be of another library's function or class, which reads no asynchronous generator.

        A method is not counted: it may only keep the generator.
        """
        foreign = (origin for origin in callees if not origin.startswith(_KNOWN_READERS) and "()" not in origin)
        return any(origin not in self.functions and origin not in self.classes for origin in foreign)

    def _generators_called(self, module: Module, node: cst.BaseExpression) -> Iterator[str]:
        """Yield the paths of the generator functions that an expression calls."""
        for origin in self.origins(module, node) if isinstance(node, cst.Call | cst.Name) else ():
            function = self.functions.get(origin.removesuffix("()"))
            if origin.endswith("()") and function is not None and function.is_generator:
                yield origin.removesuffix("()")

    def uses(self, module: Module) -> Uses:
        """Return the calls and the names of a module by their origins."""
        if module.name not in self._uses:
            self._uses[module.name] = Uses.of(self, module)
        return self._uses[module.name]

    @classmethod
    def of(cls, modules: Iterable[Module]) -> "Project":
        """Index the definitions and the calls of modules."""
        project = cls({module.name: module for module in modules})
        for module in project.modules.values():
            for function in module.nodes(cst.FunctionDef):
                project.functions[module.path_of(function)] = Function(module, function)
            for class_node in module.nodes(cst.ClassDef):
                project.classes[module.path_of(class_node)] = module, class_node
        # A pass follows the arguments and attributes of the pass before: an app is made, stored, read, and handed on.
        for _ in range(_PASSES):
            project.index_attributes()
            project._index_calls()
            project.forget_origins()
        return project

    def _index_calls(self) -> None:
        """Record who calls each function, and the arguments that each call and decorator passes."""
        arguments: dict[tuple[str, str], list[Value]] = defaultdict(list)
        callers: dict[str, set[str]] = defaultdict(set)
        self.fixtures.clear()
        for module in self.modules.values():
            for call in module.nodes(cst.Call):
                for path in self._called_functions(module, call):
                    callers[path].add(module.enclosing_path(call))
                    for name, value in bound_arguments(self.functions[path], call):
                        arguments[path, name].append((module, value, ()))
                for argument in call.args[:1]:
                    self._record_callback(module, call.func, argument.value)
            for function, decorator in decorators_of(module):
                for name, value, steps in parametrized(decorator):
                    arguments[module.path_of(function), name].append((module, value, steps))
                for path in self.origins(module, decorator) & self.functions.keys():
                    for name in self.functions[path].positional_parameters[:1]:
                        arguments[path, name].append((module, function, ()))
                self._record_callback(module, decorator, function)
                if self.origins(module, decorator) & FIXTURE_DECORATORS:
                    name = _fixture_name(function, decorator)
                    self.fixtures.setdefault(name, []).append(Function(module, function))
        self.arguments, self.callers = dict(arguments), dict(callers)

    def _called_functions(self, module: Module, call: cst.Call) -> set[str]:
        """Return the paths of the functions that a call may run: of a class its `__init__`, of an object `__call__`."""
        origins = self.origins(module, call.func)
        constructors = [self.method_paths(origin, "__init__") for origin in origins & self.classes.keys()]
        return self.callables(origins) | {path for paths in constructors for path in paths}

    def _record_callback(self, module: Module, registrar: cst.BaseExpression, callback: cst.CSTNode) -> None:
        """Record what the framework passes to the first parameter of a function that `registrar` registers."""
        for origin in self.origins(module, registrar) & CALLBACK_ARGUMENTS.keys():
            for path in self.origins(module, callback) & self.functions.keys():
                for name in self.functions[path].positional_parameters[:1]:
                    self.callback_arguments.setdefault((path, name), set()).add(CALLBACK_ARGUMENTS[origin])


def _fixture_name(function: cst.FunctionDef, decorator: cst.BaseExpression) -> str:
    """Return the name of a fixture: that of its function, or the argument `name` of its decorator."""
    for argument in decorator.args if isinstance(decorator, cst.Call) else ():
        if argument.keyword is not None and argument.keyword.value == "name":
            return string_value(argument.value) or function.name.value
    return function.name.value
