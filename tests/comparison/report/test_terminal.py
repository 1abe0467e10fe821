"""A comparison on the terminal."""

import io

from rich.console import Console

from comparison.compare import Cell, Comparison
from comparison.report.terminal import grid, summary, unused_lines
from comparison.values.shard import Shard

from .comparisons import COMPARISON, EXPECTED


def printed(thing):
    output = io.StringIO()
    Console(file=output, width=100).print(thing)
    return output.getvalue()


def test_comparison_without_unused_declarations_has_no_lines():
    assert list(unused_lines(COMPARISON)) == []


def test_comparison_of_nothing_has_a_line():
    [line] = unused_lines(Comparison(()))
    assert "nothing was compared" in line


def test_each_unused_declaration_is_reported_with_the_remedy():
    comparison = Comparison(COMPARISON.cells, (EXPECTED,), ("date",))
    expected_difference, normalizer = unused_lines(comparison)
    assert "GET / on client: status" in expected_difference
    assert "'date'" in normalizer
    assert "Remove it" in expected_difference
    assert "Remove it from" in normalizer


def test_unused_declarations_of_a_shard_are_left_out():
    comparison = Comparison(COMPARISON.cells, (EXPECTED,), ("date",), ("test_a on run",), shard=Shard(2, 1))
    assert ["test_a" in line for line in unused_lines(comparison)] == [True]


def test_grid_has_a_row_for_each_test_and_a_column_for_each_target():
    lines = [line.split() for line in printed(grid(COMPARISON, True)).splitlines()]
    assert ["test", "┃", "client", "┃", "run"] in lines
    assert ["one", "thing", "│", "same", "│", "expected"] in lines
    assert ["other[x]", "│", "different", "│", "-"] in lines
    assert ["seconds", "│", "4.0", "│", "2.0"] in lines


def test_expected_differences_follow_the_grid_with_their_reasons():
    text = printed(grid(COMPARISON, True))
    assert "404 is better" in text
    assert "status: test_one_thing, on run" in text
    assert "expected:" not in printed(grid(Comparison(COMPARISON.cells[:1]), True))


def test_grid_leaves_out_tests_that_are_the_same():
    text = printed(grid(Comparison(COMPARISON.cells[:1] + COMPARISON.cells[2:]), False))
    assert ("one thing" in text, "other[x]" in text) == (False, True)


def test_a_name_is_no_markup():
    assert "[red]" in printed(grid(Comparison((Cell("test_a.py::test_x[red]", "client"),)), True))


def test_summary_counts_the_cells_of_each_state():
    assert summary(COMPARISON) == "2 tests on 2 targets: 1 same, 1 expected, 1 different"
    assert summary(COMPARISON, 4) == "2 tests on 2 targets, 3 of 4: 1 same, 1 expected, 1 different"
    assert summary(Comparison(())) == "0 tests on 0 targets: nothing compared"
