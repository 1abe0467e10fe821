"""Work that blocks, where it stops nobody else."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask

P = ParamSpec("P")
T = TypeVar("T")


def init_app(app: Flask) -> None:
    """Do nothing: the server starts the threads; on an ASGI server, `serving` starts THREADS of them."""


def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the function: a view has a thread of its own already."""
    return function(*args, **kwargs)
