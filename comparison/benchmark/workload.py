"""What is asked of the contestants: values, made from [tool.comparison.benchmark] in pyproject.toml."""

from dataclasses import dataclass, replace
from typing import Any

from ..errors import ConfigurationError
from .gate import URLENCODED, Sent

KINDS = {
    "requests": "one page as often as it is served (wrk), then at 50, 70 and 90 % of that",
    "calls": "a view that waits as many milliseconds as its path's last part says, by some clients at once",
    "uploads": "a file in a form, by some clients at once",
    "forms": "a form of one long field, by some clients at once",
    "downloads": "a large answer, by one client: how long, and when its first bytes came",
}
GROWS = ("", "clients", "bytes", "wait")
BOUNDARY = "benchmark-boundary"
FORM = 100
FIELDS = {"kind", "path", "grows", "points", "quick", "clients", "field", "drips", "pause"}


@dataclass(frozen=True)
class Workload:
    """A request, and what grows from one of its `points` to the next.

    `grows` is `clients`, `bytes` (of an upload's file), `wait` (milliseconds in the view) or nothing. In `path`, `{n}`
    stands for the point. `clients` ask at once, where they do not grow. `field` is the field of an upload or a form,
    whose body is sent in `drips` parts, `pause` seconds apart. `quick` holds the points of a quick run.
    """

    name: str
    kind: str
    path: str
    grows: str = ""
    points: tuple[int, ...] = (0,)
    quick: tuple[int, ...] = ()
    clients: int = 16
    field: str = "file"
    drips: int = 1
    pause: float = 0.0

    def clients_at(self, point: int) -> int:
        return point if self.grows == "clients" else self.clients

    def path_at(self, point: int) -> str:
        return self.path.replace("{n}", str(point))

    def request_at(self, point: int) -> Sent:
        """Return the request; an upload has a file of `point` bytes, of 64 KiB where another thing grows."""
        if self.kind == "forms":
            return Sent("POST", self.path, f"{self.field}={'x' * FORM}".encode(), URLENCODED)
        if self.kind != "uploads":
            return Sent("GET", self.path_at(point))
        size = point if self.grows == "bytes" else 64 * 1024
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{self.field}"; filename="a.txt"\r\n\r\n'
        body = head.encode() + b"x" * size + f"\r\n--{BOUNDARY}--\r\n".encode()
        return Sent("POST", self.path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def shortened(self) -> "Workload":
        """Return what of it a quick run measures."""
        return replace(self, points=self.quick or self.points[:1])


def workload_of(name: str, section: Any) -> Workload:
    """Return a workload from its table; raises `ConfigurationError` for what it can't be."""
    where = f"[tool.comparison.benchmark.workloads.{name}]"
    if not isinstance(section, dict) or not isinstance(section.get("path"), str):
        raise ConfigurationError(f'{where} names no path: add one, such as path = "/".')
    for key in section.keys() - FIELDS:
        raise ConfigurationError(f"{where} has {key!r}, but knows only {', '.join(sorted(FIELDS))}.")
    for key, known in (("kind", tuple(KINDS)), ("grows", GROWS)):
        if section.get(key, known[0]) not in known:
            raise ConfigurationError(f"{where} {key} is {section[key]!r}, but must be one of {', '.join(known)}.")
    section = {"kind": "requests", **section}
    for key in ("points", "quick"):
        section[key] = numbers(where, key, section.get(key, [0] if key == "points" else []))
    if not section["points"]:
        raise ConfigurationError(f"{where} points is empty: name at least one, or leave it out.")
    for key, type_ in (("clients", int), ("drips", int), ("pause", (int, float))):
        if not isinstance(section.get(key, 1), type_) or section.get(key, 1) <= 0:
            raise ConfigurationError(f"{where} {key} is {section[key]!r}, but must be a number above 0.")
    return Workload(name=name, **section)


def numbers(where: str, key: str, value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(isinstance(one, int) and one >= 0 for one in value):
        raise ConfigurationError(f"{where} {key} is {value!r}, but must be a list of whole numbers.")
    return tuple(value)
