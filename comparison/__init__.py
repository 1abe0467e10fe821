"""Run the same tests on two apps, and show every difference that nobody has explained."""

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
