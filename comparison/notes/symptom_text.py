"""Describe a symptom in one line of Markdown."""

import re

from .symptom import Change, Symptom

# Characters of a pattern that are shown.
_MAX_PATTERN = 60
_EXCEPTION = re.compile(r"\b[A-Z]\w+Error\b")
_CHANGES: dict[Change, str] = {
    "decoding": "equal once they are percent-decoded",
    "utf-8": "the baseline's characters in UTF-8",
    "json": "equal as JSON",
    "hooks": "equal but for these hooks",
}


def symptom_text(symptom: Symptom) -> str:
    """Return the field, both patterns, and what must hold: "`header vary`: none → `Cookie`; Quart >=0.23".

    Of what must hold of the exchange, only the parts are named, and the exceptions in a trace.
    """
    details = [_CHANGES[symptom.equal_after]] if symptom.equal_after else []
    parts = dict.fromkeys(_part_text(part, pattern) for part, pattern in symptom.where)
    details += [f"by {_joined(list(parts))}"] if parts else []
    details += [f"on {', '.join(symptom.targets)}"] if symptom.targets else []
    details += [f"Quart {symptom.quart_version}"] if symptom.quart_version else []
    details += [] if symptom.certain else ["a fault of the port can look the same"]
    values = f"{_pattern_text(symptom.baseline)} → {_pattern_text(symptom.candidate)}"
    return "; ".join([f"`{symptom.field}`: {values}", *details])


def _part_text(part: str, pattern: str | None) -> str:
    """Return a part's name; after a trace or an error, the exceptions that the pattern names."""
    names = dict.fromkeys(_EXCEPTION.findall(pattern or "")) if part.endswith((" trace", " error")) else ()
    return f"{part} ({', '.join(names)})" if names else part


def _joined(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _pattern_text(pattern: str | None) -> str:
    """Return a pattern as code, cut to 60 characters."""
    if pattern is None:
        return "none"
    if not pattern:
        return "empty"
    return f"`{pattern}`" if len(pattern) <= _MAX_PATTERN else f"`{pattern[:_MAX_PATTERN]}…`"
