"""Run the same tests on two apps and show every difference that is not expected.

Each name is imported on first use: pytest imports this package in every project of the environment.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import ComparisonError, ConfigurationError, StartError
    from .expected import ExpectedDifference
    from .settings import Settings
    from .sides import Side
    from .values.difference import Difference, differences
    from .values.exchange import Body, Chunk, Exchange, Request
    from .values.normalizers import NORMALIZERS, Conversation, normalize

__all__ = [
    "NORMALIZERS",
    "Body",
    "Chunk",
    "ComparisonError",
    "ConfigurationError",
    "Conversation",
    "Difference",
    "Exchange",
    "ExpectedDifference",
    "Request",
    "Settings",
    "Side",
    "StartError",
    "differences",
    "normalize",
]

_MODULES = ("values.difference", "errors", "values.exchange", "expected", "values.normalizers", "settings", "sides")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            value = getattr(import_module(f".{module}", __name__), name, None)
            if value is not None:
                return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
