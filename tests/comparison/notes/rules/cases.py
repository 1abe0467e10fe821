"""Tables of cases, some of which no rule rewrites yet."""

import pytest


def cases(table, left, reason):
    """Return a table's cases by their ids; those in `left` are expected to fail for the reason."""
    marks = {id: pytest.mark.xfail(strict=True, reason=reason) for id in left}
    assert marks.keys() <= table.keys()
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), id=id, marks=marks.get(id, ()))
        for id, value in table.items()
    ]
