"""Find the environment variables that an app reads, and judge by their names what to set them to."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from .apps import Framework
from .sources import SourceFile

_READERS = ("os.environ.get", "os.environ.setdefault", "os.getenv")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PREFIX = {"flask": "FLASK", "quart": "QUART"}
# The first pattern that a name matches decides; `{tmp}` is a directory that exists.
_VALUES = (
    (re.compile(r"(SECRET|SECRET_KEY|SALT)$"), "{secret}"),
    (re.compile(r"(DATABASE|DB|SQLALCHEMY)\w*_UR[IL]$"), "sqlite:///{tmp}/app.db"),
    (re.compile(r"(^|_)(DATABASE|DB|SQLITE)(_PATH|_FILE|_FILENAME)?$"), "{tmp}/app.db"),
    (re.compile(r"(^|_)LOG(_PATH|_FILE)?$"), "{tmp}/app.log"),
    (
        re.compile(r"(UPLOAD|MEDIA|DATA|CACHE|STORAGE|INSTANCE|TEMP|TMP|SESSION)\w*_(FOLDER|DIR|DIRECTORY|PATH|ROOT)$"),
        "{tmp}",
    ),
)
# Schemes of databases that no fresh directory stands in for.
_OTHER_DATABASE = re.compile(r"(?!sqlite)[a-z0-9+]+://")


@dataclass(frozen=True)
class Variable:
    """An environment variable that the sources read; `value` is "" where its name does not say what to set it to.

    `is_required` is set where the app does not start without it.
    """

    name: str
    value: str
    path: PurePosixPath
    line: int
    is_required: bool = False


def find_variables(files: Iterable[SourceFile], framework: Framework) -> tuple[Variable, ...]:
    """Return the variables that files read, sorted by name, each with its first place.

    Where a configuration reads all variables with a prefix, they are the keys of the configuration whose names are
    judged, and `SECRET_KEY`.
    """
    files = tuple(files)
    variables = [variable for file in files for variable in _read_by_name(file)]
    prefixes = [(prefix, file, line) for file in files for prefix, line in _prefixes(file, framework)]
    for prefix, file, line in prefixes[:1]:
        keys = {"SECRET_KEY", *(key for item in files for key in _configuration_keys(item))}
        variables += [
            Variable(f"{prefix}_{key}", value, file.path, line) for key in sorted(keys) if (value := value_for(key))
        ]
    by_name: dict[str, Variable] = {}
    for variable in variables:
        kept = by_name.setdefault(variable.name, variable)
        if variable.is_required and not kept.is_required:
            by_name[variable.name] = variable
    return tuple(by_name[name] for name in sorted(by_name))


def value_for(name: str, default: str = "") -> str:
    """Return what to set a variable to, judged by its name; "" if that does not say, or its default is a server."""
    if _OTHER_DATABASE.match(default):
        return ""
    return next((value for pattern, value in _VALUES if pattern.search(name.upper())), "")


def _read_by_name(file: SourceFile) -> Iterator[Variable]:
    """Yield the variables that a file reads from `os.environ` by name."""
    names = _names_of_os(file.tree)
    for node in ast.walk(file.tree):
        match node:
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *rest]) if _NAME.fullmatch(name):
                if _full(function, names) in _READERS:
                    default = _text(rest[0]) if rest else ""
                    yield Variable(name, value_for(name, default), file.path, node.lineno)
            case ast.Subscript(value=mapping, slice=ast.Constant(value=str(name)), ctx=ast.Load()):
                if _full(mapping, names) == "os.environ" and _NAME.fullmatch(name):
                    yield Variable(name, value_for(name), file.path, node.lineno, is_required=True)


def _names_of_os(tree: ast.Module) -> dict[str, str]:
    """Return what `environ`, `getenv` and the like stand for, where a file imports them from `os`."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "os")
    return {alias.asname or alias.name: f"os.{alias.name}" for node in imports for alias in node.names}


def _full(node: ast.expr, names: Mapping[str, str]) -> str:
    """Return the full name of an expression such as `environ.get`."""
    first, dot, rest = ast.unparse(node).partition(".")
    return names.get(first, first) + dot + rest


def _prefixes(file: SourceFile, framework: Framework) -> Iterator[tuple[str, int]]:
    """Yield the prefix of each call of `config.from_prefixed_env`, with its line."""
    for node in ast.walk(file.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "from_prefixed_env"
        ):
            values = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "prefix")]
            texts = [value.value for value in values if isinstance(value, ast.Constant)]
            yield str(texts[0]) if texts else _PREFIX[framework], node.lineno


def _configuration_keys(file: SourceFile) -> Iterator[str]:
    """Yield the keys of a configuration that a file reads or sets: `config["KEY"]`, `config.get("KEY")`, `KEY=`."""
    for node in ast.walk(file.tree):
        match node:
            case ast.Subscript(value=ast.Attribute(attr="config"), slice=ast.Constant(value=str(name))):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="config")), args=arguments, keywords=words):
                names = [word.arg for word in words] + [_text(item) for item in arguments[:1]]
                yield from (name for name in names if name and name.isupper())
            case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper() and file.path.stem in ("config", "settings"):
                yield name


def _text(node: ast.expr) -> str:
    """Return the value of a string literal, "" for any other expression."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
