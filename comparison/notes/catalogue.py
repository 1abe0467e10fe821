"""All notes by id. Each module of `divergences/` and `rules/` defines one."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from . import divergences, rules
from .divergence import Divergence
from .rule import Rule


def _modules_of(package: ModuleType) -> list[ModuleType]:
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


@cache
def all_divergences() -> dict[str, Divergence]:
    """Return every divergence by its id, in the order of the ids."""
    return {module.DIVERGENCE.id: module.DIVERGENCE for module in _modules_of(divergences)}


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its id, in the order of the ids."""
    return {module.RULE.id: module.RULE for module in _modules_of(rules)}


@cache
def texts() -> dict[str, tuple[str, str]]:
    """Return the title (a sentence) and the explanation of each note, by its id."""
    rule_texts = {module.RULE.id: _split(module.__doc__ or "") for module in _modules_of(rules)}
    return rule_texts | {module.DIVERGENCE.id: _split(module.__doc__ or "") for module in _modules_of(divergences)}


def _split(docstring: str) -> tuple[str, str]:
    """Return the first line of a docstring, and the rest."""
    title, _, explanation = docstring.strip().partition("\n")
    return title, explanation.strip()


def titles() -> dict[str, str]:
    """Return the title of each note by its id, without backticks."""
    return {id: title.replace("`", "") for id, (title, _) in texts().items()}
