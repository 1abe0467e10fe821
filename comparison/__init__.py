"""Run the same tests on two apps, and show every difference that nobody has explained.

The names are imported when they are first asked for: pytest imports this package in every project on the machine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .difference import Difference, differences
    from .errors import ComparisonError, ConfigurationError, StartError
    from .exchange import Body, Chunk, Exchange, Request
    from .explanation import Explanation
    from .normalizers import NORMALIZERS, Conversation, normalize
    from .settings import Settings, Side

__all__ = [
    "NORMALIZERS",
    "Body",
    "Chunk",
    "ComparisonError",
    "ConfigurationError",
    "Conversation",
    "Difference",
    "Exchange",
    "Explanation",
    "Request",
    "Settings",
    "Side",
    "StartError",
    "differences",
    "normalize",
]

_MODULES = ("difference", "errors", "exchange", "explanation", "normalizers", "settings")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            value = getattr(import_module(f".{module}", __name__), name, None)
            if value is not None:
                return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
