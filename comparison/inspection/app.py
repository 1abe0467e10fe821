"""An app as detectors see it: its modules with the names in them, its templates, and the files that start it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import libcst as cst

from ..migrate.change import AsyncFunction, Change, ManualChange
from ..migrate.engine import RewriteRule
from ..migrate.evidence import is_test_module
from ..migrate.files import RewrittenFiles, rewrite_files
from ..migrate.function import Function
from ..migrate.module import Module
from ..migrate.nodes import dotted_name
from ..migrate.progress import Progress, unseen
from ..migrate.project_roots import below_current_directory
from ..migrate.source import Source
from .detector import Framework
from .registered import Registration, registrations, views_of
from .setting_uses import SettingPlace, setting_places
from .spot import Spot
from .template_uses import TemplatePlace, template_places


@dataclass(frozen=True, eq=False)
class InspectedApp:
    """The files of an app and its tests, rewritten by the rules in memory: so it is known what a migration changes."""

    rewritten: RewrittenFiles
    templates: tuple[TemplatePlace, ...] = ()

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Each module that is not excluded, with its coroutine functions after the migration or, in a port, now."""
        project = self.rewritten.result.project
        own = {path for path, function in project.functions.items() if function.is_async}
        modules = [module for module in project.modules.values() if not module.excluded]
        return tuple(Source(module, project, own | self._made_async) for module in modules)

    @cached_property
    def _made_async(self) -> Set[str]:
        """The paths of the functions of Flask modules that the rules make async."""
        project = self.rewritten.result.project
        return {
            project.modules[name].path_of(change.node)
            for name, changes in self.rewritten.result.changes.items()
            for change in changes
            if isinstance(change, AsyncFunction) and self.framework_of(project.modules[name]) == "flask"
        }

    @cached_property
    def frameworks(self) -> Mapping[str, Framework]:
        """The framework of each module: the one that it imports, or that most modules import."""
        modules = self.rewritten.result.project.modules
        imported = {name: _imported_framework(module) for name, module in modules.items()}
        counts = Counter(framework for framework in imported.values() if framework)
        usual: Framework = "quart" if counts["quart"] > counts["flask"] else "flask"
        return {name: framework or usual for name, framework in imported.items()}

    @cached_property
    def framework(self) -> Framework:
        """The framework of the app: of most of its modules that are no tests."""
        modules = self.rewritten.result.project.modules
        counts = Counter(self.frameworks[name] for name, module in modules.items() if not is_test_module(module))
        return "quart" if counts["quart"] > counts["flask"] else "flask"

    def framework_of(self, module: Module) -> Framework:
        """Return the framework of a module."""
        return self.frameworks[module.name]

    def changes_of(self, module: Module) -> Mapping[Change, str]:
        """Return the changes that the rules request in a module, each with its rule."""
        return self.rewritten.result.changes.get(module.name, {})

    @cached_property
    def rewritten_nodes(self) -> Set[cst.CSTNode]:
        """The nodes that a rule rewrites, in all modules."""
        changes = (change for changes in self.rewritten.result.changes.values() for change in changes)
        return {change.node for change in changes if not isinstance(change, ManualChange)}

    @cached_property
    def settings(self) -> tuple[SettingPlace, ...]:
        """The places where settings are set or read."""
        return tuple(setting_places(self.sources))

    @cached_property
    def registrations(self) -> tuple[Registration, ...]:
        """What the app registers: routes, hooks, error handlers, receivers and commands."""
        return tuple(registrations(self.sources))

    def registrations_of(self, *names: str) -> list[Registration]:
        """Return what is registered with these methods, if it is a function of the app's own code."""
        return [
            registration
            for registration in self.registrations
            if registration.name in names and registration.function is not None
            if not is_test_module(registration.source.module)
        ]

    @cached_property
    def request_functions(self) -> Set[str]:
        """The paths of the functions that requests run: views, hooks, error handlers, receivers and what they call."""
        project = self.rewritten.result.project
        registered = [registration.function for registration in self.registrations if registration.kind != "command"]
        waiting = [function.module.path_of(function.node) for function in (*registered, *self.views) if function]
        called: dict[str, list[str]] = defaultdict(list)
        for path, callers in project.callers.items():
            for caller in callers:
                called[caller].append(path)
        paths: set[str] = set()
        while waiting:
            path = waiting.pop()
            if path not in paths:
                paths.add(path)
                waiting += called[path]
        return paths

    @cached_property
    def views(self) -> tuple[Function, ...]:
        """The functions that answer requests."""
        return tuple(views_of(self.registrations, self.sources))

    @property
    def problems(self) -> list[str]:
        """The reasons why files were left out."""
        return [file.problem for file in self.rewritten.files if file.problem]

    def path_of(self, module: Module) -> str:
        """Return the path of a module's file as it is to be printed, with slashes."""
        return below_current_directory(self.rewritten.paths[module.name]).as_posix()

    def spot(self, module: Module, node: cst.CSTNode, name: str = "") -> Spot:
        """Return the place of a node in its file; `name` is what stands there, by default the node's own text."""
        line = module.line(node)
        text = module.source.decode().splitlines()[line - 1].strip()
        return Spot(
            self.path_of(module), line, module.column(node), name or _short(module, node), text, is_test_module(module)
        )


def inspected_app(
    paths: Iterable[Path], rules: Iterable[RewriteRule], exclude: Iterable[str] = (), progress: Progress = unseen
) -> InspectedApp:
    """Read the Python files and the templates below paths; raise `ConfigurationError` for a path that is not there."""
    paths = list(paths)
    rewritten = rewrite_files(paths, rules, {}, exclude, progress)
    return InspectedApp(rewritten, tuple(template_places(paths)))


def _imported_framework(module: Module) -> Framework | None:
    """Return the framework that a module imports; Quart, if it imports both."""
    roots = {name.partition(".")[0] for name in _imported_modules(module)}
    return "quart" if "quart" in roots else "flask" if "flask" in roots else None


def _imported_modules(module: Module) -> Iterator[str]:
    for plain in module.nodes(cst.Import):
        yield from (alias.evaluated_name for alias in plain.names)
    for node in module.nodes(cst.ImportFrom):
        if not node.relative:
            yield dotted_name(node.module)


def _short(module: Module, node: cst.CSTNode) -> str:
    """Return a node's text in one line, without the arguments of its last call."""
    start, end = module.span(node)
    text = " ".join(module.source[start:end].decode().split())
    return text if len(text) <= 60 else f"{text[:57]}…"
