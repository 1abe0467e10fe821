"""Files that are open: uploads that are saved to one, and responses that send one."""

from collections.abc import Iterator

import libcst as cst

from ...migrate.module import Module
from ...migrate.source import Source
from ..app import InspectedApp

Spots = Iterator[tuple[Module, cst.CSTNode]]
UPLOADS = ("flask.Request().files[]", "flask.Request().files.get()", "flask.Request().files.getlist()[]")
_OPEN = ("builtins.open()", "io.BytesIO()", "io.StringIO()", "pathlib.Path().open()", "tempfile.")


def saved_to_open_files(app: InspectedApp) -> Spots:
    """Yield the calls that save an upload to an open file."""
    for source in app.sources:
        for call in source.calls(*(f"{upload}.save" for upload in UPLOADS)):
            target = source.argument(call, 0, "dst")
            if target is not None and _is_open(source, target):
                yield source.module, call


def sent_open_files(app: InspectedApp) -> Spots:
    """Yield the calls that send an open file which is no `BytesIO`."""
    for source in app.sources:
        for call in source.calls("flask.send_file"):
            sent = source.argument(call, 0, "path_or_file")
            if sent is not None and _is_open(source, sent) and "io.BytesIO()" not in source.origins(sent):
                yield source.module, call


def _is_open(source: Source, node: cst.BaseExpression) -> bool:
    """Return whether an expression is an open file; of an unknown object, a call of its `open` counts."""
    if any(origin.startswith(_OPEN) and "." not in origin.partition("()")[2] for origin in source.origins(node)):
        return True
    values = source.module.values(node)
    calls = [value.func for value in values if isinstance(value, cst.Call)]
    return any(isinstance(function, cst.Attribute) and function.attr.value == "open" for function in calls)
