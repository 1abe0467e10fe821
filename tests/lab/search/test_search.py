"""Test that a seeded sample has no unexpected difference, and that planted differences are reported."""

import json
import platform
from dataclasses import replace

import pytest
from itsdangerous import TimestampSigner, URLSafeSerializer

from comparison.notes.catalogue import all_divergences

from . import search
from .questions import question
from .signed_sessions import with_readable_sessions

COUNT = 20
SEED = int(platform.python_version_tuple()[1])


@pytest.fixture
def directory(tmp_path):
    search.furnish(tmp_path)
    return tmp_path


async def test_sample_has_no_unexpected_difference(directory):
    findings = [(await search.searched(question(SEED, number), "client", directory))[0] for number in range(COUNT)]
    assert [str(finding) for finding in findings if finding] == []


def test_entries_name_notes_that_exist():
    assert {entry.note for entry in search.entries()} <= all_divergences().keys()


def test_question_is_the_same_when_it_is_made_twice():
    assert question(1, 5) == question(1, 5)
    assert question(1, 5) != question(1, 6)
    assert question(1, 5) != question(2, 5)


@pytest.mark.parametrize(
    ("planted", "field"),
    [
        ('return "planted", 418', "status"),
        ('return "other"', "body"),
        ('return "same", {"X-Planted": "1"}', "header x-planted"),
    ],
)
async def test_planted_difference_is_found(directory, planted, field):
    source = 'from flask import Flask\napp = Flask(__name__)\n@app.route("/v0")\ndef v0():\n    return "same"\n'
    ask = replace(question(1, 1).asks[0], method="GET", path="/v0", headers=(), content=None, features=frozenset())
    planted_question = replace(question(1, 1), source=source, asks=(ask,))
    candidate = search.rewritten(source).replace('return "same"', planted)
    left, _ = search.unexpected(
        planted_question, await search.compared(planted_question, candidate, "client", directory), "client"
    )
    assert field in {difference.field for difference in left}
    same, _ = await search.searched(planted_question, "client", directory)
    assert same is None


@pytest.mark.parametrize("target", ["run", "hypercorn"])
async def test_apps_that_one_server_serves_stay_apart(directory, target):
    source = (
        "from flask import Flask, request\napp = Flask(__name__)\n"
        "@app.route('/v0')\ndef v0():\n    return f'NUMBER {request.headers.get(\"X-Question\")}'\n"
    )
    ask = replace(question(1, 1).asks[0], method="GET", path="/v0", headers=(), content=None, features=frozenset())
    questions = [
        replace(question(1, 1), number=number, source=source.replace("NUMBER", str(number)), asks=(ask, ask))
        for number in range(3)
    ]
    candidates = [search.rewritten(each.source) for each in questions]
    candidates[1] = candidates[1].replace("1 {", "9 {")
    differing = await search.compared_together(questions, candidates, target, directory)
    values = [
        [(each.position, each.field, each.baseline, each.candidate) for each in differences]
        for differences in differing
    ]
    assert values == [[], [(1, "body", "1 None", "9 None"), (2, "body", "1 None", "9 None")], []]


async def test_app_that_does_not_start_is_reported_alone(directory):
    broken = replace(question(1, 2), source="raise ValueError('broken')\n")
    first, second = await search.searched_together([question(1, 1), broken], "run", directory)
    assert first[0] is None
    assert [difference.field for difference in second[0].differences] == ["start"]


@pytest.mark.parametrize("quote", ["", "'", r"\u0027"])
@pytest.mark.parametrize("session", [{"n": 1}, {"b": "y" * 200, "a": 1}])
def test_signed_session_in_a_text_is_decoded(quote, session):
    signed = TimestampSigner("secret").sign(URLSafeSerializer("secret").dump_payload(session)).decode()
    assert with_readable_sessions(f"{quote}{signed}{quote}") == f"{quote}{json.dumps(session, sort_keys=True)}{quote}"


def test_text_that_is_no_session_stays():
    text = "eyJx.short '.eJ-no-base64-of-zlib.awxasw.-ET3b0xqGzWUkKGeQznqcETo72c'"
    assert with_readable_sessions(text) == text
