"""The text of an inspection: summary first, then findings with their places and remedies."""

from dataclasses import replace

import pytest

from comparison.report.inspection_text import text_lines

from .inspections import LOUD, QUIET


def text(report, **options):
    return "\n".join(line.text for line in text_lines(report, **options))


def test_app_without_findings_is_said_to_have_none():
    assert text(QUIET) == (
        "A Flask app: 1 module, 10 lines.\n"
        "No note concerns it.\n"
        "Size of the job: 0 files and 0 lines to change, by 0 rules; no place to change by hand.\n"
        "\n"
        "Nothing dangerous is open.\n"
        "Each note is explained by `comparison notes ID`, and the whole list by --verbose."
    )


def test_summary_names_each_note_with_its_places():
    summary, _, rest = text(LOUD).partition("\n\n")
    assert summary.splitlines() == [
        "A Flask app: 2 modules, 10 lines.",
        "It has 1 route and 1 test.",
        "Extension: Flask-Login works.",
        "It is concerned by 2 notes at 11 places, 10 of them dangerous; 1 accepted by comments and 1 accepted by the "
        "baseline:",
        "  FD101  silent    security       10  Title of FD101, which is a sentence about…",
        "  FD116  cosmetic  look            1  Title of FD116, which is a sentence about…",
        "Size of the job: 2 files and 3 lines to change, by 2 rules; 5 places to change by hand, for 3 causes.",
    ]
    assert rest.splitlines()[:4] == [
        f"FD101  silent, security: {LOUD.result.findings[0].note.title}",
        "  shop/views.py:1, 2, 3, 4, 5, 6, 7, 8  It happens.",
        "  and 2 places more: see --verbose",
        "  Remedy: Remedy of FD101.",
    ]
    assert "10 dangerous places open." in rest


def test_all_places_and_items_are_printed_if_they_are_asked_for():
    verbose = text(LOUD, verbose=True)
    for line in ("shop/100%, a:b.py:3", "Routes:", "shop/views.py:1  index  get /", "No source shows these:", "FD065"):
        assert line in verbose
        assert line not in text(LOUD)


@pytest.mark.parametrize("verbose", [False, True])
def test_lines_fit_the_width(verbose):
    assert max(len(line.text) for line in text_lines(LOUD, verbose, 80)) <= 80


def test_port_has_no_size_of_a_migration():
    port = replace(QUIET, result=replace(QUIET.result, framework="quart"))
    assert "Size of the job" not in text(port)
