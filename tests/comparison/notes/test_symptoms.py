"""Test how symptoms are matched: fields, values, parts of the exchange, and the order of what is possible."""

import re

import pytest

from comparison.notes import symptoms
from comparison.notes.symptom import Symptom
from comparison.notes.symptoms import fit_of, is_applicable, notes_of
from comparison.values.difference import Difference
from comparison.values.exchange import Body, Exchange, Request
from comparison.values.note_names import NoteNames
from comparison.values.trace import Event

REQUEST = Request("GET", "/page?q=1", (("accept", "text/html"),))
VARY = Symptom("header vary", None, "Cookie", where=(("method", "GET"),))


def exchange(status=200, headers=(), body=b"", trace=None, request=REQUEST):
    return Exchange(request, status, tuple(headers), Body.of(body), trace=trace)


def difference(field="header vary", baseline=None, candidate="Cookie", request=REQUEST):
    return Difference(1, request, field, baseline, candidate)


def outcome(symptom, difference, baseline=None, candidate=None):
    """Return "certain", "possible" or "" for a symptom and a difference that it is applicable to."""
    fit = fit_of("FD000", symptom, difference, baseline or exchange(), candidate or exchange())
    return "certain" if fit.is_certain else "possible" if fit.is_possible else ""


@pytest.fixture
def named(monkeypatch):
    """Return a function that names the notes of a difference by the symptoms that it gets, each with its id."""

    def named(by_id, difference, baseline=None, candidate=None, target="client", quart_version="0.23.1"):
        listed = tuple((id, symptom) for id, symptoms in by_id.items() for symptom in symptoms)
        monkeypatch.setattr(symptoms, "_all_symptoms", lambda: listed)
        return notes_of(difference, baseline or exchange(), candidate or exchange(), target, quart_version)

    return named


@pytest.mark.parametrize(
    ("symptom", "is_expected"),
    [
        (VARY, True),
        (Symptom("header .+", None, ".*"), True),
        (Symptom("header", None, ".*"), False),
        (Symptom("header vary", ".*", ".*"), False),
        (Symptom("header vary", None, None), False),
        (Symptom("header vary", None, ".*", targets=("client", "run")), True),
        (Symptom("header vary", None, ".*", targets=("run",)), False),
        (Symptom("header vary", None, ".*", quart_version=">=0.23"), True),
        (Symptom("header vary", None, ".*", quart_version="<0.23"), False),
    ],
)
def test_field_sides_target_and_version_decide_whether_a_symptom_is_applicable(symptom, is_expected):
    assert is_applicable(
        symptom, difference(), "client", "0.23.0.dev1" if "<" in symptom.quart_version else "0.23.1"
    ) is (is_expected)


def test_unknown_version_is_in_no_bounds():
    assert not is_applicable(Symptom("header vary", None, ".*", quart_version=">=0.22"), difference(), "client", "")


@pytest.mark.parametrize(
    ("values", "expected"),
    [(("a", "a"), "certain"), (("a", "ab"), ""), (("b", "b"), ""), (("a\n", "a\n"), "")],
    ids=["both", "one", "neither", "only a part"],
)
def test_pattern_must_match_the_whole_value(values, expected):
    assert outcome(Symptom("body", "a", "a"), difference("body", *values)) == expected


def test_value_of_a_header_may_be_another():
    symptom = Symptom("header vary", "a", "a")
    values = (("a", "ab"), ("b", "a"), ("b", "b"))
    assert [outcome(symptom, difference("header vary", *pair)) for pair in values] == ["possible", "possible", ""]


def test_value_over_the_limit_fits_no_pattern():
    assert outcome(Symptom("header x", ".*", ".*"), difference("header x", "a" * 50_001, "a")) == "possible"


def test_group_of_the_baseline_can_be_repeated():
    symptom = Symptom("header vary", "(?P<first>.+)", "(?P=first), Cookie", where=(("candidate body", ".*(?P=first)"),))
    fitting = difference(baseline="a.c", candidate="a.c, Cookie")
    assert outcome(symptom, fitting, candidate=exchange(body=b"is a.c")) == "certain"
    assert outcome(symptom, fitting, candidate=exchange(body=b"is abc")) == "possible"
    assert outcome(symptom, difference(baseline="", candidate=", Cookie")) == ""


