"""Functions of a project, their parameters and decorators, and the names that import statements bind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from .module import Module, Node

# Nodes with a namespace of their own.
FRAMES = (cst.FunctionDef, cst.ClassDef, cst.Lambda)


@dataclass(frozen=True)
class Function:
    """A function of the project, with its module."""

    module: Module
    node: cst.FunctionDef

    @property
    def is_async(self) -> bool:
        """Whether it is `async def` in the source."""
        return self.node.asynchronous is not None

    @property
    def is_generator(self) -> bool:
        return bool(self.nodes(cst.Yield))

    def nodes(self, kind: type[Node]) -> list[Node]:
        """Return the nodes of a kind that the function itself runs, in source order."""
        return self.module.nodes_run_by(self.node, kind)

    @property
    def owner_class(self) -> cst.ClassDef | None:
        """The class that the function is a method of."""
        frame = next((node for node in self.module.ancestors(self.node) if isinstance(node, FRAMES)), None)
        return frame if isinstance(frame, cst.ClassDef) else None

    @property
    def positional_parameters(self) -> list[str]:
        """The names of the parameters that positional arguments fill, without `self`, `cls` and `*args`."""
        parameters = self.node.params
        names = [parameter.name.value for parameter in (*parameters.posonly_params, *parameters.params)]
        decorators = [getattr(decorator.decorator, "value", "") for decorator in self.node.decorators]
        return names[1:] if self.owner_class is not None and "staticmethod" not in decorators else names


def function_of(module: Module, parameter: cst.Param) -> cst.FunctionDef | None:
    """Return the innermost function that a parameter stands in."""
    return next((outer for outer in module.ancestors(parameter) if isinstance(outer, cst.FunctionDef)), None)


def decorator_callees(function: cst.FunctionDef) -> list[cst.BaseExpression]:
    """Return what each decorator of a function names, called or not: `app.route` for `@app.route("/")`."""
    expressions = [decorator.decorator for decorator in function.decorators]
    return [expression.func if isinstance(expression, cst.Call) else expression for expression in expressions]


def decorators_of(module: Module) -> Iterator[tuple[cst.FunctionDef, cst.BaseExpression]]:
    """Yield each decorated function with each of its decorators."""
    for function in module.nodes(cst.FunctionDef):
        for decorator in function.decorators:
            yield function, decorator.decorator


def modules_bound_to(node: cst.Import, name: str) -> Iterator[str]:
    """Yield the modules that `import` binds to a name: `import a.b` binds `a`, `import a.b as c` binds `a.b` to `c`."""
    for alias in node.names:
        if alias.evaluated_alias == name:
            yield alias.evaluated_name
        elif alias.asname is None and alias.evaluated_name.partition(".")[0] == name:
            yield name


def original_names(node: cst.ImportFrom, name: str) -> Iterator[str]:
    """Yield the names in the imported module that `from … import …` binds to `name`. A star import yields none."""
    for alias in node.names if not isinstance(node.names, cst.ImportStar) else ():
        if (alias.evaluated_alias or alias.evaluated_name) == name:
            yield alias.evaluated_name


def bound_arguments(function: Function, call: cst.Call) -> Iterator[tuple[str, cst.BaseExpression]]:
    """Yield each parameter of a function that a call fills, with its argument.

    Unpacked arguments and surplus ones are left out. A keyword need not be a parameter's name.
    """
    return bound_to_names(function.positional_parameters, call)


def bound_to_names(names: Sequence[str], call: cst.Call) -> Iterator[tuple[str, cst.BaseExpression]]:
    """Yield the name that each argument of a call fills: those of `names` in turn, or the argument's keyword."""
    for position, argument in enumerate(call.args):
        if argument.keyword is not None:
            yield argument.keyword.value, argument.value
        elif not argument.star and position < len(names):
            yield names[position], argument.value
