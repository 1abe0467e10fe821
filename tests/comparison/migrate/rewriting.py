"""Rules that await `clock.wait` and its callers, and projects as they rewrite them."""

from collections import namedtuple
from typing import Any

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.rewrites import await_calls
from comparison.notes.catalogue import all_rules

Rule = namedtuple("Rule", "id rewrite")

WAIT = Rule("WAIT", await_calls("clock.wait"))
SPREADING: list[Any] = [WAIT, *(all_rules()[id] for id in ("FQ004", "FQ005", "FQ602"))]


def migration_of(texts, rules=SPREADING, exclude=()):
    modules = [Module.parse(name, text.encode(), name in exclude) for name, text in texts.items()]
    return Migration(Project.of(modules), tuple(rules)).run()


def migrated(texts, rules=SPREADING, exclude=()):
    """Return the text of each module afterwards."""
    migration = migration_of(texts, rules, exclude)
    return {
        name: migration.rewritten_module(module).source.text.decode()
        for name, module in migration.project.modules.items()
    }


def rewritten(text, rules=SPREADING):
    return migrated({"here": text}, rules)["here"]
