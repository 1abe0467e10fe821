"""A text as some rules leave it."""

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules


def rewritten(text, *ids):
    rules = tuple(all_rules()[id] for id in ids or all_rules())
    module = Module.parse("note", text.encode())
    return Migration(Project.of([module]), rules).run().rewritten_module(module).source.text.decode()


@pytest.fixture(scope="session")
def rewrite():
    """Return a function that applies the rules of these ids, or all, to a text."""
    return rewritten
