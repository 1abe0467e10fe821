"""Clicks as JSON values for the page."""

import json
from dataclasses import replace

from comparison.compare import Run, RunDifference
from comparison.demo.view import click_view, details_view
from comparison.values.difference import Difference
from comparison.values.exchange import Request
from comparison.values.note_names import NoteNames
from comparison.values.secrets import Secrets
from tests.comparison.demo.clicking import answer, ended, judged, proxied

RUNS = (Run("run", "baseline"), Run("run", "candidate"))


def difference(field, baseline, candidate, **options):
    return RunDifference(Difference(1, Request("GET", "/"), field, baseline, candidate), None, RUNS, **options)


def view(click, first_seen=None):
    value = click_view(click, Secrets("key"), {"FD201": "Vary is missing"}, {} if first_seen is None else first_seen)
    assert json.loads(json.dumps(value))["number"] == click.number
    return value


def test_click_has_its_answers_and_groups():
    vary = difference("header vary", None, "Cookie", notes=NoteNames(("FD201",)), agreed=4)
    value = view(judged(ended(proxied(), answer(), answer(404)), vary))
    assert (value["state"], value["answers"], value["milliseconds"]) == ("different", ["200", "404"], [20.0, 20.0])
    [group] = value["groups"]
    assert (group["field"], group["first"]) == ("header vary", 1)
    assert group["notes"] == [{"id": "FD201", "title": "Vary is missing", "certain": True}]
    assert group["rows"] == [{"sides": [None, (("Cookie", True),)], "differs": True}]
    assert group["certainty"] == "The baseline agreed with itself 4 times in this place."


def test_difference_that_an_earlier_click_had_names_it():
    first_seen = {}
    for number, expected in ((2, 2), (3, 2), (1, 1), (3, 1)):
        click = judged(ended(proxied(number), answer(), answer()), difference("header a", f"at {number}", "2"))
        assert view(click, first_seen)["groups"][0]["first"] == expected


def test_consequences_of_a_status_are_not_groups():
    status, body = difference("status", "200", "500"), difference("body", "a", "b")
    [group] = view(judged(ended(proxied(), answer(), answer(500)), status, body))["groups"]
    assert (group["field"], group["follows"]) == ("status", "1 difference in body")


def test_app_that_fails_shows_its_log():
    failed = replace(answer(500), log="\x1b[31mTrace\x1b[0m\x1b]back\n    ~~^^~~\ntoken=opensesame")
    lines = view(judged(ended(proxied(), answer(), failed)))["failed"]
    assert (lines[0], lines[1][0], "opensesame" in lines[1][1]) == (None, "Trace\\x1b]back", False)


def test_request_that_runs_has_no_answer_yet():
    value = view(ended(proxied(is_mirrored=False), answer()))
    assert (value["answers"], value["state"], value["groups"]) == (["200", None], "single", [])


def test_target_is_masked_and_cut():
    target = view(ended(proxied(target=f"/?token=opensesame&{'x' * 300}"), answer(), answer()))["target"]
    assert ("opensesame" in target, target.startswith("/?token=<masked"), len(target) < 202) == (False, True, True)


def test_details_have_both_exchanges_side_by_side():
    headers = (("set-cookie", "sid=secretvalue"), ("x-a", "1"), ("x-a", "2"))
    left = answer(200, "left\x00", headers, "POST", "/a", b"password=hunter22")
    secrets = Secrets("key")
    secrets.add([left])
    click = judged(ended(proxied(), left, answer(500, "right")), difference("header x-a", "1 | 2", None))
    value = details_view(click, secrets)
    assert value["response"][0] == {"name": "status", "values": ["200", "500"], "differs": False}
    names = {row["name"]: (row["values"], row["differs"]) for row in value["response"]}
    assert names["x-a"] == (["1 | 2", None], True)
    assert value["received"] == ["left\\x00", "right"]
    assert ("hunter22" in json.dumps(value), "secretvalue" in json.dumps(value)) == (False, False)


def test_long_body_is_cut():
    click = ended(proxied(), answer(body="x" * 30_000), None)
    value = details_view(click, Secrets(""))
    assert value["received"][0].endswith("x…\n… of 30000 bytes")
    assert value["received"][1] is None
