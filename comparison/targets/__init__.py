"""The ways to reach an app; nothing outside of this package opens a socket or starts a process."""

from .reach import NAME, Reach

__all__ = ["NAME", "Reach"]
