"""Finish what a view has begun though the client disconnects: Quart cancels the view (FD103)."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def shielded(function: Callable[P, T]) -> Callable[P, T]:
    """Return the function as it is: nothing cancels a thread."""
    return function
