"""Comparing the runs of a test in one process: what is compared, what is noise, and what is dropped."""

import re
from dataclasses import replace
from importlib.metadata import version

import pytest

from comparison.compare import Finding, Run
from comparison.comparer import Comparer
from comparison.expected import ExpectedDifference
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.normalizers import NORMALIZERS
from comparison.values.note_names import NoteNames
from comparison.values.own_noise import parse_own_noise

from .recorded_runs import BASELINE, CANDIDATE, OTHER, REPEATED, SAME, SETTINGS, TEST


def page(text):
    return (Exchange(Request("GET", "/"), 200, body=Body.of(text.encode())),)


def compared(*runs, baseline="a 1", candidate="a 2", settings=SETTINGS):
    """Return a comparer, and the finding of the candidate's run; `runs` are the pages of the baseline's repeats."""
    comparer = Comparer(settings)
    comparer.add(TEST, BASELINE, page(baseline))
    comparer.add(TEST, CANDIDATE, page(candidate))
    for text in runs:
        comparer.add_repeat(TEST, "client", page(text))
    return comparer, comparer.compare(TEST, CANDIDATE)


def test_other_tests_and_targets_are_not_mixed():
    comparer = Comparer(SETTINGS)
    comparer.add(TEST, BASELINE, SAME)
    assert comparer.add("test_a.py::test_c", CANDIDATE, OTHER) == Finding()
    assert comparer.add(TEST, Run("run", "candidate"), OTHER) == Finding()


def test_conversations_that_no_remaining_run_needs_are_dropped():
    comparer = Comparer(SETTINGS)
    for run in (BASELINE, CANDIDATE):
        comparer.add(TEST, run, SAME)
    comparer.discard("test_a.py::another", [])
    assert len(comparer.conversations) == 2
    comparer.discard(TEST, [REPEATED, Run("run", "candidate")])
    assert list(comparer.conversations) == [(TEST, BASELINE)]
    assert TEST in comparer.hidden_differences
    comparer.discard(TEST, [])
    assert (comparer.conversations, comparer.hidden_differences) == ({}, {})


def test_difference_is_open_until_the_baseline_is_known_to_agree():
    comparer, finding = compared()
    [difference] = comparer.open_differences(TEST, finding)
    comparer.add_agreements(TEST, [difference], 4)
    assert comparer.open_differences(TEST, finding) == []
    [counted] = comparer.with_agreements(TEST, finding).differences
    assert (counted.agreed, counted.varies) == (4, False)


def test_expected_difference_is_not_open():
    expected = ExpectedDifference(("client",), "status", "because", test=TEST, baseline="200", candidate="404")
    comparer = Comparer(SETTINGS, (expected,))
    comparer.add(TEST, BASELINE, SAME)
    assert comparer.open_differences(TEST, comparer.add(TEST, CANDIDATE, OTHER)) == []


def test_what_varies_between_repeats_is_noise():
    _, finding = compared("a 3", "a 4")
    assert finding.differences == ()
    [noise] = finding.noise
    assert (noise.field, set(noise.examples)) == ("body", {"3", "4"})


def test_one_repeat_shows_nothing():
    _, finding = compared("a 3")
    assert [difference.difference.field for difference in finding.differences] == ["body"]


def test_candidate_of_another_kind_is_a_difference_where_the_baseline_varies():
    comparer, finding = compared("a 3", "a 4", candidate="a none")
    [difference] = comparer.with_agreements(TEST, finding).differences
    assert (difference.varies, difference.difference.candidate) == (True, "a none")


def test_same_values_elsewhere_need_no_more_repeats():
    comparer, finding = compared()
    comparer.add_agreements(TEST, comparer.open_differences(TEST, finding), 4)
    comparer.add("test_a.py::test_c", BASELINE, page("a 1"))
    later = comparer.add("test_a.py::test_c", CANDIDATE, page("a 2"))
    assert len(later.differences) == 1
    assert comparer.open_differences("test_a.py::test_c", later) == []


def test_repeats_on_one_target_help_on_another():
    comparer, _ = compared("a 3", "a 4")
    comparer.add(TEST, Run("run", "baseline"), page("a 5"))
    assert comparer.add(TEST, Run("run", "candidate"), page("a 6")).differences == ()


def test_the_planned_repeat_shows_noise_and_no_difference():
    comparer = Comparer(SETTINGS)
    comparer.add(TEST, BASELINE, page("a 1"))
    finding = comparer.add(TEST, REPEATED, page("a 2"))
    assert (finding.differences, [noise.examples for noise in finding.noise]) == ((), [("a 1", "a 2")])


