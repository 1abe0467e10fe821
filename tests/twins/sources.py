"""Read and compare the sources of the twins: what may differ, and how a mismatch is reported."""

import ast
import re
import tokenize
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLASK, QUART = ROOT / "flask_app", ROOT / "quart_app"
RENAME = (("flask", "quart"), ("Flask", "Quart"), ("FLASK", "QUART"))

# What a line of the Quart app may hold, and what the Flask app has in its place; the rename aside.
ALLOWED = {
    "async def": (r"\basync def ", "def "),
    "async with": (r"\basync with ", "with "),
    "async for": (r"\basync for ", "for "),
    "await": (r"\bawait ", ""),
    "send_async": (r"\.send_async\(", ".send("),
    "AsyncGenerator": (r"\bAsyncGenerator\b", "Generator"),
    "aclosing": (r"\baclosing\b", "closing"),
    "aiofiles.os": (r"\baiofiles\.os\b", "os"),
    "aiofiles.open": (r"\baiofiles\.open\(", "open("),
    "FileStorage": (
        r"^from quart\.datastructures import FileStorage$",
        "from werkzeug.datastructures import FileStorage",
    ),
}


@dataclass(frozen=True)
class Line:
    """A line of a source file."""

    path: Path
    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.number}"


def renamed(text):
    """Return a line of the Flask app with the names of the Quart app."""
    for flask_word, quart_word in RENAME:
        text = text.replace(flask_word, quart_word)
    return text


def without_allowed(text, used):
    """Return a line of the Quart app without what ALLOWED lets it hold; add the keys that matched to `used`."""
    for name, (pattern, replacement) in ALLOWED.items():
        text, count = re.subn(pattern, replacement, text)
        if count:
            used.add(name)
    return text


def files_of(package, pattern="*"):
    """Return the package's files, relative to it and sorted."""
    paths = (
        path.relative_to(package)
        for path in package.rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    )
    return sorted(paths)


def outside_of_compat():
    return [path for path in files_of(FLASK, "*.py") if path.parts[0] != "compat"]


def lines_of(path):
    """Return the lines of a file, its imports sorted: where an import stands depends on its name."""
    source = path.read_text(encoding="utf-8")
    lines = [Line(path, number, text) for number, text in enumerate(source.splitlines(), 1)]
    imports = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    if not imports:
        return lines
    start, end = imports[0].lineno - 1, imports[-1].end_lineno
    between = sorted(lines[start:end], key=lambda line: renamed(without_allowed(line.text, set())))
    return [*lines[:start], *between, *lines[end:]]


def mismatch(line, expected, actual):
    """Return the report of a mismatch: its place, what the Flask app lets expect, and what the Quart app has."""
    return f"{line}\n    expected: {expected}\n    actual:   {actual}"


def definitions(path):
    """Return the top-level names in order, each with its line, its parameters and its decorators."""
    names = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        line = Line(path, getattr(node, "lineno", 0), "")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names.append((line, signature(node), decorators(node)))
        elif isinstance(node, ast.ClassDef):
            methods = [method for method in node.body if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)]
            names.append((line, f"class {node.name}: {', '.join(map(signature, methods))}", decorators(node)))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.append((line, ", ".join(map(ast.unparse, targets)), []))
    return names


def signature(node):
    return f"def {node.name}({ast.unparse(node.args)})"


def decorators(node):
    return [ast.unparse(decorator) for decorator in node.decorator_list]


def comments(path):
    """Return the comments in order, each with its line."""
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return [(Line(path, token.start[0], ""), token.string) for token in tokens if token.type == tokenize.COMMENT]


def docstrings(path):
    """Return the docstring of each module, class and function, or None, with its line."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, kinds)]
    return [(Line(path, getattr(node, "lineno", 1), ""), ast.get_docstring(node)) for node in nodes]


def mismatches(path, read):
    """Compare what `read` returns for a file of both apps, in order; return the report of each mismatch."""
    reports = []
    for flask_row, quart_row in zip_longest(read(FLASK / path), read(QUART / path)):
        expected = renamed(str(flask_row[1:])) if flask_row else "(nothing)"
        actual = str(quart_row[1:]) if quart_row else "(nothing)"
        if expected != actual:
            reports.append(mismatch((quart_row or flask_row)[0], expected, actual))
    return reports
