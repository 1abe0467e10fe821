"""The tables in a terminal of 80 columns."""

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from comparison.benchmark.tables import number_text, tables

from .sample_results import sample_cell, sample_group


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


def test_longest_ratio_fits(result):
    group = sample_group("page", 0, (1000, 900, 853, 853, 9000), noise=0.3)
    text = printed([next(iter(tables(replace(result, cells=tuple(group)))))])
    assert ") undecided" in text
    assert max(map(len, text.splitlines())) <= 80


def test_tables_name_each_contestant_and_what_the_ratio_is(result):
    text = printed(tables(result))
    for name in ("Flask/gunicorn", "Quart/hypercorn repeat", "bare ASGI/hypercorn"):
        assert name in text
    assert "0.800 (0.800–0.800) slower" in text
    assert "Quart is N × as fast (p99)" in text
    assert "N × as fast: the candidate's requests per second ÷ the row's" in text
    assert "A/A 1.00 (" in text
    assert "What this means for you" in text


def test_closed_loop_shows_rates_and_open_loop_latencies(result):
    closed_table, open_table, *_ = tables(result)
    assert "per s" in printed([closed_table])
    assert "p50 ms" in printed([open_table])


def test_difference_of_memory_stands_below_the_speed_and_changes_its_colour(result):
    group = sample_group("page", 0, (1, 1, 2, 2, 9), memories=(1.4, 1.4, 81.2, 81.2, 0))
    first_table: Any = next(iter(tables(replace(result, cells=tuple(group)))))
    text = printed([first_table])
    assert text.count("79.8 MiB more memory") == 2
    assert max(map(len, text.splitlines())) <= 80
    assert {cell.style for cell in list(first_table.columns[-1].cells)[:2]} == {"yellow"}


def test_void_contestant_is_shown_with_the_reason(result):
    void = sample_cell("page", 0, "Flask on gunicorn", 1, void="status 500 instead of 200")
    assert "Flask/gunicorn is void: status 500" in printed(tables(replace(result, cells=(void,))))


def test_number_has_about_three_significant_digits():
    assert [number_text(number) for number in (None, 0.06845, 12.345, 1234.5)] == ["", "0.068", "12.3", "1,234"]


@pytest.mark.torture
def test_background_load_is_shown_and_a_loaded_machine_is_a_warning(result):
    text = " ".join(printed(tables(result)).split())
    assert "Other processes used 0.01 of 2 CPUs before (load average 0.50), and 0.02 while it measured" in text
    assert "Warning" not in text
    loaded = printed(tables(replace(result, background=replace(result.background, mean=1.2))))
    assert loaded.index("Warning: the machine was loaded.") < loaded.index("What this means for you")


def test_result_without_a_cell_is_only_what_was_not_measured(result):
    text = printed(tables(replace(result, cells=(), expected={}, differs={"shop": "status 200 and 404"})))
    assert " ".join(text.split()) == "What this means for you • shop: not measured, because status 200 and 404"
