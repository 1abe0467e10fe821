"""Sources before and after the rules of some ids. A source is a dedented block, or a single line."""

from textwrap import dedent, indent

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules


def rewritten(text, *ids):
    """Return a source as the rules of these ids leave it; as all rules leave it, if there are none."""
    rules = tuple(all_rules()[id] for id in ids or all_rules())
    module = Module.parse("note", text.encode())
    return Migration(Project.of([module]), rules).run().rewritten_module(module).source.text.decode()


def source(text):
    """Return the source in a dedented block; a single line gets its line end."""
    return dedent(text).removeprefix("\n") if "\n" in text else f"{text}\n"


@pytest.fixture(scope="session")
def rewrite():
    """Return a function that applies the rules of these ids, or all, to a text."""
    return rewritten


def complete(text, inside):
    """Return a source, as the body of the function that `inside` begins if there is one."""
    return inside + indent(source(text), "    ") if inside else source(text)


@pytest.fixture(scope="session")
def check_unchanged():
    """Return a function that checks that the rules of these ids change nothing."""

    def check(text, *ids, inside=""):
        text = complete(text, inside)
        assert rewritten(text, *ids) == text

    return check


@pytest.fixture(scope="session")
def check_rewritten():
    """Return a function that checks what the rules of these ids change, and that they change it only once."""

    def check(before, after, *ids, inside=""):
        before, after = complete(before, inside), complete(after, inside)
        assert rewritten(before, *ids) == after
        assert rewritten(after, *ids) == after

    return check
