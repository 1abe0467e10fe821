"""A module as a rule sees it: its nodes, the origins of their names, and the changes of other rules so far."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import cast

import libcst as cst

from .change import AsyncBlock
from .evidence import is_test_module
from .framework_names import OTHER_CLIENTS, STREAMING_CALLS
from .function import Function, decorator_callees
from .module import Module, UnpackingPath
from .project import Origins, Project
from .request_helpers import REQUESTS, names_parameter
from .sync_only import block_in_own_loop, is_app_factory
from .text_edits import text_of
from .uses import Use, is_use
from .values import Kind, is_file, kinds


@dataclass(frozen=True)
class Source:
    """One module of a project, with the state of the migration.

    `async_functions` are the paths of all functions that are coroutine functions so far. `async_nodes` are the nodes of
    this module that get an `await` or an `async`.
    """

    module: Module
    project: Project
    async_functions: Set[str]
    async_nodes: tuple[cst.CSTNode, ...] = ()

    def origins(self, node: cst.CSTNode) -> Origins:
        """Return the known origins of an expression: `flask.Flask().route` for `app.route`."""
        return self.project.origins(self.module, node)

    def calls(self, *origins: str) -> Iterator[cst.Call]:
        """Yield the calls of these origins; all calls of the module, if no origin is passed."""
        return self.project.uses(self.module).calls_of(origins) if origins else iter(self.module.nodes(cst.Call))

    def request_calls(self) -> Iterator[cst.Call]:
        """Yield the calls with the arguments of a request: of a test client, or of a function that hands them on."""
        yield from self.calls(*REQUESTS)
        helpers = self.project.request_helpers
        for call in self.calls(*helpers) if helpers else ():
            if not any(names_parameter(function, call) for function in self.functions_named(call.func)):
                yield call

    def uses(self, *origins: str) -> Iterator[Use]:
        """Yield the names and attributes with one of these origins, except in import statements."""
        return self.project.uses(self.module).names_of(origins)

    def is_use(self, node: Use) -> bool:
        """Return whether a name is read: not bound, not a keyword, not in an import."""
        return is_use(self.module, node)

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Yield the module's functions, each with its path."""
        yield from self.project.functions_by_module.get(self.module.name, ())

    def decorated_functions(self, *origins: str) -> Iterator[cst.FunctionDef]:
        """Yield the functions with a decorator of one of these origins, called or not; once for each such decorator."""
        for node in self.module.nodes(cst.FunctionDef):
            for callee in decorator_callees(node):
                if self.origins(callee) & set(origins):
                    yield node

    def argument(self, call: cst.Call, position: int, keyword: str) -> cst.BaseExpression | None:
        """Return an argument of a call, by its position or its keyword; None if the call has none, or unpacks it."""
        for index, argument in enumerate(call.args):
            if argument.keyword is not None and argument.keyword.value == keyword:
                return argument.value
            if argument.keyword is None and not argument.star and index == position:
                return argument.value
        return None

    def keyword_argument(self, call: cst.Call, keyword: str) -> cst.Arg | None:
        """Return the argument of a call with this keyword."""
        return next((arg for arg in call.args if arg.keyword is not None and arg.keyword.value == keyword), None)

    def kinds(self, node: cst.BaseExpression) -> set[Kind]:
        """Return the kinds of the values that an expression may have."""
        return kinds(self.project, self.module, node)

    def is_file(self, value: cst.BaseExpression) -> bool:
        """Return whether a field of a form is a file."""
        return is_file(self.project, self.module, value)

    def key_text(self, field: cst.DictElement | cst.Arg) -> str:
        """Return the name of a field of a form, as it stands in a dictionary."""
        if isinstance(field, cst.DictElement):
            return self.text(field.key)
        return f'"{field.keyword.value}"' if field.keyword is not None else '""'

    def opens_file(self, item: cst.WithItem) -> bool:
        """Return whether a `with` item opens a file that can be opened by aiofiles instead."""
        return self.project.opens_file(self.module, item)

    def loops(self) -> list[cst.For | cst.CompFor]:
        """Return all loops, including those of comprehensions."""
        return [*self.module.nodes(cst.For), *self.module.nodes(cst.CompFor)]

    def async_with(self, call: cst.Call) -> AsyncBlock | None:
        """Return the change to `async with`, if a `with` enters what the call returns."""
        item = self.module.parent(call)
        block = self.module.parent(item)
        return AsyncBlock(block, item) if isinstance(item, cst.WithItem) and isinstance(block, cst.With) else None

    def functions_named(self, node: cst.BaseExpression | None) -> Iterator[Function]:
        """Yield the functions of the project that an expression may refer to."""
        for path in sorted(self.project.callables(self.origins(node))) if node is not None else ():
            yield self.project.functions[path]

    def may_call_plain_function(self, call: cst.Call) -> bool:
        """Return whether a call of a parameter may reach a function that is no coroutine function.

        Values of unknown origin may be plain functions. False if no caller is known, and for a call of anything else.
        """
        if not isinstance(call.func, cst.Name):
            return False
        definitions = list(self.module.definitions(call.func.value, self.module.scope_of(call.func)))
        if not all(isinstance(node, cst.Param) and not path for node, path in definitions):
            return False
        parameters = [node for node, _ in definitions if isinstance(node, cst.Param)]
        values = [value for node in parameters for value in self.project.passed_values(self.module, node)]
        return any(not self._is_coroutine_function(*value) for value in values)

    def _is_coroutine_function(self, module: Module, value: cst.CSTNode, path: UnpackingPath) -> bool:
        """Return whether a value is a coroutine function of the project, in all cases."""
        origins = self.project.origins(module, value, path) & self.project.functions.keys()
        return bool(origins) and origins <= self.async_functions

    def enclosing_path(self, node: cst.CSTNode) -> str:
        """Return the path of the function that runs a node; "" at module level and in a lambda."""
        return self.module.enclosing_path(node)

    def names_coroutine_function(self, node: cst.BaseExpression) -> bool:
        """Return whether an expression may refer to a coroutine function of the project."""
        return any(self.path_of(function) in self.async_functions for function in self.functions_named(node))

    def runs_on_event_loop(self, node: cst.CSTNode) -> bool:
        """Return whether a coroutine function, or a function that it calls, runs a node.

        An app factory does not count: it runs before the first request.
        """
        return self._is_on_event_loop(self.enclosing_path(node), set())

    def runs_on_event_loop_alone(self, node: cst.CSTNode) -> bool:
        """Return whether coroutine functions alone run a node, directly or through the functions that they call.

        A command, a thread or module-level code that runs it too needs a plain function.
        """
        return self._is_on_event_loop_alone(self.enclosing_path(node), set())

    def serves_requests_alone(self, node: cst.CSTNode) -> bool:
        """Return whether a node keeps other requests waiting, runs nowhere but on the event loop, and may await.

        No other request waits for a test. A generator that another library reads cannot await.
        """
        is_read = self.enclosing_path(node) in self.project.foreign_readers
        return not is_read and not is_test_module(self.module) and self.runs_on_event_loop_alone(node)

    def _is_on_event_loop_alone(self, path: str, visited: set[str]) -> bool:
        if path in self.async_functions:
            return True
        if self._is_app_factory(path):
            return False
        callers = self.project.callers.get(path, set()) - visited - {path}
        return bool(callers) and all(self._is_on_event_loop_alone(caller, visited | {path}) for caller in callers)

    def _is_on_event_loop(self, path: str, visited: set[str]) -> bool:
        """Return whether the function at `path` is a coroutine function, or one calls it, directly or not.

        `visited` has the paths on the way, which are not followed again.
        """
        if path in self.async_functions:
            return True
        if self._is_app_factory(path):
            return False
        callers = self.project.callers.get(path, set()) - visited
        return any(self._is_on_event_loop(caller, visited | {path}) for caller in callers)

    def _is_app_factory(self, path: str) -> bool:
        """Return whether a function runs before the first request, even if an asynchronous test calls it."""
        function = self.project.functions.get(path)
        return function is not None and is_app_factory(self.project, function.module, function.node)

    def block_in_own_loop(self, node: cst.CSTNode) -> cst.With | None:
        """Return the `with` around a node, or the node itself, that is to run in an event loop of its own."""
        return block_in_own_loop(self.project, self.module, node)

    def is_at_module_level(self, node: cst.CSTNode) -> bool:
        """Return whether a node runs once, when the module is imported, and not in an event loop of its own."""
        is_nested = any(isinstance(outer, cst.ClassDef | cst.BaseComp) for outer in self.module.ancestors(node))
        return self.module.enclosing_function(node) is None and not is_nested and self.block_in_own_loop(node) is None

    def may_be_of_another_client(self, node: cst.CSTNode) -> bool:
        """Return whether an expression may come from another library's HTTP client, too."""
        return any(origin.partition(".")[0] in OTHER_CLIENTS for origin in self.origins(node))

    def is_async_iterable(self, node: cst.CSTNode) -> bool:
        """Return whether an expression may be an asynchronous generator, of the project or of the framework."""
        origins = self.origins(node)
        if origins & STREAMING_CALLS:
            return True
        return any(self.is_async_generator(origin.removesuffix("()")) for origin in origins if origin.endswith("()"))

    def is_async_generator(self, path: str) -> bool:
        function = self.project.functions.get(path)
        return path in self.async_functions and function is not None and function.is_generator

    def is_awaited(self, node: cst.CSTNode) -> bool:
        return isinstance(self.module.parent(node), cst.Await)

    def path_of(self, function: Function) -> str:
        return function.module.path_of(function.node)

    def bases(self, node: cst.ClassDef) -> list[str]:
        """Return the dotted names of all base classes, direct and indirect."""
        return self.project.bases(self.module.path_of(node))

    def callee(self, call: cst.Call) -> Use:
        """Return the name in a call of a name."""
        return cast("Use", call.func)

    def text(self, node: cst.CSTNode) -> str:
        """Return a node as it stands in the source."""
        return text_of(self.module, node)

    def receives_async_generator(self, path: str, parameter: cst.Param) -> bool:
        """Return whether a call passes an asynchronous generator to this parameter of the function at `path`."""
        for module, value, _ in self.project.arguments.get((path, parameter.name.value), ()):
            if Source(module, self.project, self.async_functions).is_async_iterable(value):
                return True
        return False
