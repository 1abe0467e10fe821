"""A comparison on the terminal."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from comparison.compare import Cell, Comparison
from comparison.report.terminal import difference_text, grid, summary, unused_lines

from .comparisons import COMPARISON, DIFFERENCE, EXPECTED


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


def test_difference_text_has_both_values_and_a_command_for_each_side():
    origins = {"baseline": "http://127.0.0.1:5001", "candidate": "http://127.0.0.1:5002"}
    lines = difference_text("The apps differ on run", [DIFFERENCE], origins).splitlines()
    assert lines[0] == "The apps differ on run, 1 difference:"
    assert [line.split() for line in lines[3:5]] == [["baseline:", "200"], ["candidate:", "404"]]
    assert [line.strip() for line in lines[5:]] == [
        f"reproduce: curl -i http://127.0.0.1:{port}/" for port in (5001, 5002)
    ]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("\x1b[31mred\x1b]0;title\x07", r"\x1b[31mred\x1b]0;title\x07"),
        ("a\x00b\x08c\x7f\x9b2J", r"a\x00b\x08c\x7f\x9b2J"),
        ("user\u202etxt.exe", r"user\u202etxt.exe"),
        ("naïve 报告\ta", "naïve 报告\ta"),
    ],
    ids=["escape sequences", "other control characters", "the direction of writing", "what is no control character"],
)
def test_control_characters_of_an_answer_are_made_visible(value, printed):
    difference = replace(DIFFERENCE, field="body", candidate=value)
    assert printed in difference_text("The apps differ", [difference], {"baseline": "a", "candidate": "b"})


def test_one_command_is_enough_where_both_sides_have_one_address():
    origins = {"baseline": "http://127.0.0.1:5000", "candidate": "http://127.0.0.1:5000"}
    assert difference_text("The apps differ", [DIFFERENCE] * 2, origins).count("curl") == 2


def test_grid_has_a_row_for_each_test_and_a_column_for_each_target():
    lines = [line.split() for line in printed(grid(COMPARISON)).splitlines()]
    assert ["test", "┃", "client", "┃", "run"] in lines
    assert ["one", "thing", "│", "same", "│", "expected"] in lines
    assert ["other[x]", "│", "different", "│", "-"] in lines
    assert ["seconds", "│", "4.0", "│", "2.0"] in lines


def test_expected_differences_follow_the_grid_with_their_reasons():
    text = printed(grid(COMPARISON))
    assert "404 is better" in text
    assert "test_one_thing on run, status" in text
    assert "expected:" not in printed(grid(Comparison(COMPARISON.cells[:1])))


def test_a_name_is_no_markup():
    assert "[red]" in printed(grid(Comparison((Cell("test_a.py::test_x[red]", "client"),))))


def test_summary_counts_the_cells_of_each_state():
    assert summary(COMPARISON) == "2 tests on 2 targets: 1 same, 1 expected, 1 different"
    assert summary(Comparison(())) == "0 tests on 0 targets: nothing compared"
