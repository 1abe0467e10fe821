"""Every rule proves four things: it makes `after` of `before`, once; both show the same; and it is needed."""

import ast

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.behaviour import behaviour
from comparison.notes.catalogue import all_rules

RULES = all_rules()


def rewritten(text, rules):
    module = Module("note", text.encode())
    return Migration(Project.of([module]), tuple(rules)).rewritten(module).result


@pytest.fixture(params=RULES)
def rule(request):
    return RULES[request.param]


@pytest.fixture
def shown(tmp_path, monkeypatch, rule):
    """A function that says what an app shows when it is asked as the rule says."""
    monkeypatch.chdir(tmp_path)

    async def show(source, framework):
        return await behaviour(source, framework, rule.requests, tmp_path, rule.concurrent)

    return show


def test_before_becomes_after(rule):
    before, after = rule.sources
    result = rewritten(before, RULES.values())
    assert result.text.decode() == after
    assert rule.id in {id for ids in result.after.values() for id in ids}


def test_after_stays(rule):
    after = rule.sources[1]
    assert rewritten(after, RULES.values()).text.decode() == after


async def test_after_shows_under_quart_what_before_shows_under_flask(rule, shown):
    before, after = rule.sources
    assert await shown(before, "flask") == rule.responses
    assert await shown(after, "quart") == rule.responses


async def test_rule_that_is_forgotten_is_missed(rule, shown):
    without = rewritten(rule.sources[0], [one for one in RULES.values() if one is not rule])
    assert await shown(without.text.decode(), "quart") == rule.without_rule
    assert rule.without_rule != rule.responses


def test_every_rule_has_a_symptom_and_sources_that_parse():
    assert [id for id, rule in RULES.items() if not rule.symptom.endswith(".")] == []
    for rule in RULES.values():
        for source in rule.sources:
            ast.parse(source, rule.id)
