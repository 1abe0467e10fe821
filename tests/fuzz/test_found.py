"""Bodies that were found, and big ones: both apps answer alike, and no body holds Quart's event loop for 50 ms."""

import pytest

from . import big
from .case import Case
from .explained import EXPLAINED
from .judge import Finding, judged
from .pair import pairs
