"""A change that every source needs, as a value with its rewrite and its proof."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from ..migrate.change import Change
from ..migrate.source import Source

Ask = tuple[str, str, Mapping[str, Any]]
ONCE: tuple[Ask, ...] = (("GET", "/", {}),)


@dataclass(frozen=True)
class Rule:
    """One rewrite.

    Its module's docstring says what changes (a sentence) and why. `symptom` is what happens when it is forgotten.
    `before` is a small Flask app, `after` what all rules together make of it. Asked for `asks` (`at_once`:
    all at the same time), or for what its function `check` gives, the one shows under Flask, and the other under Quart,
    the lines in `shows`; what all rules but this one make of it shows `forgotten` under Quart.
    """

    id: str
    name: str
    feature: str
    symptom: str
    before: str
    after: str
    responses: tuple[str, ...]
    without_rule: tuple[str, ...]
    rewrite: Callable[[Source], Iterable[Change]]
    requests: tuple[Ask, ...] = ONCE
    concurrent: bool = False

    @property
    def sources(self) -> tuple[str, str]:
        """The two apps as files have them."""
        return dedent(self.before).lstrip("\n"), dedent(self.after).lstrip("\n")
