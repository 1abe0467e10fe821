"""The tables in a terminal of 80 columns."""

import io
from dataclasses import replace

from rich.console import Console

from comparison.benchmark.tables import number_text, tables

from .sample_results import sample_cell


def printed(parts):
    output = io.StringIO()
    console = Console(file=output, width=80, highlight=False)
    for part in parts:
        console.print(part)
    return output.getvalue()


def test_tables_fit_and_hold_each_contestant(result):
    text = printed(tables(result))
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    for name in ("Flask/gunicorn", "Quart/hypercorn repeat", "bare ASGI/hypercorn"):
        assert name in text
    assert "0.800 (0.800–0.800) worse" in text
    assert "A/A 1.00 (" in text
    assert "What this means for you" in text


def test_closed_loop_shows_rates_and_open_loop_latencies(result):
    closed_table, open_table, *_ = tables(result)
    assert "per s" in printed([closed_table])
    assert "p50 ms" in printed([open_table])


def test_void_contestant_is_shown_with_the_reason(result):
    void = sample_cell("page", 0, "Flask on gunicorn", 1, void="status 500 instead of 200")
    assert "Flask/gunicorn is void: status 500" in printed(tables(replace(result, cells=(void,))))


def test_number_has_about_three_significant_digits():
    assert [number_text(number) for number in (None, 0.06845, 12.345, 1234.5)] == ["", "0.068", "12.3", "1,234"]


def test_background_load_is_shown_and_a_loaded_machine_is_a_warning(result):
    text = " ".join(printed(tables(result)).split())
    assert "Other processes used 0.01 of 2 CPUs before (load average 0.50), and 0.02 while it measured" in text
    assert "Warning" not in text
    loaded = replace(result, background=replace(result.background, mean=1.2))
    assert "Warning: the machine was loaded." in printed(tables(loaded))
