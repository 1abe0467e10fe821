"""Find the test modules that use an app, whether anything in them is recognized or not."""

import re

import libcst as cst

from .evidence import is_test_module
from .module import Module
from .project import Project

# How tests call apps, clients and runners of commands.
_APP_NAMES = re.compile(r"(?:\w*_)?(?:app|client|runner|app_context|request_context)")


def names_app(project: Project, module: Module) -> bool:
    """Return whether a test module names an app, a client or a runner, and imports the project or gets fixtures."""
    names = {name.value for name in module.nodes(cst.Name)}
    return any(_APP_NAMES.fullmatch(name) for name in names) and (
        _imports_app(project, module) or any(name.startswith("test") for name in names)
    )


def _imports_app(project: Project, module: Module) -> bool:
    """Return whether a module imports a module of the project that is none of tests."""
    names = [module.imported_name(node) for node in module.nodes(cst.ImportFrom)]
    names += [alias.evaluated_name for node in module.nodes(cst.Import) for alias in node.names]
    imported = [project.modules[name] for name in names if name in project.modules]
    return any(not is_test_module(other_module) for other_module in imported)
