"""How a divergence shows in the exchanges of an app, as a value without functions."""

from dataclasses import dataclass
from typing import Literal

# Changes to both values after which they must be equal:
# - decoding: undo percent-encoding, to bytes,
# - utf-8: encode the baseline's text in UTF-8, which the candidate's text shows byte for byte,
# - json: parse the value up to its last `}` as JSON, whatever the order of its keys,
# - hooks: take the exceptions from the lines of teardowns in a trace, sort the teardowns of the app context, and drop
#   what runs before a template that can't be loaded.
Change = Literal["decoding", "utf-8", "json", "hooks"]

# The ETag of a file, as both frameworks form it: time of modification, size and checksum of the path. Noise in them may
# have been replaced.
FILE_TAG = r'"(\d+\.\d+|<[^<>]+>)-(\d+|<[^<>]+>)-(\d+|<[^<>]+>)"'
BOTH_FILES = (("baseline header etag", FILE_TAG), ("candidate header etag", FILE_TAG))


@dataclass(frozen=True)
class Symptom:
    """A difference that a divergence causes. Each pattern is a regular expression that must match the whole value.

    - `field` is the pattern of the difference's field, such as "header vary" or "cookie .+".
    - `baseline` and `candidate` are the patterns of both values; None means that this side lacks the field.
    - `where` has what must hold of the exchange, as pairs of a part and its pattern. A pattern of None means that the
      part is missing. The parts are "method", "path", "request body", "request header NAME", "candidate request header
      NAME", and for SIDE "baseline" or "candidate" "SIDE status", "SIDE body", "SIDE header NAME", "SIDE trace", and
      "SIDE error", the first exception in the trace. NAME is a pattern too. Only exchanges in process have a trace.
    - `equal_after` is a change after which both values must be equal: the group `value` of each pattern, if it has one.
    - `targets` are those on which it shows; all, if empty. `quart_version` is a version specifier.
    - `certain` is false if an app's own fault can show in the same way.

    A named group of the baseline's pattern may be repeated, with `(?P=NAME)`, in the patterns that follow: the
    candidate's, then those in `where`, in order.
    """

    field: str
    baseline: str | None
    candidate: str | None
    where: tuple[tuple[str, str | None], ...] = ()
    equal_after: Change | None = None
    targets: tuple[str, ...] = ()
    quart_version: str = ""
    certain: bool = True


def error_symptom(
    error: str, baseline: str = r"[123]\d\d", where: tuple[tuple[str, str | None], ...] = (), certain: bool = True
) -> Symptom:
    """Return the symptom of an exception that the candidate alone raises: a 500, and its trace's first error.

    `error` is the pattern of the exception as a trace shows it: `TypeError`, and its text in brackets and quotes.
    """
    return Symptom("status", baseline, "500", (*where, ("candidate error", error)), certain=certain)
