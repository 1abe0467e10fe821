"""Find where an app sets or reads its settings: in its config, in classes and modules of settings, in tests."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from ..migrate.evidence import is_test_module
from ..migrate.module import Module
from ..migrate.nodes import string_value
from ..migrate.source import Source
from .detector import SettingHow, SettingUse

_CONFIG = "flask.Flask().config"
_SETTERS = {f"{_CONFIG}.{name}" for name in ("update", "from_mapping", "setdefault")}
_READERS = {f"{_CONFIG}.{name}" for name in ("get", "pop")}
# Attributes of the app that are settings (flask/sansio/app.py).
_ATTRIBUTES = {"secret_key": "SECRET_KEY", "testing": "TESTING", "use_x_sendfile": "USE_X_SENDFILE"}
# Modules and classes that hold settings.
_HOLDER = re.compile(r"config|settings|environment", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][A-Z0-9_]+")
# Values that leave a setting unset.
_UNSET = ("None", '""', "''")


@dataclass(frozen=True, eq=False)
class SettingPlace:
    """A place where a setting is set to `value`, as it stands, or read."""

    name: str
    how: SettingHow
    module: Module
    node: cst.CSTNode
    value: str = ""


def is_meant(place: SettingPlace, trigger: SettingUse) -> bool:
    """Return whether a trigger means a place."""
    if place.name not in trigger.names or place.how != trigger.how:
        return False
    if trigger.value:
        return re.fullmatch(trigger.value, place.value, re.DOTALL) is not None
    return place.how == "read" or place.value not in _UNSET


def setting_places(sources: Iterable[Source]) -> Iterator[SettingPlace]:
    """Yield every place of the modules where a setting is set or read."""
    for source in sources:
        yield from _subscripts(source)
        yield from _calls(source)
        yield from _attributes(source)
        yield from _dictionaries(source)
        yield from _holders(source)


def _subscripts(source: Source) -> Iterator[SettingPlace]:
    for node in source.module.nodes(cst.Subscript):
        name = string_value(getattr(node.slice[0].slice, "value", None))
        if not name or _CONFIG not in source.origins(node.value):
            continue
        parent = source.module.parent(node)
        if isinstance(parent, cst.AssignTarget):
            statement = source.module.parent(parent)
            value = source.text(statement.value) if isinstance(statement, cst.Assign) else ""
            yield SettingPlace(name, "set", source.module, node, value)
        else:
            yield SettingPlace(name, "read", source.module, node)


def _calls(source: Source) -> Iterator[SettingPlace]:
    for call in source.calls(*_SETTERS, *_READERS):
        is_setter = bool(source.origins(call.func) & _SETTERS)
        first = string_value(call.args[0].value) if call.args else ""
        if first:
            value = source.text(call.args[1].value) if is_setter and len(call.args) > 1 else ""
            yield SettingPlace(first, "set" if is_setter else "read", source.module, call, value)
        for argument in call.args if is_setter else ():
            if argument.keyword is not None:
                yield SettingPlace(argument.keyword.value, "set", source.module, argument, source.text(argument.value))


def _attributes(source: Source) -> Iterator[SettingPlace]:
    for node in source.module.nodes(cst.Attribute):
        name = _ATTRIBUTES.get(node.attr.value)
        parent = source.module.parent(node)
        if name and isinstance(parent, cst.AssignTarget) and "flask.Flask()" in source.origins(node.value):
            statement = source.module.parent(parent)
            value = source.text(statement.value) if isinstance(statement, cst.Assign) else ""
            yield SettingPlace(name, "set", source.module, node, value)


def _dictionaries(source: Source) -> Iterator[SettingPlace]:
    """Yield the items of dictionaries whose keys are all names of settings, as those that factories take."""
    for node in source.module.nodes(cst.Dict):
        elements = [element for element in node.elements if isinstance(element, cst.DictElement)]
        names = [string_value(element.key) for element in elements]
        if names and all(map(_NAME.fullmatch, names)):
            for name, element in zip(names, elements, strict=True):
                yield SettingPlace(name, "set", source.module, element, source.text(element.value))


def _holders(source: Source) -> Iterator[SettingPlace]:
    """Yield the settings in modules and classes that are named as settings, and keywords of calls of factories."""
    module = source.module
    is_holder = bool(_HOLDER.search(module.name.rpartition(".")[2]))
    assignments: list[cst.Assign | cst.AnnAssign] = [*module.nodes(cst.Assign), *module.nodes(cst.AnnAssign)]
    for node in assignments:
        owner = next(
            (outer for outer in module.ancestors(node) if isinstance(outer, cst.ClassDef | cst.FunctionDef)), None
        )
        is_in_class = isinstance(owner, cst.ClassDef) and _HOLDER.search(owner.name.value)
        targets = [target.target for target in node.targets] if isinstance(node, cst.Assign) else [node.target]
        for target in targets if is_in_class or (is_holder and owner is None) else ():
            if isinstance(target, cst.Name) and _NAME.fullmatch(target.value) and node.value is not None:
                yield SettingPlace(target.value, "set", module, node, source.text(node.value))
    if is_holder:
        yield from _declared(source)
    if is_test_module(module):
        for call in module.nodes(cst.Call):
            for argument in call.args:
                if argument.keyword is not None and _NAME.fullmatch(argument.keyword.value):
                    name = argument.keyword.value
                    yield SettingPlace(name, "set", module, argument, source.text(argument.value))


def _declared(source: Source) -> Iterator[SettingPlace]:
    """Yield the settings that calls such as `Setting("NAME", …, default)` declare in a module of settings."""
    for call in source.module.nodes(cst.Call):
        name = string_value(call.args[0].value) if len(call.args) > 1 else ""
        is_variable = any(origin.startswith("os.") for origin in source.origins(call.func))
        if _NAME.fullmatch(name) and not is_variable:
            # A default of None does not say that the setting is not set elsewhere.
            yield SettingPlace(name, "set", source.module, call, source.text(call.args[-1].value).replace("None", ""))
