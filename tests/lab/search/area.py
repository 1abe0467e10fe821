"""The areas of programs: each is a file in areas/, with an app, parts that it may have, and what is tried with it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Place = Literal["view", "check", "exchange"]
Sent = tuple[str, dict[str, Any]]  # a path, and the other arguments of the client


@dataclass(frozen=True)
class Area:
    """Pieces of programs about one subject.

    `head` is the source of the app, and `tail` its end; `settings` are parts of it of which up to two are chosen;
    `pieces` maps a label to code that sets `value`, and `size` of them make a program. They run in a view, which one
    of `requests` asks for, or in a function of the module that is called outside any context ("check"). In the place
    "exchange" there are no pieces: `exchanges` maps a label to a request whose response is compared.
    """

    name: str
    place: Place
    size: int
    head: str
    tail: str
    settings: tuple[str, ...]
    pieces: Mapping[str, str]
    requests: tuple[Sent, ...]
    exchanges: Mapping[str, Sent]


@cache
def all_areas() -> tuple[Area, ...]:
    """Return the areas, in the order of their names."""
    return tuple(read_area(path) for path in sorted(Path(__file__).with_name("areas").glob("*.toml")))


def read_area(path: Path) -> Area:
    """Read a file of an area, and multiply its matrices and products out."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    pieces = dict(content.get("pieces", {}))
    for matrix in content.get("matrix", ()):
        pieces |= _multiplied(matrix)
    exchanges = {label: _sent(request) for label, request in content.get("exchanges", {}).items()}
    for product in content.get("product", ()):
        exchanges |= _exchanges(product)
    return Area(
        path.stem,
        content["place"],
        content["size"],
        content["head"],
        content.get("tail", ""),
        tuple(content.get("settings", [""])),
        pieces,
        tuple(_sent(request) for request in content.get("requests", [{"path": "/"}])),
        exchanges,
    )


def _multiplied(matrix: Mapping[str, Any]) -> dict[str, str]:
    """Return the pieces of a matrix: each of the first codes with each of the second.

    In its label, FIRST and SECOND are the names of the two; in its code, FIRST and SECOND_CODE are their codes, and
    FIRST_TEXT is the first as a literal.
    """
    return {
        matrix["label"].replace("FIRST", first).replace("SECOND", second): matrix["code"]
        .replace("SECOND_CODE", second_code)
        .replace("FIRST_TEXT", repr(code))
        .replace("FIRST", code)
        for first, code in matrix["first"].items()
        for second, second_code in matrix.get("second", {"": ""}).items()
    }


def _exchanges(product: Mapping[str, Any]) -> dict[str, Sent]:
    """Return the requests of a product: each path by each method with each set of headers."""
    return {
        f"{method} {path} {name}".strip(): (path, {"method": method, "headers": headers})
        for path in product["paths"]
        for method in product["methods"]
        for name, headers in product.get("headers", {"": {}}).items()
    }


def _sent(request: Mapping[str, Any]) -> Sent:
    """Return a request; bodies are bytes."""
    options = {name: value for name, value in request.items() if name != "path"}
    if "content" in options:
        options["content"] = options["content"].encode()
    if "files" in options:
        options["files"] = {name: content.encode() for name, content in options["files"].items()}
    return request["path"], options
