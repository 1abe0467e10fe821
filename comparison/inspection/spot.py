"""A place in a file of an app, with what stands there."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Spot:
    """A line of a file: `name` stands there, `text` is the whole line. With `is_silent`, nothing fails there."""

    path: str
    line: int
    column: int = 1
    name: str = ""
    text: str = ""
    is_test: bool = False
    is_silent: bool = False
