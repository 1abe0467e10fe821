"""Sources in which some names are replaced, as rules replace them."""

from textwrap import dedent

from comparison.migrate.change import ReplacedName
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.source import Source
from comparison.migrate.text_edits import apply_edits

MOVES = {
    "time.sleep": "asyncio.sleep",
    "os.mkdir": "aiofiles.os.mkdir",
    "builtins.open": "aiofiles.open",
    "typing.Iterator": "collections.abc.AsyncIterator",
    "collections.abc.Iterator": "collections.abc.AsyncIterator",
}


def moved(text, skipped=0):
    """Return a source in which all of `MOVES` have moved, but for the first uses that are skipped."""
    module = Module.parse("shop", dedent(text).encode())
    source = Source(module, Project.of([module]), set())
    uses = {use: new for old, new in MOVES.items() for use in source.uses(old)}
    changes = [(ReplacedName(use, new), "R1") for use, new in list(uses.items())[skipped:]]
    return apply_edits(module.source, import_edits(module, changes)).text.decode()
