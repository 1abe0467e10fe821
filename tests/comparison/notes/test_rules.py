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
    module = Module.parse("note", text.encode())
    return Migration(Project.of([module]), tuple(rules)).run().rewritten_module(module).source


@pytest.fixture(params=RULES)
def rule(request):
    return RULES[request.param]


@pytest.fixture
def lines_of(tmp_path, monkeypatch, rule):
    """A function that says what an app shows when it is asked as the rule says."""
    monkeypatch.chdir(tmp_path)

    async def show(source, framework):
        return await behaviour(source, framework, rule.requests, tmp_path, rule.concurrent)

    return show


def test_before_becomes_after(rule):
    before, after = rule.sources
    result = rewritten(before, RULES.values())
    assert result.text.decode() == after
    assert rule.id in {id for ids in result.rules_after.values() for id in ids}


def test_after_stays(rule):
    after = rule.sources[1]
    assert rewritten(after, RULES.values()).text.decode() == after


async def test_after_shows_under_quart_what_before_shows_under_flask(rule, lines_of):
    before, after = rule.sources
    assert await lines_of(before, "flask") == rule.responses
    assert await lines_of(after, "quart") == rule.responses


async def test_missing_rule_shows(rule, lines_of):
    without = rewritten(rule.sources[0], [other_rule for other_rule in RULES.values() if other_rule is not rule])
    assert await lines_of(without.text.decode(), "quart") == rule.without_rule
    assert rule.without_rule != rule.responses


def test_every_rule_has_a_symptom_and_sources_that_parse():
    assert [id for id, rule in RULES.items() if not rule.symptom.endswith(".")] == []
    for rule in RULES.values():
        for source in rule.sources:
            ast.parse(source, rule.id)
