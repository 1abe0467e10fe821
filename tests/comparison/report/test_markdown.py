"""A result as Markdown: the verdict first, everything bounded, and nothing of an app's markup rendered."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from comparison.compare import Cell, Comparison, RunDifference
from comparison.report.json_report import comparison_json
from comparison.report.markdown import markdown
from comparison.values.note_names import NoteNames
from comparison.values.shard import Shard

from .comparisons import COMPARISON, DIFFERENCE, EXPECTED, RUNS

HOSTILE = (
    "@everyone #1 [a](http://evil.test) <img src=x onerror=alert(1)> **b** `c` ``` ~~~ | a\n```\n# head\n\x1b[31m\ud800"
)
RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def result_of(comparison=COMPARISON, status=1, **values):
    return comparison_json(comparison, status) | values


def text_outside_code(html):
    """Return what GitHub would look for mentions and links in."""
    return re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)


def test_verdict_comes_first_then_the_table_then_the_first_difference():
    lines = [line for line in markdown(result_of()).splitlines() if line]
    assert lines[0] == "## Different: 1 cause (2 tests on 2 targets)"
    assert lines[3] == "| 1 | `status` | 1 |  | `test_b.py::test_other[x]` | 1 | `client` |"
    assert lines[4:6] == ["**1.** `status` in `test_b.py::test_other[x]` on `client`", "```text"]
    assert lines[-1] == "Each test on each target: 1 same, 1 expected, 1 different."


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        (result_of(Comparison(COMPARISON.cells[:2]), 0), "## Equal (1 test on 2 targets)"),
        (
            result_of(replace(COMPARISON, cells=COMPARISON.cells[:1], shard=Shard(5, 2)), 0),
            "## Equal (1 test on 1 target, shard 2 of 5)",
        ),
        (result_of(Comparison(COMPARISON.cells[:1], (EXPECTED,))), "## Not equal (1 test on 1 target)"),
        (
            result_of(failures=[{"test": "a", "text": "b"}] * 2),
            "## Different: 1 cause and 2 failures (2 tests on 2 targets)",
        ),
        (comparison_json(None, 2, error="no app"), "## Not compared\n\n```text\nno app\n```"),
        (comparison_json(COMPARISON, 2, error="gone"), "## Partly compared"),
    ],
    ids=["equal", "shard", "unused", "failures", "error", "error in the middle"],
)
def test_verdict_says_what_came_out(result, verdict):
    assert markdown(result).startswith(verdict)


def test_notes_unused_and_uncompared_are_named():
    run_difference = RunDifference(DIFFERENCE, None, RUNS, NoteNames(("FD201",)))
    possible = replace(
        run_difference, difference=replace(DIFFERENCE, field="body"), notes=NoteNames((), ("FD202", "FD203"))
    )
    comparison = Comparison(
        (Cell("test_a.py::test_a", "client", (run_difference, possible)),),
        (EXPECTED,),
        ("date",),
        ("test_b on run",),
        ("a notice",),
        {"baseline": "a:app"},
        {"baseline": {"flask": "3.1"}},
    )
    text = markdown(result_of(comparison))
    assert "| `FD201` |" in text
    for line in ("- `test_b on run`", "- `GET / on client: status`", "- `date`", "- `a notice`"):
        assert f"\n{line}\n" in text
    assert text.endswith("1 different.  \nbaseline `a:app`: `flask 3.1`\n")


def test_nothing_of_an_app_is_rendered():
    difference = replace(DIFFERENCE, field=f"header {HOSTILE}", baseline=HOSTILE, candidate="b")
    cell = Cell(f"test_a.py::test_a[{HOSTILE}]", "client", (RunDifference(difference, None, RUNS),))
    comparison = Comparison((cell,), unpaired=(HOSTILE,), notices=(HOSTILE,), apps={"baseline": HOSTILE})
    text = markdown(result_of(comparison, failures=[{"test": HOSTILE, "text": HOSTILE}]))
    html = RENDERER.render(text)
    rendered = text_outside_code(html)
    for mark in ("@", "#", "evil", "<img", "<a", "onerror", "<strong>b"):
        assert mark not in rendered
    assert (html.count("<h1>"), html.count("<table>"), html.count("<tr>")) == (0, 1, 2)
    assert "\x1b" not in text
    assert text.encode("utf-8")


def test_long_result_is_cut_and_says_so():
    cells = tuple(
        Cell(f"test_a.py::test_{number}", "client", (replace(RunDifference(DIFFERENCE, None, RUNS), difference=item),))
        for number in range(300)
        for item in [replace(DIFFERENCE, field=f"header x-{number}", baseline="ä" * 10_000, candidate=f"{number}" * 9)]
    )
    failures = [{"test": f"test_{number}", "text": "ü" * 9000} for number in range(30)]
    text = markdown(result_of(Comparison(cells, unpaired=("a" * 500,) * 100), failures=failures))
    assert len(text.encode("utf-8")) <= 60_000
    assert "… 250 more causes" in text
    assert "… 290 more causes without their first difference" in text
    assert "more characters\n```" in text
    assert re.search(r"\d+ sections of this summary did not fit: the JSON of the run has all\.\n$", text)
