"""A module as a rule sees it: its nodes, where their names come from, and what other rules have made of it."""

from collections.abc import Iterable, Iterator
from typing import cast

import libcst as cst

from .change import AsyncBlock
from .function import Function
from .known import STREAMED
from .module import Module
from .project import Origins, Project
from .waiting import is_factory

Use = cst.Name | cst.Attribute


class Source:
    """One module of a project while rules look at it.

    `coroutines` are the paths of what is a coroutine function by now, `waiting` the nodes of this module that get an
    `await` or an `async`.
    """

    def __init__(
        self, module: Module, project: Project, coroutines: set[str], waiting: Iterable[cst.CSTNode] = ()
    ) -> None:
        self.module, self.project, self.coroutines, self.waiting = module, project, coroutines, tuple(waiting)

    def origins(self, node: cst.CSTNode) -> Origins:
        """Return where an expression comes from: `flask.Flask().route` for `app.route`, as far as can be known."""
        return self.project.origins(self.module, node)

    def calls(self, *origins: str) -> Iterator[cst.Call]:
        """Yield the calls of these, or all."""
        for call in self.module.all(cst.Call):
            if not origins or self.origins(call.func) & set(origins):
                yield call

    def uses(self, *origins: str) -> Iterator[Use]:
        """Yield the names and attributes that lead to one of these, imports left out."""
        nodes: list[Use] = [*self.module.all(cst.Name), *self.module.all(cst.Attribute)]
        for node in nodes:
            if self.is_use(node) and self.origins(node) & set(origins):
                yield node

    def is_use(self, node: Use) -> bool:
        parent = self.module.parent(node)
        if isinstance(parent, cst.Attribute) and parent.attr is node:
            return False
        if isinstance(parent, cst.AssignTarget | cst.AsName):
            return False
        if any(getattr(parent, part, None) is node for part in ("keyword", "name", "target")):
            return False
        return not any(isinstance(one, cst.Import | cst.ImportFrom) for one in self.module.above(node))

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Yield the module's functions, each with its path."""
        for path, function in self.project.functions.items():
            if function.module is self.module:
                yield path, function

    def decorated(self, *origins: str) -> Iterator[cst.FunctionDef]:
        """Yield the functions that are decorated with one of these, called or not."""
        for node in self.module.all(cst.FunctionDef):
            for decorator in node.decorators:
                inner = decorator.decorator
                called = inner.func if isinstance(inner, cst.Call) else inner
                if self.origins(called) & set(origins):
                    yield node

    def given(self, call: cst.Call, position: int, keyword: str) -> cst.BaseExpression | None:
        """Return an argument of a call, by its place or its name."""
        for index, argument in enumerate(call.args):
            if argument.keyword is not None and argument.keyword.value == keyword:
                return argument.value
            if argument.keyword is None and not argument.star and index == position:
                return argument.value
        return None

    def opens(self, item: cst.WithItem) -> bool:
        """Say whether a `with` opens a file here that can be an asynchronous one."""
        return self.project.opens(self.module, item)

    def loops(self) -> list[cst.For | cst.CompFor]:
        """Return the loops, those of comprehensions too."""
        return [*self.module.all(cst.For), *self.module.all(cst.CompFor)]

    def entered_by(self, call: cst.Call) -> AsyncBlock | None:
        """Return the change that makes an `async with` of the block that enters what a call gives, if one does."""
        item = self.module.parent(call)
        block = self.module.parent(item)
        return AsyncBlock(block, item) if isinstance(item, cst.WithItem) and isinstance(block, cst.With) else None

    def functions_named(self, node: cst.BaseExpression | None) -> Iterator[Function]:
        """Yield the project's functions that an expression may be."""
        for origin in self.origins(node) if node is not None else ():
            if origin in self.project.functions:
                yield self.project.functions[origin]

    def around(self, node: cst.CSTNode) -> str:
        """Return the path of the function that runs a node; nothing for a module's own code, or a lambda's."""
        return self.module.path_around(node)

    def runs_on_the_loop(self, node: cst.CSTNode) -> bool:
        """Say whether a node is run by a coroutine function, or by what such a function calls."""
        return self.is_on_the_loop(self.around(node), set())

    def is_on_the_loop(self, path: str, seen: set[str]) -> bool:
        if path in self.coroutines:
            return True
        function = self.project.functions.get(path)
        # A factory runs before the first request, whoever calls it in a test.
        if function is not None and is_factory(self.project, function.module, function.node):
            return False
        callers = self.project.callers.get(path, set()) - seen
        return any(self.is_on_the_loop(one, seen | {path}) for one in callers)

    def is_async_iterable(self, node: cst.CSTNode) -> bool:
        """Say whether an expression gives an asynchronous generator, the project's or the framework's."""
        if self.origins(node) & STREAMED:
            return True
        return any(self.is_async_generator(one.removesuffix("()")) for one in self.origins(node) if one.endswith("()"))

    def is_async_generator(self, path: str) -> bool:
        return path in self.coroutines and path in self.project.functions and self.project.functions[path].generator

    def is_awaited(self, node: cst.CSTNode) -> bool:
        return isinstance(self.module.parent(node), cst.Await)

    def path_of(self, function: Function) -> str:
        return function.module.path_of(function.node)

    def bases(self, node: cst.ClassDef) -> list[str]:
        """Return what a class inherits from, near and far, as dotted names."""
        return self.project.bases(self.module.path_of(node))

    def named(self, call: cst.Call) -> Use:
        """Return the name that a call calls."""
        return cast("Use", call.func)

    def text(self, node: cst.CSTNode) -> str:
        """Return a node as the source has it."""
        span = self.module.spans[node]
        return self.module.source[span.start : span.start + span.length].decode()

    def comes_in(self, path: str, parameter: cst.Param) -> bool:
        """Say whether an asynchronous generator is passed to a function as this parameter."""
        for module, value in self.project.arguments.get((path, parameter.name.value), ()):
            if Source(module, self.project, self.coroutines).is_async_iterable(value):
                return True
        return False
