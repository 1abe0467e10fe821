"""Resolve parameters: to their annotations, and to what calls, fixtures and the framework pass."""

from collections.abc import Iterator

import libcst as cst

from .definitions import Definitions
from .function import Function, function_of
from .module import Module, UnpackingPath


class ParameterOrigins(Definitions):
    """The origins of the parameters of functions."""

    def parameter_origins(self, module: Module, parameter: cst.Param, path: UnpackingPath) -> Iterator[str]:
        """Yield the origins of a parameter, or of the part at `path` of its values.

        The first parameter of a method is also an instance of its class and of all base classes.
        """
        if parameter.annotation is not None and not path:
            yield from self.instances(module, parameter.annotation)
        function = function_of(module, parameter)
        if function is None:
            return
        name = parameter.name.value
        if name in self.fixtures and self.is_given_fixtures(function):
            for fixture in self.fixtures[name]:
                yield from self.fixture_origins(fixture, path)
        if not path:
            yield from self.callback_arguments.get((module.path_of(function), name), ())
            owner = Function(module, function).owner_class
            if owner is not None and function.params.params[:1] == (parameter,):
                owner_path = module.path_of(owner)
                yield from (f"{class_path}()" for class_path in (owner_path, *self.bases(owner_path)))
        for caller, value, inner_path in self.passed_values(module, parameter):
            yield from self.origins(caller, value, (*inner_path, *path))

    def is_given_fixtures(self, function: cst.FunctionDef) -> bool:
        """Return whether pytest calls a function: a test, or a fixture."""
        is_fixture = any(fixture.node is function for fixtures in self.fixtures.values() for fixture in fixtures)
        return is_fixture or function.name.value.startswith("test")

    def fixture_origins(self, fixture: Function, path: UnpackingPath = ()) -> Iterator[str]:
        """Yield the origins of what a fixture returns or yields, or of the part at `path` of it."""
        module = fixture.module
        if not path:
            yield from self.call_results(module, frozenset({module.path_of(fixture.node)}), ())
        elif not fixture.is_generator:
            yield from self.returned_origins(fixture, path)
        for node in fixture.nodes(cst.Yield):
            if isinstance(node.value, cst.BaseExpression):
                yield from self.origins(module, node.value, path)

    def result_origins(self, function: Function, path: UnpackingPath = ()) -> Iterator[str]:
        """Yield the origins of what a call of a function returns, or of the part at `path` of it.

        They are those of its annotation. `Any`, `object` or a base class says too little: unless the annotation is a
        class of the framework, those of what a function returns that is no generator are added.
        """
        annotation = function.node.returns
        annotated = list(self.instances(function.module, annotation)) if annotation is not None else []
        yield from (origin + "[]" * len(path) for origin in annotated)
        is_precise = any(origin.startswith("flask.") and not origin.startswith("flask.typing.") for origin in annotated)
        if not is_precise and not function.is_generator:
            yield from self.returned_origins(function, path)

    def returned_origins(self, function: Function, path: UnpackingPath = ()) -> Iterator[str]:
        """Yield the origins of the values that a function's `return` statements return."""
        for statement in function.nodes(cst.Return):
            if statement.value is not None:
                yield from self.origins(function.module, statement.value, path)
