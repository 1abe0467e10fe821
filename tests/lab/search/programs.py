"""Random programs: a small Flask app of an area, and what is tried with it, in an order of chance.

Each piece of a program leaves a line, so that one that fails hides no other. The same number gives the same program.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from textwrap import indent

from .area import Area, Place, Sent

LINE = """
def line(label, value):
    return f"{label}: {ascii(value)}"

def failure(label, error):
    return f"{label}: raises {type(error).__name__}"
"""


@dataclass(frozen=True)
class Program:
    """A Flask app's source, and its requests by label: those whose exchange is compared, or that of the view."""

    area: str
    number: int
    source: str
    requests: tuple[tuple[str, Sent], ...]


def program(areas: Sequence[Area], seed: int, number: int) -> Program:
    """Return the program with this number: each area in turn."""
    rng, area = Random(f"{seed} {number}"), areas[number % len(areas)]
    options = area.exchanges or area.pieces
    labels = rng.sample(sorted(options), min(area.size, len(options)))
    settings = dict.fromkeys(rng.choice(area.settings) for _ in range(rng.choice((0, 1, 1, 2))))
    head = "\n".join([area.head, LINE, *settings, area.tail])
    if area.exchanges:
        return Program(area.name, number, head, tuple((label, area.exchanges[label]) for label in labels))
    body = "\n".join(_guarded(label, area.pieces[label].strip()) for label in labels)
    return Program(area.name, number, head + _placed(area.place, body), (("", rng.choice(area.requests)),))


def _guarded(label: str, code: str) -> str:
    """Return code that appends a line for a piece, with its value or the kind of its exception."""
    return (
        f"try:\n{indent(code, '    ')}\n    lines.append(line({label!r}, value))\n"
        f"except Exception as error:\n    lines.append(failure({label!r}, error))\n"
    )


def _placed(place: Place, body: str) -> str:
    """Return the function that runs the pieces: a view, or `check`."""
    head = '@app.route("/", methods=["GET", "POST"])\ndef pieces_view():\n' if place == "view" else "def check():\n"
    return f'\n{head}    lines = []\n{indent(body, "    ")}\n    return "\\n".join(lines)\n'
