"""A rule: one change that Flask sources need for Quart, with its rewrite and its proof."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from ..migrate.change import Change
from ..migrate.source import Source
from .feature import Feature

# The method, the path and the options of a request to an example app.
RequestArguments = tuple[str, str, Mapping[str, Any]]
_GET_ROOT: tuple[RequestArguments, ...] = (("GET", "/", {}),)


@dataclass(frozen=True)
class Rule:
    """One rule. The first line of its module's docstring is its title, the rest says why.

    `symptom` is what happens if the change is forgotten. `before` is a small Flask app, and `after` the Quart app that
    all rules together make of it. Both give the lines `responses` to the `requests`, which are sent in parallel if
    `concurrent` is true; an app with a function `check` gives its result instead. `without_rule` are the lines of the
    Quart app that all other rules make of `before`. `rewrite` is applied until no rule requests another change, then
    `last_rewrite`: it may rely on which functions stay plain. `also` are further features that the rule concerns.
    """

    id: str
    name: str
    feature: Feature
    symptom: str
    before: str
    after: str
    responses: tuple[str, ...]
    without_rule: tuple[str, ...]
    rewrite: Callable[[Source], Iterable[Change]]
    last_rewrite: Callable[[Source], Iterable[Change]] | None = None
    requests: tuple[RequestArguments, ...] = _GET_ROOT
    concurrent: bool = False
    also: tuple[Feature, ...] = ()

    @property
    def sources(self) -> tuple[str, str]:
        """The two example apps as files have them: Flask, Quart."""
        return dedent(self.before).lstrip("\n"), dedent(self.after).lstrip("\n")