def test_equal_after_compares_the_groups_named_value():
    symptom = Symptom("header x", "name=(?P<value>.+)", '"(?P<value>.+)"', equal_after="decoding")
    assert outcome(symptom, difference("header x", "name=%C3%A9", '"\xc3\xa9"')) == "certain"
    assert outcome(symptom, difference("header x", "name=%C3%A9", '"\xc3\xa8"')) == ""


def test_missing_part_fits_none_alone():
    missing = Symptom("header vary", None, "Cookie", where=(("request header origin", None),))
    present = Symptom("header vary", None, "Cookie", where=(("request header accept", None),))
    assert [outcome(symptom, difference()) for symptom in (missing, present)] == ["certain", "possible"]


def test_trace_that_does_not_fit_excludes_the_note():
    symptom = Symptom("status", "200", "500", where=(("candidate error", "KeyError.*"),))
    other_error = exchange(500, trace=(Event("view", "page", "raises ValueError"),))
    assert outcome(symptom, difference("status", "200", "500"), candidate=other_error) == ""


def test_note_is_not_certain_without_the_trace_that_it_needs():
    for part in (
        ("candidate trace", ".*: raises KeyError.*"),
        ("candidate error", "KeyError.*"),
        ("baseline error", None),
    ):
        symptom = Symptom("status", "200", "500", where=(part,))
        assert outcome(symptom, difference("status", "200", "500"), candidate=exchange(500)) == "possible"


def test_symptom_may_need_an_exchange_without_a_trace():
    symptom = Symptom("header vary", None, "Cookie", where=(("candidate trace", None),))
    traced = exchange(trace=(Event("view", "page"),))
    assert [outcome(symptom, difference(), candidate=candidate) for candidate in (exchange(), traced)] == [
        "certain",
        "",
    ]


def test_uncertain_symptom_is_possible_only_if_every_part_fits():
    symptom = Symptom("header vary", None, "Cookie", certain=False)
    assert [outcome(symptom, difference(candidate=value)) for value in ("Cookie", "Accept")] == ["possible", ""]


def test_every_certain_note_is_named_once(named):
    by_id = {"FD001": [VARY, VARY], "FD002": [VARY], "FD003": [Symptom("header vary", None, ".*", certain=False)]}
    assert named(by_id, difference()) == NoteNames(("FD001", "FD002"))


def test_best_of_what_is_possible_comes_first(named):
    plain = Symptom("header vary", None, ".*", certain=False)
    exact = Symptom("header vary", None, ".*", where=(("method", "GET"),), certain=False)
    failing = Symptom("header vary", None, "Accept")
    assert named({"FD001": [plain], "FD002": [exact], "FD003": [failing]}, difference()) == NoteNames(
        possible=("FD002", "FD001", "FD003")
    )


def test_none_is_named_where_more_than_three_fit_equally_well(named):
    plain = Symptom("header vary", None, ".*", certain=False)
    exact = Symptom("header vary", None, ".*", where=(("method", "GET"),), certain=False)
    by_id = {f"FD00{number}": [plain] for number in range(4)}
    assert named(by_id, difference()) == NoteNames()
    assert named(by_id | {"FD009": [exact]}, difference()) == NoteNames(possible=("FD009",))


def test_consequence_of_the_status_is_named_only_for_certain(named):
    by_id = {"FD001": [VARY], "FD002": [Symptom("header vary", None, ".*", certain=False)]}
    assert named(by_id, difference(), exchange(200), exchange(500)) == NoteNames(("FD001",))
    assert named({"FD002": by_id["FD002"]}, difference(), exchange(200), exchange(500)) == NoteNames()


def test_every_pattern_of_the_notes_compiles():
    for _, symptom in symptoms._all_symptoms():
        patterns = [symptom.field, symptom.baseline, symptom.candidate, *(pattern for _, pattern in symptom.where)]
        for pattern in filter(None, patterns):
            re.compile(symptoms._REFERENCE.sub("x", pattern))
