"""Workloads: which request the load sends, and what grows; read from [tool.comparison.benchmark.workloads]."""

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ..errors import ConfigurationError
from .request import URLENCODED, EncodedRequest, RequestSpec

WorkloadKind = Literal["requests", "calls", "uploads", "forms", "downloads"]
Growth = Literal["", "clients", "bytes", "wait"]

KINDS: tuple[WorkloadKind, ...] = get_args(WorkloadKind)
_KEYS = {"kind", "path", "grows", "points", "quick", "clients", "field", "drips", "pause"}
_WHOLE = (int, "a whole number")
_NUMBERS = {"clients": _WHOLE, "drips": _WHOLE, "pause": (int | float, "a number of seconds")}
_BOUNDARY = "benchmark-boundary"
_FORM_FIELD_BYTES = 100
_FILE_BYTES = 64 * 1024


@dataclass(frozen=True)
class Workload:
    """A request, and what grows from one of its `points` to the next.

    `kind` is one of

    - `requests`: one page in a closed loop (wrk), then in an open loop at 50, 70 and 90 % of the peak rate;
    - `calls`: a view that waits as many milliseconds as the last part of its path says;
    - `uploads`: a file in a multipart form;
    - `forms`: a form with one field of 100 bytes;
    - `downloads`: a large response, to one client.

    `grows` names what the points count: `clients`, `bytes` of the uploaded file, `wait` in milliseconds, or nothing.
    `{n}` in `path` stands for the point. `clients` is the number of concurrent clients where they do not grow. `field`
    is the form field of uploads and forms. Their body is sent in `drips` parts, `pause` seconds apart. `quick` holds
    the points that `--quick` measures.
    """

    name: str
    kind: WorkloadKind
    path: str
    grows: Growth = ""
    points: tuple[int, ...] = (0,)
    quick: tuple[int, ...] = ()
    clients: int = 16
    field: str = "file"
    drips: int = 1
    pause: float = 0.0

    def clients_at(self, point: int) -> int:
        """Return the number of concurrent clients at a point."""
        if self.kind == "downloads":
            return 1
        return point if self.grows == "clients" else self.clients

    def request_at(self, point: int) -> RequestSpec:
        """Return the request at a point; an uploaded file has 64 KiB unless its bytes grow.

        Only a GET request has the point in its path. A form is the same at every point.
        """
        if self.kind == "forms":
            return RequestSpec("POST", self.path, f"{self.field}={'x' * _FORM_FIELD_BYTES}".encode(), URLENCODED)
        if self.kind != "uploads":
            return RequestSpec("GET", self.path.replace("{n}", str(point)))
        size = point if self.grows == "bytes" else _FILE_BYTES
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{self.field}"; filename="a.txt"\r\n\r\n'
        body = head.encode() + b"x" * size + f"\r\n--{_BOUNDARY}--\r\n".encode()
        return RequestSpec("POST", self.path, body, f"multipart/form-data; boundary={_BOUNDARY}")

    def encoded_at(self, point: int, cookie: str = "") -> EncodedRequest:
        """Return the request at a point as the bytes that the load sends."""
        request = self.request_at(point)
        return EncodedRequest(request.head(cookie), request.body, self.drips, self.pause)

    def shortened(self) -> "Workload":
        """Return the workload with the points of a quick run: those of `quick`, else the first."""
        return replace(self, points=self.quick or self.points[:1])


def parse_workload(name: str, section: Any) -> Workload:
    """Return the workload that a table describes; raises `ConfigurationError` if the table is wrong."""
    table = f"[tool.comparison.benchmark.workloads.{name}]"
    if not isinstance(section, dict):
        raise ConfigurationError(f'{table} is {section!r}, but must be a table with a path, such as path = "/".')
    if not isinstance(section.get("path"), str):
        problem = f"path is {section['path']!r}, which is no text" if "path" in section else "names no path"
        raise ConfigurationError(f'{table} {problem}: write a path, such as path = "/".')
    for key in section.keys() - _KEYS:
        raise ConfigurationError(
            f"{table} has {key!r}, but knows only {', '.join(sorted(_KEYS))}: correct or remove it."
        )
    for key, choices in (("kind", KINDS), ("grows", get_args(Growth))):
        if section.get(key, choices[0]) not in choices:
            names = ", ".join(filter(None, choices))
            raise ConfigurationError(f"{table} {key} is {section[key]!r}, but must be one of {names}.")
    section = {"kind": "requests", **section}
    for key, default in (("points", [0]), ("quick", [])):
        section[key] = _whole_numbers(table, key, section.get(key, default))
    if not section["points"]:
        raise ConfigurationError(f"{table} points is empty: list at least one point, or remove the key.")
    for key, (kind, noun) in _NUMBERS.items():
        if not isinstance(section.get(key, 1), kind) or section.get(key, 1) <= 0:
            raise ConfigurationError(f"{table} {key} is {section[key]!r}, but must be {noun} above 0.")
    return Workload(name=name, **section)


def _whole_numbers(table: str, key: str, value: Any) -> tuple[int, ...]:
    """Return a list of whole numbers from a table as a tuple; raises `ConfigurationError` for anything else."""
    if not isinstance(value, list) or not all(isinstance(number, int) and number >= 0 for number in value):
        raise ConfigurationError(f"{table} {key} is {value!r}, but must be a list of whole numbers, 0 or more.")
    return tuple(value)
