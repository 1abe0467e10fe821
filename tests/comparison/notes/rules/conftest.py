"""Sources before and after the rules of some ids. A source is a dedented block, or a single line."""

from textwrap import dedent, indent

import pytest

from comparison.migrate.engine import Migration, RewriteRule
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules
from comparison.notes.gaps import all_gaps


def migrated(text, *ids, name="note"):
    """Return a module of this name as the rules of these ids leave it; all rules and gaps, if there are none."""
    every: tuple[RewriteRule, ...] = (*all_rules().values(), *all_gaps())
    rules = tuple(all_rules()[id] for id in ids) if ids else every
    module = Module.parse(name, text.encode())
    return Migration(Project.of([module]), rules).run().rewritten_module(module)


def rewritten(text, *ids, name="note"):
    """Return a source as the rules of these ids leave it; as all rules leave it, if there are none."""
    return migrated(text, *ids, name=name).source.text.decode()


def source(text):
    """Return the source in a dedented block; a single line gets its line end."""
    return dedent(text).removeprefix("\n") if "\n" in text else f"{text}\n"


@pytest.fixture(scope="session")
def dedented():
    """Return a function that dedents a block of source."""
    return source


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

    def check(text, *ids, inside="", name="note"):
        text = complete(text, inside)
        assert rewritten(text, *ids, name=name) == text

    return check


@pytest.fixture(scope="session")
def check_rewritten():
    """Return a function that checks what the rules of these ids change, and that they change it only once."""

    def check(before, after, *ids, inside="", name="note"):
        before, after = complete(before, inside), complete(after, inside)
        assert rewritten(before, *ids, name=name) == after
        assert rewritten(after, *ids, name=name) == after

    return check


@pytest.fixture(scope="session")
def check_manual_steps():
    """Return a function that checks the manual steps: in each of these lines of the text one, with such a reason."""

    def check(text, expected, *ids, inside="", name="note"):
        lines = complete(text, inside).splitlines()
        steps = migrated(complete(text, inside), *ids, name=name).manual_steps
        assert [(lines[step.line - 1].strip(), step.rule) for step in steps] == [step[:2] for step in expected]
        for step, (_, _, words) in zip(steps, expected, strict=True):
            assert words in step.reason

    return check


@pytest.fixture(scope="session")
def has_manual_step():
    """Return a function that says whether the migration of a text leaves a manual step."""

    def has(text, *ids, inside="", name="note"):
        return bool(migrated(complete(text, inside), *ids, name=name).manual_steps)

    return has
