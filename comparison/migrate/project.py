"""The modules that are rewritten together: their functions and classes, the calls between them, and all origins."""

from collections import defaultdict
from collections.abc import Iterable

import libcst as cst

from .framework_names import CALLBACK_ARGUMENTS, FIXTURE_DECORATORS
from .function import Function, bound_arguments, decorators_of
from .module import Module
from .origins import OriginResolver, Origins

__all__ = ["Origins", "Project"]


class Project(OriginResolver):
    """The modules that are rewritten together, by their dotted names. Build it with `Project.of`."""

    @classmethod
    def of(cls, modules: Iterable[Module]) -> "Project":
        """Index the definitions and the calls of modules."""
        project = cls({module.name: module for module in modules})
        for module in project.modules.values():
            for function in module.nodes(cst.FunctionDef):
                project.functions[module.path_of(function)] = Function(module, function)
            for class_node in module.nodes(cst.ClassDef):
                project.classes[module.path_of(class_node)] = module, class_node
        # A function that is passed to another may be called there: the second pass follows the arguments of the first.
        for _ in range(2):
            project._index_calls()
            project._cache.clear()
        return project

    def _index_calls(self) -> None:
        """Record who calls each function, and the arguments that each call and decorator passes."""
        arguments: dict[tuple[str, str], list[tuple[Module, cst.CSTNode]]] = defaultdict(list)
        callers: dict[str, set[str]] = defaultdict(set)
        for module in self.modules.values():
            for call in module.nodes(cst.Call):
                for path in self.origins(module, call.func) & self.functions.keys():
                    callers[path].add(module.enclosing_path(call))
                    for name, value in bound_arguments(self.functions[path], call):
                        arguments[path, name].append((module, value))
                for argument in call.args[:1]:
                    self._record_callback(module, call.func, argument.value)
            for function, decorator in decorators_of(module):
                for path in self.origins(module, decorator) & self.functions.keys():
                    for name in self.functions[path].positional_parameters[:1]:
                        arguments[path, name].append((module, function))
                self._record_callback(module, decorator, function)
                if self.origins(module, decorator) & FIXTURE_DECORATORS:
                    self.fixtures[function.name.value] = Function(module, function)
        self.arguments, self.callers = dict(arguments), dict(callers)

    def _record_callback(self, module: Module, registrar: cst.BaseExpression, callback: cst.CSTNode) -> None:
        """Record what the framework passes to a function, if `registrar` is one of its registering methods."""
        for origin in self.origins(module, registrar) & CALLBACK_ARGUMENTS.keys():
            for path in self.origins(module, callback) & self.functions.keys():
                for name in self.functions[path].positional_parameters[:1]:
                    self.callback_arguments.setdefault((path, name), set()).add(CALLBACK_ARGUMENTS[origin])
