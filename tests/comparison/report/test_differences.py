"""Differences as text: one in full, groups, and noise."""

import uuid
from dataclasses import replace

import pytest

from comparison.compare import Cell, Comparison, Run, RunDifference
from comparison.groups import groups_of
from comparison.report.differences import difference_text, group_lines, noise_lines, note_suffix
from comparison.values.exchange import Body, Request
from comparison.values.masking import Noise
from comparison.values.note_names import NoteNames

from .comparisons import COMPARISON, DIFFERENCE, RUNS

ORIGINS = ("http://127.0.0.1:5001", "http://127.0.0.1:5002")
TEST = "test_a.py::test_a[a b]"
PLAIN = RunDifference(DIFFERENCE, None, RUNS, origins=ORIGINS)


def test_difference_has_both_values_and_a_command_for_each_side():
    lines = difference_text(PLAIN, TEST).splitlines()
    assert [line.split() for line in lines[1:3]] == [["baseline:", "200"], ["candidate:", "404"]]
    assert [line.strip() for line in lines[3:]] == [
        *(f"reproduce: curl -i http://127.0.0.1:{port}/" for port in (5001, 5002)),
        "works while `comparison serve 'test_a.py::test_a[a b]' --target run` runs",
    ]


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", "/<id 2>"),
        Request("GET", f"/{uuid.UUID(int=7)}"),
        Request("GET", f"/?id={'0a' * 16}"),
        Request("GET", "/", (("cookie", "session=<masked 12345678>"),)),
        Request("POST", "/", body=Body.of(b"password=<masked 12345678>")),
        Request("POST", "/", body=Body.of(b"a" * 3000)),
    ],
    ids=["placeholder", "UUID", "id", "cookie", "body", "file"],
)
def test_request_with_values_of_its_run_is_printed_anew(request_):
    lines = difference_text(replace(PLAIN, difference=replace(DIFFERENCE, request=request_)), "a").splitlines()
    prints = "`comparison serve a --target run` prints this with the cookies, ids and files of its run"
    assert lines[-1].strip() == prints


def test_app_that_runs_already_needs_no_serve():
    lines = difference_text(replace(PLAIN, origins=("http://127.0.0.1:8000", ORIGINS[1])), "a").splitlines()
    assert [line.split()[0] for line in lines[-3:]] == ["reproduce:", "reproduce:", "works"]
    assert "serve" not in difference_text(replace(PLAIN, origins=("http://127.0.0.1:8000",) * 2), "a")


def test_each_target_has_its_command_where_an_app_is_compared_with_itself():
    runs = (Run("client", "candidate"), Run("hypercorn-h2", "candidate"))
    origins = ("http://127.0.0.1:5002", "https://127.0.0.1:5002")
    lines = [line.strip() for line in difference_text(replace(PLAIN, runs=runs, origins=origins), "a").splitlines()]
    assert lines[-4:] == [
        "reproduce: curl -i http://127.0.0.1:5002/",
        "works while `comparison serve a --target run` runs",
        "reproduce: curl -i -k https://127.0.0.1:5002/",
        "works while `comparison serve a --target hypercorn-h2` runs",
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
    assert printed in difference_text(
        replace(PLAIN, difference=replace(DIFFERENCE, field="body", candidate=value)), TEST
    )


def test_one_command_is_enough_where_both_sides_have_one_address():
    assert difference_text(replace(PLAIN, origins=(ORIGINS[0],) * 2), TEST).count("curl") == 1


def test_difference_says_how_often_the_baseline_agreed():
    assert "agreed with itself 4 times" in difference_text(replace(PLAIN, agreed=4), TEST)
    assert "varies in this place too, but not like this" in difference_text(replace(PLAIN, agreed=4, varies=True), TEST)
    assert "baseline" not in difference_text(PLAIN, TEST).partition("candidate:")[2]


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        (NoteNames(), ""),
        (NoteNames(("FD201",)), ": FD201"),
        (NoteNames((), ("FD201", "FD202")), ": may be FD201 or FD202"),
    ],
)
def test_difference_names_its_notes(notes, text):
    assert note_suffix(replace(PLAIN, notes=notes)) == text


def test_body_is_said_to_be_equal_as_json():
    body = replace(DIFFERENCE, field="body", baseline='{"a": 1, "b": 2}', candidate='{"b":2,"a":1}')
    assert "equal as JSON" in difference_text(replace(PLAIN, difference=body), TEST)


def test_group_has_a_title_and_its_first_difference():
    lines = list(group_lines(groups_of(COMPARISON)))
    assert lines[0] == "1. status, 1 exchange in 1 test on client"
    assert any("404" in line for line in lines)


def test_noise_is_listed_once_and_cut_unless_all_is_wanted():
    noise = tuple(Noise(1, "GET /", f"header x-{number}", ("a", "b")) for number in range(7))
    comparison = Comparison((Cell("a", "client", noise=noise), Cell("a", "run", noise=noise)))
    short, full = list(noise_lines(comparison, False)), list(noise_lines(comparison, True))
    assert short[0] == "noise, 7 fields in which the baseline differs from itself:"
    assert (len(short), short[-1], len(full)) == (7, "  2 more: --verbose lists all", 8)
    assert list(noise_lines(COMPARISON, True)) == []
