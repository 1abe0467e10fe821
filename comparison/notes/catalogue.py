"""All notes, by id: each module of `divergences/` and `rules/` holds one."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from . import divergences, rules
from .divergence import Divergence
from .rule import Rule


def modules_of(package: ModuleType) -> list[ModuleType]:
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


@cache
def all_divergences() -> dict[str, Divergence]:
    """Return every divergence by its id, in the order of the ids."""
    return {module.DIVERGENCE.id: module.DIVERGENCE for module in modules_of(divergences)}


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its id, in the order of the ids."""
    return {module.RULE.id: module.RULE for module in modules_of(rules)}


@cache
def texts() -> dict[str, tuple[str, str]]:
    """Return, by id, each note's title (a sentence) and why it is so."""
    found = {module.RULE.id: split(module.__doc__ or "") for module in modules_of(rules)}
    return found | {module.DIVERGENCE.id: split(module.__doc__ or "") for module in modules_of(divergences)}


def split(docstring: str) -> tuple[str, str]:
    """Return a docstring's first line, and the rest."""
    title, _, why = docstring.strip().partition("\n")
    return title, why.strip()


def titles() -> dict[str, str]:
    """Return each note's title by its id, without the marks of code."""
    return {id: title.replace("`", "") for id, (title, _) in texts().items()}
