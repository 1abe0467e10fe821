"""The parts of an exchange that a symptom can name, and the changes after which two values are equal."""

import json
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from ..values.difference import body_text, joined_values
from ..values.exchange import Exchange, Headers
from ..values.trace import Event, Trace, trace_text
from .symptom import Change

_TEARDOWN = re.compile(r"^(teardown_\w+ [^:\n]+: |signal \w+-tearing-down: exc=)(?!raises |returns ).*$", re.MULTILINE)
_APP_TEARDOWNS = re.compile(r"(^teardown_appcontext .*\n)+", re.MULTILINE)
_PROCESSORS = re.compile(r"(^template_context_processors .*\n)+(?=view [^\n]*: raises Template)", re.MULTILINE)
# Noise that was replaced in place of a number.
_PLACEHOLDER = re.compile(r'(?<=[:,\[])<[^<>"]+>(?=[,\]}])')
_NO_RESPONSE = re.compile(
    r"[\"']?(The view function [^\n]*did not return a valid response\.|The response value returned by the view function"
    r" cannot be None|The response value type)[^\n]*"
)


def texts_of(part: str, baseline: Exchange, candidate: Exchange) -> tuple[str | None, ...]:
    """Return the texts of a part that `Symptom.where` names: several for headers, (None,) if it is missing.

    Without a trace, the texts of a trace and of its first error are unknown: none is returned.
    """
    side, _, name = part.rpartition(" ") if " header " not in part else part.partition(" header ")
    exchange = candidate if side.startswith("candidate") else baseline
    if part in ("method", "path"):
        return (baseline.request.method if part == "method" else baseline.request.target.partition("?")[0],)
    if " header " in part:
        return _header_texts(exchange.request.headers if side.endswith("request") else exchange.headers, name)
    if name == "status":
        return (str(exchange.status),)
    if name in ("trace", "error"):
        trace = exchange.trace
        return () if trace is None else (_first_error(trace) if name == "error" else f"{trace_text(trace)}\n",)
    if name == "body":
        return (_latin_text(exchange) if side == "request" else body_text(exchange.body),)
    raise ValueError(f"A symptom names the part {part!r}, which no exchange has: see comparison/notes/symptom.py.")


def _first_error(trace: Trace) -> str | None:
    """Return the first exception that a function of the app raises, or that a signal reports."""
    errors = (event.detail.removeprefix("raises ").removeprefix("exception=") for event in trace if _is_error(event))
    return next(errors, None)


def _is_error(event: Event) -> bool:
    return event.detail.startswith("raises ") or (event.kind, event.name) == ("signal", "got-request-exception")


def _latin_text(exchange: Exchange) -> str:
    """Return the request's body, of which the first MiB is kept, with a character for each byte."""
    return exchange.request.body.start.decode("latin-1")


def _header_texts(headers: Headers, pattern: str) -> tuple[str | None, ...]:
    """Return the values of each header whose name matches a pattern; those of one name are joined."""
    names = dict.fromkeys(name for name, _ in headers if re.fullmatch(pattern, name))
    texts = [joined_values([value for header, value in headers if header == name]) for name in names]
    return tuple(texts) or (None,)


def is_equal_after(change: Change, baseline: str, candidate: str) -> bool:
    """Return whether two values are equal after a change that undoes what divergences do to them."""
    try:
        return _CHANGES[change](baseline, candidate)
    except ValueError:
        return False


def _equal_decoded(baseline: str, candidate: str) -> bool:
    left, right = (unquote_to_bytes(text.encode("latin-1")) for text in (baseline, candidate))
    return left == right


def _equal_in_utf8(baseline: str, candidate: str) -> bool:
    return baseline.encode() == candidate.encode("latin-1")


def _equal_json(baseline: str, candidate: str) -> bool:
    """Compare two JSON objects by content; what follows the last `}` of each must be equal as it is."""
    quoted = (_PLACEHOLDER.sub(r'"\g<0>"', text) for text in (baseline, candidate))
    (left, _, left_rest), (right, _, right_rest) = (text.rpartition("}") for text in quoted)
    return left_rest == right_rest and json.loads(f"{left}}}") == json.loads(f"{right}}}")


def _equal_hooks(baseline: str, candidate: str) -> bool:
    return _plain_trace(baseline) == _plain_trace(candidate)


def _plain_trace(trace: str) -> str:
    """Return a trace without what FD091, FD094, FD401 and FD403 change in it."""
    plain = _TEARDOWN.sub(r"\1", trace + "\n")
    plain = _APP_TEARDOWNS.sub(lambda lines: "".join(sorted(lines[0].splitlines(keepends=True))), plain)
    return _NO_RESPONSE.sub("no response", _PROCESSORS.sub("", plain))


_CHANGES: dict[Change, Callable[[str, str], bool]] = {
    "decoding": _equal_decoded,
    "utf-8": _equal_in_utf8,
    "json": _equal_json,
    "hooks": _equal_hooks,
}
