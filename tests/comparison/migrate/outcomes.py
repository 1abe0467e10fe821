"""What rules make of the last of some modules, and what they leave to do by hand."""

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

EVERY = list(all_rules().values())


def outcome(*texts, rules=EVERY, names=("here", "there", "third")):
    modules = [Module(name, text.encode(), package=name == "shop") for name, text in zip(names, texts, strict=False)]
    migration = Migration(Project.of(modules), tuple(rules))
    result = migration.rewritten(modules[-1])
    return result.result.text.decode(), result.by_hand


def rewritten(*texts, rules=EVERY, names=("here", "there", "third")):
    return outcome(*texts, rules=rules, names=names)[0]
