"""The manual steps that rules and gaps find in a source."""

from typing import Any

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules
from comparison.notes.gaps import all_gaps

EVERY: list[Any] = [*all_rules().values(), *all_gaps()]


def steps(text, rules=EVERY):
    """Return the line and the id of each manual step in a source."""
    module = Module.parse("shop", text.encode())
    result = Migration(Project.of([module]), tuple(rules)).run().rewritten_module(module)
    return [(step.line, step.rule) for step in result.manual_steps]
