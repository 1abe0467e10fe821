"""The tables fit a terminal of 80 columns."""

import io
from dataclasses import replace

from rich.console import Console

from comparison.benchmark.tables import number, tables

from .made_up import cell


def printed(parts):
    output = io.StringIO()
    console = Console(file=output, width=80, highlight=False)
    for part in parts:
        console.print(part)
    return output.getvalue()


def test_tables_fit_and_show_each_contestant(result):
    text = printed(tables(result))
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    for name in ("Flask/gunicorn", "Quart/hypercorn again", "bare ASGI/hypercorn"):
        assert name in text
    assert "0.800 (0.800–0.800) worse" in text
    assert "A/A 1.00 (" in text
    assert "What this means for you" in text


def test_open_loop_shows_latencies_and_closed_loop_rates(result):
    closed, opened, *_ = tables(result)
    assert "per s" in printed([closed])
    assert "p50 ms" in printed([opened])


def test_void_contestant_says_why(result):
    void = cell("page", 0, "Flask on gunicorn", 1, void="status 500 instead of 200")
    assert "Flask/gunicorn is void: status 500" in printed(tables(replace(result, cells=(void,))))


def test_numbers_are_short():
    assert [number(one) for one in (None, 0.06845, 12.345, 1234.5)] == ["", "0.068", "12.3", "1,234"]
