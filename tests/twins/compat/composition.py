"""The request class of compat/request.py with other mixins than it has, or in another order."""

from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

Choice = Callable[[str, tuple[type, ...]], Iterable[type]]
# The classes that compat/request.py composes, by the attribute of the request class that holds them.
PARTS = {"body_class": "Body", "form_data_parser_class": "FormDataParser"}


def composed_classes(request: ModuleType) -> list[type]:
    """Return the classes that a twin's compat/request.py composes."""
    return [getattr(request, name) for name in (*PARTS.values(), "Request") if hasattr(request, name)]


def mixins_of(composed: type) -> tuple[type, ...]:
    """Return the mixins of a composed class: all bases but the last, which is the framework's own class."""
    return composed.__bases__[:-1]


def request_class(request: ModuleType, choose: Choice) -> Any:
    """Return a request class whose composed classes have the mixins that `choose` returns for each class's name."""
    parts = {
        attribute: compose(getattr(request, name), choose)
        for attribute, name in PARTS.items()
        if hasattr(request, name)
    }
    return compose(request.Request, choose, **parts)


def compose(composed: type, choose: Choice, **attributes: Any) -> type:
    """Return a class of the same name on the same class of the framework."""
    mixins = choose(composed.__name__, mixins_of(composed))
    return type(composed.__name__, (*mixins, composed.__bases__[-1]), attributes)
