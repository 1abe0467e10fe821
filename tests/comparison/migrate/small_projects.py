"""Small projects, and the origins of their last expression."""

import libcst as cst

from comparison.migrate.module import Module
from comparison.migrate.project import Project

PACKAGE = "shop"


def project_of(sources):
    return Project.of(Module.parse(name, text.encode(), is_package=name == PACKAGE) for name, text in sources.items())


def origins(*texts):
    """Return where the last expression that stands alone comes from; more texts are modules of one package."""
    names = ["here"] if len(texts) == 1 else [PACKAGE, *(f"{PACKAGE}.m{number}" for number in range(1, len(texts)))]
    project = project_of(dict(zip(names, texts, strict=True)))
    last = project.modules[names[-1]]
    return set(project.origins(last, last.nodes(cst.Expr)[-1].value))
