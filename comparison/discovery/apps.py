"""Find the Flask and Quart apps of a project, by its syntax trees: factories, and apps at the top of a module."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from .modules import ModuleName, module_name
from .sources import SourceFile, Sources

Framework = Literal["flask", "quart"]
CLASSES: Mapping[str, Framework] = {"flask.Flask": "flask", "quart.Quart": "quart"}
_USUAL_FACTORIES = ("create_app", "make_app")
_USUAL_APPS = ("app", "application")
_USUAL_MODULES = ("wsgi", "app")
Functions = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class FoundApp:
    """An app in the sources: a factory, or an app that a module creates when it is imported.

    `required` are the parameters of a factory that have no default. `is_preferred` is set where FLASK_APP or QUART_APP
    names the app in .flaskenv or .env. `written` is the import string that an option gave; the line is 0 where no
    source creates that app.
    """

    framework: Framework
    module: ModuleName
    name: str
    path: PurePosixPath
    line: int
    is_factory: bool = False
    required: tuple[str, ...] = ()
    is_preferred: bool = False
    written: str = ""

    @property
    def import_string(self) -> str:
        """The app's import string; a factory's parameters without a default are named where their values belong."""
        call = f"({', '.join(self.required)})" if self.is_factory else ""
        return self.written or f"{self.module.name}:{self.name}{call}"

    @property
    def kind(self) -> str:
        return "factory" if self.is_factory else "module-level app"

    @property
    def likelihood(self) -> tuple[object, ...]:
        """The key to sort by: the most likely app of a framework comes first."""
        is_package = self.path.name == "__init__.py" or "." in self.module.name
        usual = _USUAL_FACTORIES if self.is_factory else _USUAL_APPS
        return (
            not self.is_preferred,
            bool(self.required),
            not (self.is_factory and is_package),
            self.module.name not in _USUAL_MODULES and not self.is_factory,
            len(self.path.parts),
            not self.is_factory,
            self.name not in usual,
            str(self.path),
            self.line,
        )


def find_apps(sources: Sources) -> tuple[FoundApp, ...]:
    """Return the apps of the sources, tests left out, the most likely first."""
    modules = [(file, module) for file in sources.of_app if (module := module_name(file.path, sources.paths))]
    apps = [app for file, module in modules for app in _apps_of(file, module, CLASSES)]
    # An app may be what a factory of another module returns, as in wsgi.py.
    factories = {f"{app.module.name}.{app.name}": app.framework for app in apps if app.is_factory}
    known = {(app.module, app.name) for app in apps}
    for file, module in modules:
        calls = _apps_of(file, module, factories)
        apps += [app for app in calls if (app.module, app.name) not in known and _is_usual(app)]
    return tuple(sorted(apps, key=lambda app: app.likelihood))


def preferred(apps: tuple[FoundApp, ...], name: str) -> tuple[FoundApp, ...]:
    """Return the apps with those marked that a value of FLASK_APP or QUART_APP names, the most likely first."""
    module, _, app_name = name.partition(":")
    module = module.removeprefix("./").removesuffix(".py").strip("/").replace("/", ".")
    wanted = app_name.partition("(")[0].strip()
    marked = (
        replace(app, is_preferred=_full_name(app) == module and (not wanted or app.name == wanted)) for app in apps
    )
    return tuple(sorted(marked, key=lambda app: app.likelihood))


def _is_usual(app: FoundApp) -> bool:
    """Return whether a function that calls a factory may be one itself: it is named like one."""
    return not app.is_factory or app.name in _USUAL_FACTORIES


def _full_name(app: FoundApp) -> str:
    """Return the module's name as FLASK_APP has it for a path: with the directory."""
    return ".".join([*app.module.directory.split("/"), app.module.name]).strip(".")


def _apps_of(file: SourceFile, module: ModuleName, classes: Mapping[str, Framework]) -> Iterator[FoundApp]:
    """Yield the apps that a file creates with calls of classes or factories, by their full names."""
    is_package = file.path.name == "__init__.py"
    names = dict(_imported_names(file.tree, module, is_package))
    own = {name: name.rpartition(".")[2] for name in classes if name.rpartition(".")[0] == module.name}
    names |= {short: name for name, short in own.items()}
    _add_subclasses(file.tree, names, classes)
    for node in file.tree.body:
        if isinstance(node, Functions):
            framework = _created(_own_nodes(node), names, classes)
            if framework and _returns(node):
                required = _required_parameters(node)
                yield FoundApp(framework, module, node.name, file.path, node.lineno, True, required)
    for name, value in _assignments(file.tree):
        framework = _created([value], names, classes)
        if framework:
            yield FoundApp(framework, module, name, file.path, value.lineno)


def _imported_names(tree: ast.Module, module: ModuleName, is_package: bool) -> Iterator[tuple[str, str]]:
    """Yield each imported name with the full name that it stands for; relative imports are resolved."""
    package = module.name.split(".") if is_package else module.name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom):
            parent = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*parent, *filter(None, [node.module])])
            yield from ((alias.asname or alias.name, f"{origin}.{alias.name}") for alias in node.names)


def _add_subclasses(tree: ast.Module, names: dict[str, str], classes: Mapping[str, Framework]) -> None:
    """Add the module's own subclasses of the classes to the names."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for base in (_full(base, names) for base in node.bases):
                if base in classes:
                    names[node.name] = base


def _full(node: ast.expr, names: Mapping[str, str]) -> str:
    """Return the full name of an expression such as `flask.Flask`, "" for any other."""
    first, _, rest = (ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else "").partition(".")
    return ".".join(filter(None, [names.get(first, ""), rest]))


def _created(nodes: Iterable[ast.AST], names: Mapping[str, str], classes: Mapping[str, Framework]) -> Framework | None:
    """Return the framework of the first app that one of the nodes creates."""
    for node in nodes:
        if isinstance(node, ast.Call) and (framework := classes.get(_full(node.func, names))):
            return framework
    return None


def _own_nodes(function: Functions) -> Iterator[ast.AST]:
    """Yield the nodes of a function's body, without those of functions and classes in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, Functions | ast.ClassDef | ast.Lambda):
            waiting[:0] = ast.iter_child_nodes(node)


def _returns(function: Functions) -> bool:
    """Return whether a function can be called for an app: it returns a value, and is no coroutine function."""
    returns = (node for node in _own_nodes(function) if isinstance(node, ast.Return))
    return isinstance(function, ast.FunctionDef) and any(node.value is not None for node in returns)


def _required_parameters(function: Functions) -> tuple[str, ...]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    without_default = positional[: len(positional) - len(arguments.defaults)]
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return (*(item.arg for item in without_default), *(f"{item.arg}=" for item, default in pairs if default is None))


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a module assigns when it is imported, also in `if`, `try` and `with`, and the values."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        match node:
            case ast.If(test=test) if "__main__" in ast.unparse(test):
                continue
            case ast.Assign(targets=[*targets], value=value):
                yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.If() | ast.Try() | ast.With():
                waiting[:0] = ast.iter_child_nodes(node)
