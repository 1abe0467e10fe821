"""Reads of a request: its body before its form, and its headers as a whole."""

from collections.abc import Iterator

import libcst as cst

from ...migrate.evidence import is_test_module
from ...migrate.framework_names import CLIENT_REQUESTS
from ...migrate.module import Module
from ..app import InspectedApp
from ..name_uses import framework_uses, subscripts

Spots = Iterator[tuple[Module, cst.CSTNode]]
_BODY = tuple(f"flask.Request().{name}" for name in ("data", "get_data"))
_FORM = tuple(f"flask.Request().{name}" for name in ("files", "form", "values"))
_HEADERS = "flask.Request().headers"
_COPIES = ("items", "values", "keys", "to_wsgi_list", "copy", "__iter__")
_BEFORE = ("before_request", "before_app_request")


def bodies_read_before_forms(app: InspectedApp) -> Spots:
    """Yield the reads of the body in a hook before requests, and before the form in the same function."""
    functions = [registration.function for registration in app.registrations_of(*_BEFORE)]
    hooks = {function.node for function in functions if function is not None}
    forms = {source.module.name: list(framework_uses(source, _FORM)) for source in app.sources}
    for source in app.sources:
        module = source.module
        for use in framework_uses(source, _BODY) if any(forms.values()) and not is_test_module(module) else ():
            function = module.enclosing_function(use)
            later = (form for form in forms[module.name] if module.enclosing_function(form) is function)
            if function in hooks or any(module.line(form) > module.line(use) for form in later):
                yield module, use


def whole_headers(app: InspectedApp) -> Spots:
    """Yield the places where all headers of a request are copied, looped over or passed on."""
    for source in app.sources:
        module = source.module
        for use in framework_uses(source, (_HEADERS,)) if not is_test_module(module) else ():
            parent = module.parent(use)
            is_copied = isinstance(parent, cst.Attribute) and parent.attr.value in _COPIES
            if is_copied or isinstance(parent, cst.Arg | cst.For | cst.CompFor | cst.StarredDictElement):
                yield module, use


def missing_headers(app: InspectedApp) -> Spots:
    """Yield the reads `request.headers[name]` in functions that do not ask whether the header is there."""
    for source in app.sources:
        module = source.module
        for node in subscripts(source, {_HEADERS}) if not is_test_module(module) else ():
            name, function = source.text(node.slice[0].slice), module.enclosing_function(node)
            checks = [check for check in module.nodes(cst.Comparison) if source.text(check.left) == name]
            if not any(module.enclosing_function(check) is function for check in checks):
                yield module, node


def requests_that_raise(app: InspectedApp) -> Spots:
    """Yield the requests of the test client under `pytest.raises` or `assertRaises`."""
    for source in app.sources:
        for call in source.calls(*CLIENT_REQUESTS):
            blocks = [outer for outer in source.module.ancestors(call) if isinstance(outer, cst.With)]
            items = [item.item for block in blocks for item in block.items]
            entered = [item.func for item in items if isinstance(item, cst.Call)]
            if any(source.text(function).endswith(("raises", "assertRaises")) for function in entered):
                yield source.module, call
