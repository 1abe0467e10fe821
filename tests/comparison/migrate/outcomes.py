"""Several modules, the last of which is returned as rules rewrite it, with its manual steps."""

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

EVERY = list(all_rules().values())


def outcome(*texts, rules=EVERY, names=("here", "there", "third")):
    modules = [
        Module.parse(name, text.encode(), is_package=name == "shop") for name, text in zip(names, texts, strict=False)
    ]
    migration = Migration(Project.of(modules), tuple(rules)).run()
    result = migration.rewritten_module(modules[-1])
    return result.source.text.decode(), result.manual_steps


def rewritten(*texts, rules=EVERY, names=("here", "there", "third")):
    return outcome(*texts, rules=rules, names=names)[0]
