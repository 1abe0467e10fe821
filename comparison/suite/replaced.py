"""Let tests replace functions of the app by their own: where the app awaits, they are coroutine functions."""

import functools
import inspect
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest


def install() -> None:
    """Adapt what `monkeypatch` and `mock.patch` set; a name of `flask` that they are given leads to Quart."""
    setattr_of_pytest, enter, get_target = pytest.MonkeyPatch.setattr, _patch_class().__enter__, _get_target()

    @functools.wraps(setattr_of_pytest)
    def set_attribute(self: Any, target: Any, *arguments: Any, **options: Any) -> None:
        setattr_of_pytest(self, quart_name(target) if isinstance(target, str) else target, *arguments, **options)
        owner, name, original = self._setattr[-1]
        _adapt(owner, name, original)

    @functools.wraps(enter)
    def enter_patch(self: Any) -> Any:
        result = enter(self)
        _adapt(self.target, self.attribute, self.temp_original)
        return result

    pytest.MonkeyPatch.setattr = set_attribute  # type: ignore[method-assign] # a patch
    _patch_class().__enter__ = enter_patch
    vars(mock)["_get_target"] = lambda target: get_target(quart_name(target))


def quart_name(target: str) -> str:
    """Return the name of Quart for a dotted name of Flask; any other name as it is."""
    package, dot, rest = target.partition(".")
    return f"quart.{rest}" if package == "flask" and dot else target


def adapted(original: Any, replacement: Any) -> Any:
    """Return a coroutine function for a plain one that replaces a coroutine function; anything else as it is."""
    if not inspect.iscoroutinefunction(original) or inspect.iscoroutinefunction(replacement):
        return replacement
    if not callable(replacement):
        return replacement

    async def call(*arguments: Any, **options: Any) -> Any:
        result = replacement(*arguments, **options)
        return await result if inspect.isawaitable(result) else result

    return call


def _adapt(owner: Any, name: str, original: Any) -> None:
    replacement = inspect.getattr_static(owner, name, None)
    value = adapted(original, replacement)
    if value is not replacement:
        setattr(owner, name, value)


def _patch_class() -> Any:
    return vars(mock)["_patch"]


def _get_target() -> Callable[[str], Any]:
    function: Callable[[str], Any] = vars(mock)["_get_target"]
    return function
