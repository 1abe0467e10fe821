"""What was begun is finished, though the client has gone."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def to_completion(function: Callable[P, T]) -> Callable[P, T]:
    """Return the function as it is: nothing cancels a thread."""
    return function
