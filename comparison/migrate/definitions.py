"""The index of a project: its functions, classes, attributes and fixtures, and the calls between them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from .function import Function, function_of
from .module import Module, UnpackingPath

Origins = frozenset[str]
# An expression that is passed or assigned, its module, and the path to the part of it that counts.
Value = tuple[Module, cst.CSTNode, UnpackingPath]


@dataclass
class Definitions(ABC):
    """The definitions and calls of some modules.

    `arguments` are the values that calls pass, by function path and parameter; `callback_arguments` are those that the
    framework passes to registered functions. `attributes` are the values that are assigned to attributes, by class path
    and name. `callers` are the paths of the functions that call a function. `fixtures` are pytest's, by their names.
    """

    modules: dict[str, Module]
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, tuple[Module, cst.ClassDef]] = field(default_factory=dict)
    arguments: dict[tuple[str, str], list[Value]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], list[Value]] = field(default_factory=dict)
    callers: dict[str, set[str]] = field(default_factory=dict)
    callback_arguments: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    fixtures: dict[str, list[Function]] = field(default_factory=dict)
    _bases: dict[str, list[str]] = field(default_factory=dict)

    @abstractmethod
    def origins(self, module: Module, node: cst.CSTNode, path: UnpackingPath = ()) -> Origins:
        """Return the origins of an expression, or of the part at `path` of it; empty if they are unknown."""

    @abstractmethod
    def call_results(
        self, module: Module, callees: Origins, arguments: Iterable[cst.Arg], path: UnpackingPath = ()
    ) -> Iterator[str]:
        """Yield the origins of what a call of these origins returns, or of the part at `path` of it."""

    def passed_values(self, module: Module, parameter: cst.Param) -> list[Value]:
        """Return the values that calls of the project pass to a parameter; none to that of a lambda."""
        function = function_of(module, parameter)
        path = module.path_of(function) if function is not None else ""
        return self.arguments.get((path, parameter.name.value), [])

    def bases(self, path: str) -> list[str]:
        """Return the paths of all base classes of a class of the project, direct and indirect."""
        if path not in self._bases:
            self._bases[path] = []  # of a class that inherits from itself
            self._bases[path] = self._all_bases(path)
        return self._bases[path]

    def _all_bases(self, path: str) -> list[str]:
        module, node = self.classes[path]
        expressions = [base.value for base in node.bases]
        direct = [origin for base in expressions for origin in sorted(self.origins(module, base)) if origin != path]
        return direct + [indirect for base in direct if base in self.classes for indirect in self.bases(base)]

    def subclasses(self, path: str) -> list[str]:
        """Return the paths of the project's classes that inherit from a class, directly or not."""
        return [subclass for subclass in self.classes if path in self.bases(subclass)]

    def instances(self, module: Module, annotation: cst.Annotation) -> Iterator[str]:
        """Yield the origins of a value with this annotation."""
        for origin in self.origins(module, annotation.annotation):
            yield f"{origin}()"

    def names_only_project(self, origin: str) -> bool:
        """Return whether an origin is what a project's function returns, or an attribute of one of its objects.

        It says where an object comes from, and not what it is.
        """
        owner, called, attributes = origin.partition("()")
        return bool(called) and (owner in self.functions or (owner in self.classes and attributes != ""))
