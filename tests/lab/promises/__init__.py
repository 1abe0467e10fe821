"""Guarantees of both apps on every server: `PYTHONPATH=tests python -m lab.promises` prints the table."""

from . import limits, streams, trust, uploads, workers
from .promise import REGISTER, TARGETS, Promise

__all__ = ["PROMISES", "TARGETS", "Promise"]

PROMISES = tuple(REGISTER.promises)
assert {module.__name__ for module in (limits, streams, trust, uploads, workers)} == {
    promise.check.__module__ for promise in PROMISES
}
