"""Import strings: an app in a module, or a factory that is called, with literals as its arguments."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ImportString:
    """A parsed import string: a module, and in it an app or, with `is_call`, a factory and its arguments."""

    module: str
    name: str
    is_call: bool = False
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)


def parse_import_string(text: str) -> ImportString:
    """Return the parts of `module`, `module:name` or `module:factory(…)`; without a name, it is `app`.

    The command lines of Flask and Quart read the part after the colon in the same way. Raises `ValueError` with what
    is wrong.
    """
    module, _, expression = text.partition(":")
    if not module:
        raise ValueError(f"{text!r} names no module")
    try:
        node = ast.parse(expression.strip() or "app", mode="eval").body
    except (SyntaxError, ValueError):
        raise ValueError(f"{expression!r} is neither a name nor a call") from None
    match node:
        case ast.Name(id=name):
            return ImportString(module, name)
        case ast.Call(func=ast.Name(id=name)) if all(word.arg for word in node.keywords):
            try:
                arguments = tuple(ast.literal_eval(argument) for argument in node.args)
                keywords = {str(word.arg): ast.literal_eval(word.value) for word in node.keywords}
            except (ValueError, TypeError):
                literals = "literals such as 'test', 1, True or {'TESTING': True}"
                raise ValueError(f"the arguments in {expression!r} are not all {literals}") from None
            return ImportString(module, name, True, arguments, keywords)
    raise ValueError(f"{expression!r} is neither a name nor a call of a function by its name")


def write_served_module(text: str, name: str, directory: Path) -> str:
    """Write the module `name`, which calls the factory of an import string; return the import string of its app.

    For servers that take no call in an import string. The directory must be on the server's PYTHONPATH. Raises
    `ValueError` as `parse_import_string`.
    """
    factory = parse_import_string(text)
    call = text.partition(":")[2].strip()
    source = '"""Written by `comparison`: call the factory of the app that is served."""\n\n'
    source += f"from importlib import import_module\n\napp = import_module({factory.module!r}).{call}\n"
    (directory / f"{name}.py").write_text(source, encoding="utf-8")
    return f"{name}:app"
