"""Two small sources that the engine rewrites, and the migration of files with the rules for them."""

from collections import namedtuple
from typing import Any

from comparison.migrate.files import migrate_files
from comparison.migrate.rewrites import await_calls
from comparison.notes.catalogue import all_rules

from .sources import dedented

Rule = namedtuple("Rule", "id rewrite")

RULES: list[Any] = [Rule("WAIT", await_calls("clock.wait")), all_rules()["FQ004"], all_rules()["FQ005"]]
BEFORE = dedented("""
    import clock
    def f():
        clock.wait()
""")
AFTER = dedented("""
    import clock
    async def f():
        await clock.wait()
""")


def results(path, rename=(), exclude=()):
    """Return, for each file, where it belongs, and its text."""
    files = migrate_files([path], RULES, dict(rename), exclude)
    return {str(file.target): file.after for file in files}
