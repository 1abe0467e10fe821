"""The module `flask` of tests, in the process of a Quart app: its names lead to Quart.

Only modules of the tests get it. The app and its extensions have the real `flask`, or that of quart-flask-patch.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

from werkzeug.local import LocalProxy

PACKAGE = "comparison_flask"


def flask_module(name: str) -> str:
    """Return the name of the module that stands in for `flask` or one of its modules; it can be imported."""
    own = PACKAGE + name.removeprefix("flask")
    if own not in sys.modules:
        module = _Names(own, name.removeprefix("flask"))
        sys.modules[own] = module
        parent, _, last = own.rpartition(".")
        if parent:
            flask_module(name.rpartition(".")[0])
            setattr(sys.modules[parent], last, module)
    return own


class _Names(ModuleType):
    """A module whose names are looked up in Quart, and what Quart lacks in Flask."""

    def __init__(self, name: str, place: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self.__dict__["_place"] = place

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        place: str = self.__dict__["_place"]
        special = _special(name)
        if special is not None:
            return special
        for module in (f"quart{place}", f"flask{place}"):
            try:
                return getattr(importlib.import_module(module), name)
            except (ImportError, AttributeError):
                continue
        raise AttributeError(f"module 'flask{place}' has no attribute {name!r}")


def _special(name: str) -> Any:
    """Return what stands in for a name of Flask that Quart has under another name, or in another form."""
    # Imported here: the tests may import Flask's names before the app imports quart-flask-patch.
    if name == "Flask":
        from quart import Quart  # noqa: PLC0415

        return Quart
    if name == "request":
        return request
    if name == "FlaskClient":
        from .client import SyncClient  # noqa: PLC0415

        return SyncClient
    if name == "EnvironBuilder":
        from .environ import EnvironBuilder  # noqa: PLC0415

        return EnvironBuilder
    quart_names = {"FlaskCliRunner": "quart.testing:QuartCliRunner", "FlaskGroup": "quart.cli:QuartGroup"}
    if name in quart_names:
        module, _, attribute = quart_names[name].partition(":")
        return getattr(importlib.import_module(module), attribute)
    return None


class _SyncRequest:
    """A request of Quart, whose form, files and JSON are there without `await`."""

    def __init__(self, original: Any) -> None:
        object.__setattr__(self, "_original", original)

    def __getattr__(self, name: str) -> Any:
        # Imported when it is used, as in `_special`.
        from .awaited import result_of  # noqa: PLC0415

        return result_of(getattr(self._original, name))

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._original, name, value)


def _current_request() -> _SyncRequest:
    """Return the current request, the same object each time; raises `RuntimeError` without one."""
    from quart import request as quart_request  # noqa: PLC0415 - as late as the names above

    proxy: Any = quart_request
    original = proxy._get_current_object()
    known: _SyncRequest = vars(original).setdefault("comparison_sync_request", _SyncRequest(original))
    return known


request: Any = LocalProxy(_current_request)
