"""The sources of the twins, as the contract compares them: what may differ, and how a mismatch is told."""

import ast
import re
import tokenize
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLASK, QUART = ROOT / "flask_app", ROOT / "quart_app"
RENAME = (("flask", "quart"), ("Flask", "Quart"), ("FLASK", "QUART"))

# What may stand in a line of the Quart app, and what stands for it in the Flask app's; all but the rename.
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
    for word, other in RENAME:
        text = text.replace(word, other)
    return text


def erased(text, used):
    """Return a line of the Quart app without what may stand in it; note in `used` what that was."""
    for name, (pattern, replacement) in ALLOWED.items():
        text, count = re.subn(pattern, replacement, text)
        if count:
            used.add(name)
    return text


def files_of(package, pattern="*"):
    found = (
        path.relative_to(package)
        for path in package.rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    )
    return sorted(found)


def outside_of_compat():
    return [path for path in files_of(FLASK, "*.py") if path.parts[0] != "compat"]


def lines_of(path):
    """Return the lines, those of the imports sorted: an import stands where its name puts it."""
    source = path.read_text(encoding="utf-8")
    lines = [Line(path, number, text) for number, text in enumerate(source.splitlines(), 1)]
    imports = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    if not imports:
        return lines
    start, end = imports[0].lineno - 1, imports[-1].end_lineno
    between = sorted(lines[start:end], key=lambda line: renamed(erased(line.text, set())))
    return [*lines[:start], *between, *lines[end:]]


def told(line, expected, actual):
    return f"{line}\n    expected: {expected}\n    actual:   {actual}"


def definitions(path):
    """Return the top-level names in order, each with its line, its parameters and its decorators."""
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        where = Line(path, getattr(node, "lineno", 0), "")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            decorators = [ast.unparse(one) for one in node.decorator_list]
            found.append((where, f"def {node.name}({ast.unparse(node.args)})", decorators))
        elif isinstance(node, ast.ClassDef):
            inside = [
                f"{one.name}({ast.unparse(one.args)})"
                for one in node.body
                if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
            ]
            found.append(
                (where, f"class {node.name}: {', '.join(inside)}", [ast.unparse(one) for one in node.decorator_list])
            )
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.append((where, ", ".join(ast.unparse(one) for one in targets), []))
    return found


def comments(path):
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return [(Line(path, token.start[0], ""), token.string) for token in tokens if token.type == tokenize.COMMENT]


def docstrings(path):
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, nodes)]
    return [(Line(path, getattr(node, "lineno", 1), ""), ast.get_docstring(node)) for node in found]


def compared(path, read):
    """Compare what `read` finds in both files, in order; return the text of each mismatch."""
    found = []
    for here, there in zip_longest(read(FLASK / path), read(QUART / path)):
        expected = renamed(str(here[1:])) if here else "(nothing)"
        actual = str(there[1:]) if there else "(nothing)"
        if expected != actual:
            found.append(told((there or here)[0], expected, actual))
    return found
