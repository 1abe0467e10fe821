"""Resolve what a `with … as` binds: the object itself, or an open file."""

from collections.abc import Iterator

import libcst as cst

from .definitions import Definitions
from .framework_names import OPEN_FUNCTIONS
from .module import Module


class EnteredOrigins(Definitions):
    """The origins of the names that `with` statements bind."""

    def entered_origins(self, module: Module, item: cst.CSTNode) -> Iterator[str]:
        """Yield the origins of a `with … as` name; nothing for another `as`.

        Files get `.__enter__()`, if the `with` only opens files.
        """
        if not isinstance(item, cst.WithItem):
            return
        block = module.parent(item)
        items = block.items if isinstance(block, cst.With) else ()
        only_files = all(self.opens_file(module, block_item) for block_item in items)
        yield from (f"{origin}.__enter__()" if only_files else origin for origin in self.origins(module, item.item))

    def opens_file(self, module: Module, item: cst.WithItem) -> bool:
        """Return whether a `with` item opens a file, and uses it only in ways that an aiofiles file supports."""
        opens = isinstance(item.item, cst.Call) and self.origins(module, item.item.func) & OPEN_FUNCTIONS
        name = item.asname.name.value if item.asname and isinstance(item.asname.name, cst.Name) else ""
        uses = [node for node in module.names(name) if module.is_use_of(node, item.asname)] if opens else []
        return bool(opens) and all(self._is_simple_file_use(module, use) for use in uses)

    def _is_simple_file_use(self, module: Module, use: cst.Name) -> bool:
        """Return whether a file's attribute is read, or a loop reads it, or a function of the project gets it."""
        parent = module.parent(use)
        if isinstance(parent, cst.Attribute | cst.For | cst.CompFor):
            return True
        call = module.parent(parent) if isinstance(parent, cst.Arg) else None
        return isinstance(call, cst.Call) and bool(self.origins(module, call.func) & self.functions.keys())