def test_notes_are_those_that_are_handed_in():
    def name_notes(difference, baseline, candidate, target, quart_version):
        assert (difference.field, baseline.status, candidate.status, target) == ("status", 200, 404, "client")
        assert quart_version == version("quart")
        return NoteNames(("FD001",))

    comparer = Comparer(SETTINGS, name_notes=name_notes)
    comparer.add(TEST, BASELINE, SAME)
    [difference] = comparer.add(TEST, CANDIDATE, OTHER).differences
    assert str(difference.notes) == "FD001"


@pytest.mark.parametrize("target", ["/a/1", "/a/2"])
def test_difference_has_the_request_as_it_was_sent(target):
    comparer = Comparer(SETTINGS)
    comparer.add(TEST, BASELINE, (Exchange(Request("GET", target), 200),))
    [difference] = comparer.add(TEST, CANDIDATE, (Exchange(Request("GET", target), 404),)).differences
    assert difference.difference.request.target == target


def test_conversations_of_a_test_are_those_of_the_repeats_too_and_normalized():
    comparer, _ = compared("token a", settings=replace(SETTINGS, normalizers=tuple(NORMALIZERS.values())))
    comparer.add(TEST, Run("run", "baseline"), page(f"token {'0' * 32}"))
    comparer.add("test_a.py::another", BASELINE, page("another"))
    texts = {exchange.body.start.decode() for pages in comparer.conversations_of(TEST) for exchange in pages}
    assert texts == {"a 1", "a 2", "token a", f"token {'0' * 32}", "token <id 1>"}


def sized(text):
    [exchange] = page(text)
    return (replace(exchange, headers=(("content-length", str(len(text))),)),)


def test_content_length_is_no_difference_if_two_targets_each_show_a_part_to_vary():
    comparer = Comparer(SETTINGS)
    comparer.add(TEST, BASELINE, sized("a 1, b 1"))
    comparer.add(TEST, CANDIDATE, sized("a 23, b 23"))
    for text in ("a 1, b 1", "a 2, b 1"):
        comparer.add_repeat(TEST, "run", sized(text))
    for text in ("a 1, b 1", "a 1, b 2"):
        comparer.add_repeat(TEST, "hypercorn", sized(text))
    assert comparer.compare(TEST, CANDIDATE).differences == ()


@pytest.mark.parametrize(("text", "count"), [("took 123 ms", 0), ("takes 123 ms", 2)])
def test_content_length_of_a_body_with_declared_noise_differs_only_with_the_rest(text, count):
    noise = parse_own_noise({"field": "body", "pattern": r"\d+"}, 1)
    comparer = Comparer(replace(SETTINGS, noise=(noise,)))
    comparer.add(TEST, BASELINE, sized("took 1 ms"))
    assert len(comparer.add(TEST, CANDIDATE, sized(text)).differences) == count


@pytest.mark.parametrize(("lengths", "count"), [(("6", "7"), 0), (("6", "9"), 1)])
def test_content_length_of_a_body_that_is_expected_is_expected_too(lengths, count):
    entry = ExpectedDifference(("client",), "body", "a reason", TEST, part=re.compile("red|blue"))
    comparer = Comparer(SETTINGS, (entry,))
    finding = None
    for run, text, length in zip((BASELINE, CANDIDATE), ("in red", "in blue"), lengths, strict=True):
        [exchange] = page(text)
        finding = comparer.add(TEST, run, (replace(exchange, headers=(("content-length", length),)),))
    assert len(comparer.open_differences(TEST, finding)) == count


PART = ExpectedDifference(("client",), "body", "because", test=TEST, part=re.compile("Flask|Quart"))


@pytest.mark.parametrize(
    ("candidate_id", "repeated_id", "fields"),
    [("1", "1", []), ("2", "1", ["body"]), ("2", "3", [])],
    ids=["equal", "constant", "noise"],
)
def test_id_beside_an_expected_difference_is_compared(candidate_id, repeated_id, fields):
    comparer = Comparer(replace(SETTINGS, normalizers=(NORMALIZERS["random_id"],)), (PART,))
    comparer.add(TEST, BASELINE, page(f"Flask {'1' * 32}"))
    [difference] = comparer.add(TEST, CANDIDATE, page(f"Quart {candidate_id * 32}")).differences
    assert difference.expected == PART
    differences = comparer.add(TEST, REPEATED, page(f"Flask {repeated_id * 32}")).differences
    assert [(item.difference.field, item.expected) for item in differences] == [(field, None) for field in fields]
