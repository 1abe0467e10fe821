"""Parse the source of somebody's module."""

import ast
import warnings


def syntax_tree(source: str | bytes) -> ast.Module:
    r"""Return the tree of a module's source, with or without a byte order mark. Raises what `ast.parse` raises.

    Python's warnings of it, such as for the invalid escape in "\_", are left out: who runs the module gets them, with
    the name of its file.
    """
    with warnings.catch_warnings(action="ignore"):
        return ast.parse(source.removeprefix("\ufeff") if isinstance(source, str) else source)
