"""Faults that both apps must survive, on every server: `PYTHONPATH=tests python -m lab.faults` prints the matrix."""

from . import crowds, heads, logins, protocol, storage, streams, uploads
from .fault import REGISTER, Fault

__all__ = ["FAULTS", "Fault"]

FAULTS = tuple(REGISTER.promises)
assert {module.__name__ for module in (crowds, heads, logins, protocol, storage, streams, uploads)} <= {
    fault.check.__module__ for fault in FAULTS
}
