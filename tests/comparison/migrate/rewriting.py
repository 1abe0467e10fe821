"""Rules by which `clock.wait` waits, and projects as they leave them."""

from collections import namedtuple
from typing import Any

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.patterns import awaited_calls
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

Rule = namedtuple("Rule", "id rewrite")

WAIT = Rule("WAIT", awaited_calls("clock.wait"))
SPREADING: list[Any] = [WAIT, *(all_rules()[id] for id in ("FQ004", "FQ005", "FQ602"))]


def migration_of(texts, rules=SPREADING, by_hand=()):
    modules = [Module(name, text.encode(), name in by_hand) for name, text in texts.items()]
    return Migration(Project.of(modules), tuple(rules))


def migrated(texts, rules=SPREADING, by_hand=()):
    """Return the text of each module afterwards."""
    migration = migration_of(texts, rules, by_hand)
    return {name: migration.rewritten(one).result.text.decode() for name, one in migration.project.modules.items()}


def rewritten(text, rules=SPREADING):
    return migrated({"here": text}, rules)["here"]
