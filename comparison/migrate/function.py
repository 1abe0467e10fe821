"""The functions of a project, what calls and decorators give them, and what imports bind."""

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from .module import Module, Node

FRAMES = (cst.FunctionDef, cst.ClassDef, cst.Lambda)


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
        return bool(self.all(cst.Yield))

    def all(self, kind: type[Node]) -> list[Node]:
        """Return the nodes of a kind that it runs itself, in the order of the source."""
        return [one for one in self.module.all(kind) if self.module.function_of(one) is self.node]

    @property
    def method_of(self) -> cst.ClassDef | None:
        """The class that it is a method of."""
        around = next((one for one in self.module.above(self.node) if isinstance(one, FRAMES)), None)
        return around if isinstance(around, cst.ClassDef) else None

    @property
    def positional(self) -> list[str]:
        """The parameters that a call fills by their places: without the one that is the instance."""
        given = self.node.params
        names = [one.name.value for one in (*given.posonly_params, *given.params)]
        static = any(getattr(one.decorator, "value", "") == "staticmethod" for one in self.node.decorators)
        return names[1:] if self.method_of is not None and not static else names


def decorators_of(module: Module) -> Iterator[tuple[cst.FunctionDef, cst.BaseExpression]]:
    """Yield each decorated function with each of its decorators."""
    for function in module.all(cst.FunctionDef):
        for one in function.decorators:
            yield function, one.decorator


def imported_by(node: cst.Import, name: str) -> Iterator[str]:
    """Yield what a plain import binds a name to: `import a.b` binds `a`, `import a.b as c` binds `c` to `a.b`."""
    for alias in node.names:
        if alias.evaluated_alias == name:
            yield alias.evaluated_name
        elif alias.asname is None and alias.evaluated_name.partition(".")[0] == name:
            yield name


def originals_of(node: cst.ImportFrom, name: str) -> Iterator[str]:
    """Yield what a name is called where `from … import …` gets it; an import of everything does not say."""
    for alias in node.names if not isinstance(node.names, cst.ImportStar) else ():
        if (alias.evaluated_alias or alias.evaluated_name) == name:
            yield alias.evaluated_name


def passed(function: Function, call: cst.Call) -> Iterator[tuple[str, cst.BaseExpression]]:
    """Yield the parameters of a function that a call fills, each with its argument."""
    names = function.positional
    for position, argument in enumerate(call.args):
        if argument.keyword is not None:
            yield argument.keyword.value, argument.value
        elif not argument.star and position < len(names):
            yield names[position], argument.value
