"""The source of a test."""

import inspect

import pytest


def source_of(item: pytest.Item) -> tuple[int, str]:
    """Return the line of a test's function, and its text: "" if that can't be found."""
    try:
        # Without a function, the error below.
        lines, line = inspect.getsourcelines(getattr(item, "function", None))  # type: ignore[arg-type]
    except (OSError, SyntaxError, TypeError):
        return (item.location[1] or 0) + 1, ""
    return line, "".join(lines)
